/** A block map of YAML as a tree of lines: entries can be taken out, changed and put in elsewhere, and every line that is
 *  not touched stays as it is, comments included. What is opened is read by the parser, never guessed from the text. */
import { parseDocument, type Entry as TreeEntry, type MapNode } from '../manifest/document';
import { endOfValue, isFiller, dedent, indent, linesOf, lineAt } from './lines';

/** One key with its value. Lines are relative to the column of the key. */
export interface Entry {
  readonly key: string;
  /** Comments and blank lines above the key. */
  readonly above: readonly string[];
  /** The line of the key. */
  readonly head: string;
  /** The comment at the end of that line, with its `#`; empty without one. */
  readonly comment: string;
  /** The lines below that belong to the value. */
  readonly below: readonly string[];
  /** The value as it is read; undefined for maps made here. */
  readonly value?: unknown;
}

/** Mutable while a document is converted; nobody else holds it. */
export class Block {
  readonly entries: Entry[] = [];
  /** Comments after the last entry. */
  readonly tail: string[] = [];
  readonly #opened = new Map<string, { readonly block: Block; readonly width: number }>();

  /** The map that a text holds, block or flow; an empty one for a text without a value, undefined for all else. */
  static of(text: string): Block | undefined {
    const { root, isUnreadable, isEmpty, isTemplated } = parseDocument(text, 'allow');
    if (isUnreadable || isTemplated) return undefined;
    const block = new Block();
    if (isEmpty || !root) block.tail.push(...linesOf(text).filter((line) => line !== ''));
    else if (root.kind !== 'map' || hasMerge(root)) return undefined;
    else if (root.flow) block.#readFlow(text, root);
    else block.#readBlock(text, root);
    return block;
  }

  get(key: string): Entry | undefined {
    return this.entries.find((entry) => entry.key === key);
  }

  /** Removes an entry and gives it, as it now stands. */
  take(key: string): Entry | undefined {
    const entry = this.get(key);
    if (!entry) return undefined;
    const taken = this.#written(entry);
    this.entries.splice(this.entries.indexOf(entry), 1);
    this.#opened.delete(key);
    return taken;
  }

  /** Adds an entry at the end, or behind that of another key. */
  put(entry: Entry, after?: string): void {
    const index = after === undefined ? -1 : this.entries.findIndex(({ key }) => key === after);
    this.entries.splice(index < 0 ? this.entries.length : index + 1, 0, entry);
  }

  /** Puts another entry in the place of one. */
  replace(key: string, entry: Entry): void {
    const index = this.entries.findIndex((one) => one.key === key);
    this.#opened.delete(key);
    this.entries.splice(index, 1, entry);
  }

  /** Gives an entry a value written on its line, with the comment that is there. */
  set(key: string, source: string): void {
    const old = this.get(key);
    const made = entryOf(key, source);
    if (!old) return this.put(made);
    const comment = old.comment === '' ? '' : ` ${old.comment}`;
    this.replace(key, {
      ...{ ...made, above: old.above, head: made.head + comment, comment: old.comment },
      below: old.below.filter(isFiller),
    });
  }

  /** The map below a key, for changes; a new one where the key is missing. undefined for a value of another kind. */
  open(key: string): Block | undefined {
    const opened = this.#opened.get(key);
    if (opened) return opened.block;
    const entry = this.get(key) ?? entryOf(key);
    const { text, width } = valueText(entry);
    const block = Block.of(text);
    if (!block) return undefined;
    if (this.get(key)) this.replace(key, headOnly(entry));
    else this.put(entry);
    this.#opened.set(key, { block, width });
    return block;
  }

  /** As `open`, for a key that is there. */
  inside(key: string): Block | undefined {
    return this.get(key) && this.open(key);
  }

  lines(): string[] {
    const entries = this.entries.flatMap((entry) => {
      const { above, head, below } = this.#written(entry);
      return [...above, head, ...below];
    });
    return [...entries, ...this.tail];
  }

