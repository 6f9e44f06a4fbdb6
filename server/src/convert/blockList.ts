/** A block list of YAML whose items are maps, as `Block` is for maps. */
import { parseDocument } from '../manifest/document';
import { Block, type Entry } from './block';
import { dedent, endOfValue, indent, lineAt, linesOf } from './lines';

export interface ListItem {
  /** Comments above the dash. */
  readonly above: readonly string[];
  readonly block: Block;
}

/** The items of an entry whose value is a list of maps, in block or flow style; undefined for any other. */
export function itemsOf(entry: Entry): ListItem[] | undefined {
  const text = listText(entry);
  const { root, isUnreadable } = parseDocument(text, 'allow');
  if (isUnreadable || root?.kind !== 'seq') return undefined;
  const lines = linesOf(text);
  const items: ListItem[] = [];
  let from = 0;
  for (const { start, end, node } of root.items) {
    if (node.kind !== 'map') return undefined;
    const first = lineAt(text, start);
    const last = lineAt(text, endOfValue(text, { keyEnd: start, start, end }));
    const source =
      root.flow || node.flow ? [text.slice(start, end)] : itemLines(lines.slice(first, last + 1));
    const block = Block.of(source.join('\n'));
    if (!block) return undefined;
    const above = root.flow ? [] : lines.slice(from, first).map((line) => line.trim());
    items.push({ above, block });
    from = last + 1;
  }
  items.at(-1)?.block.tail.push(...(root.flow ? [] : lines.slice(from).map((line) => line.trim())));
  return items;
}

/** The entry with other items, in block style. */
export function withItems(entry: Entry, items: readonly ListItem[]): Entry {
  const head = `${entry.head.slice(0, entry.head.indexOf(':') + 1)}${entry.comment === '' ? '' : ` ${entry.comment}`}`;
  return { ...entry, head, below: indent(items.flatMap(linesOfItem), dashColumn(entry)) };
}

/** How far the items are indented now; 2 where they are not in block style. */
function dashColumn({ below }: Entry): number {
  const column = below.find((line) => /^\s*-(?:\s|$)/.test(line))?.indexOf('-');
  return column ?? 2;
}

function linesOfItem({ above, block }: ListItem): string[] {
  const lines = block.lines();
  const start = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
  const [first = '{}', ...rest] = lines.slice(Math.max(start, 0));
  return [...above, ...lines.slice(0, Math.max(start, 0)), `- ${first}`, ...indent(rest, 2)];
}

/** An item's lines with its dash replaced by a space, moved to the left. */
function itemLines(lines: readonly string[]): string[] {
  const [first = '', ...rest] = lines;
  const spaced = first.replace('-', ' ');
  const width = Math.max(spaced.search(/\S/), 0);
  return dedent([spaced, ...rest], width);
}

function listText({ head, below, comment }: Entry): string {
  const colon = head.indexOf(':');
  const onLine = head.slice(colon + 1, comment === '' ? undefined : head.lastIndexOf(comment)).trim();
  return (onLine.startsWith('[') ? [onLine, ...below] : below).join('\n');
}