  /** An entry with what was changed below it. */
  #written(entry: Entry): Entry {
    const opened = this.#opened.get(entry.key);
    return opened ? { ...entry, below: indent(opened.block.lines(), opened.width) } : entry;
  }

  #readFlow(text: string, root: MapNode): void {
    for (const [key, { keyStart, keyEnd, end, start, node }] of root.entries) {
      const [first = '', ...rest] = linesOf(text.slice(start, end));
      const head = `${text.slice(keyStart, keyEnd)}: ${first}`;
      const below = rest.map((line) => `  ${line.trim()}`);
      this.entries.push({ key, above: [], head, comment: '', below, value: node.value });
    }
  }

  #readBlock(text: string, root: MapNode): void {
    const lines = linesOf(text);
    const entries = [...root.entries].sort(([, a], [, b]) => a.keyStart - b.keyStart);
    const column = entries[0] ? columnOf(text, entries[0][1].keyStart) : 0;
    let from = 0;
    for (const [index, [key, entry]] of entries.entries()) {
      const keyLine = lineAt(text, entry.keyStart);
      const next = entries[index + 1];
      const stop = next ? lineAt(text, next[1].keyStart) : lines.length;
      const end = ownEnd(lines, { from: lineAt(text, endOfValue(text, entry)) + 1, to: stop, column });
      this.entries.push({
        ...{ key, above: dedent(lines.slice(from, keyLine), column) },
        ...{ head: (lines[keyLine] ?? '').slice(column), comment: commentAfter(text, entry) },
        ...{ below: dedent(lines.slice(keyLine + 1, end), column), value: entry.node.value },
      });
      from = end;
    }
    this.tail.push(...dedent(lines.slice(from), column));
  }
}

/** A new entry; without a source its value is a map to be filled. */
export const entryOf = (key: string, source = '', above: readonly string[] = []): Entry => ({
  ...{ key, above, head: source === '' ? `${key}:` : `${key}: ${source}`, comment: '', below: [] },
  value: source === '' ? undefined : parseDocument(source, 'allow').root?.value,
});

/** The entry under another key. */
export function renamed(entry: Entry, key: string): Entry {
  const colon = entry.head.indexOf(':', entry.head.indexOf(entry.key) + entry.key.length);
  return { ...entry, key, head: key + entry.head.slice(colon) };
}

/** Every comment of an entry, those behind values included, for the entry that takes its place. */
export const commentsOf = ({ above, head, below }: Entry): readonly string[] => [
  ...above,
  ...[head, ...below].flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? []),
];

/** An entry as comments, below a line that says why. */
export const commentedOut = (entry: Entry, why: string): readonly string[] => [
  ...entry.above,
  `# Not converted: ${why}`,
  ...[entry.head, ...entry.below].map((line) => `# ${line}`.trimEnd()),
];

/** Of the filler below a value, the comments that are indented more than the key belong to it. */
function ownEnd(
  lines: readonly string[],
  { from, to, column }: { from: number; to: number; column: number },
) {
  let end = from;
  for (let at = from; at < to && isFiller(lines[at] ?? ''); at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    if (line.search(/\S/) <= column) break;
    end = at + 1;
  }
  return end;
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

const hasMerge = (root: MapNode): boolean => [...root.entries.values()].some(({ merged }) => merged);

/** The comment on the line of a key, behind its value or behind its colon. */
function commentAfter(text: string, { keyEnd, start, end, node }: TreeEntry): string {
  const isOnLine = !text.slice(keyEnd, start).includes('\n');
  const isBlock = node.kind !== 'scalar' && !node.flow;
  const isText = node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
  const from = isOnLine && !isBlock && !isText ? end : keyEnd;
  const lineEnd = text.indexOf('\n', from);
  return /(?:^|\s)(#.*)$/.exec(text.slice(from, lineEnd < 0 ? undefined : lineEnd))?.[1]?.trimEnd() ?? '';
}

/** The value of an entry as a text of its own, and how far its lines are indented. */
function valueText({ head, below, value, comment }: Entry): { text: string; width: number } {
  const first = below.find((line) => !isFiller(line));
  const colon = colonOf(head);
  const onLine = head.slice(colon + 1, comment === '' ? undefined : head.lastIndexOf(comment)).trim();
  const isBelow = first !== undefined && !/^[{["']/.test(onLine);
  if (isBelow) {
    const width = Math.max(first.search(/\S/), 0);
    return { text: dedent(below, width).join('\n'), width: width === 0 ? 2 : width };
  }
  if (value === null || value === undefined) return { text: below.join('\n').trim(), width: 2 };
  return { text: [onLine, ...below].join('\n'), width: 2 };
}

/** An entry with its key, its comment and nothing below. */
function headOnly(entry: Entry): Entry {
  const key = entry.head.slice(0, colonOf(entry.head) + 1);
  const anchor = /^:\s+(&\S+)/.exec(entry.head.slice(colonOf(entry.head)))?.[1];
  const rest = [anchor ?? '', entry.comment].filter((part) => part !== '').join(' ');
  return { ...entry, head: rest === '' ? key : `${key} ${rest}`, below: [] };
}

/** Where the colon behind the key stands; keys in quotes may hold colons of their own. */
function colonOf(head: string): number {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*/.exec(head)?.[0] ?? '';
  const match = /:(?=\s|$)/.exec(head.slice(quoted.length));
  return match ? quoted.length + match.index : head.indexOf(':');
}
