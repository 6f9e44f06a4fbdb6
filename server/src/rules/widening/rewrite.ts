/** Writes wanted requirements into a pool's list with the fewest changes: values and keys are replaced where they stand,
 *  what is new comes right behind, in the style of its neighbour. */
import type { TextEdit } from '../../model/finding';
import type { Manifest, Path, SeqNode } from '../../manifest/document';
import { spellText } from '../../manifest/spell';
import { INSTANCE_TYPE } from '../../model/labels';
import * as aws from '../../model/awsLabels';
import { indentOf, insertItem, isQuoted, lineBreak, ownPlace, replaceSource, replaceValue } from '../edits';
import { REQUIREMENTS, requirementsOf, type PlacedRequirement } from '../nodePoolView';
import type { WantedRequirement } from './ways';

/** Keys by which a pool lists what it wants; a way replaces their lists. */
const SHAPE_KEYS = new Set([
  INSTANCE_TYPE,
  aws.INSTANCE_FAMILY,
  aws.INSTANCE_SIZE,
  aws.INSTANCE_CATEGORY,
  aws.INSTANCE_CPU,
]);
const LINE_WIDTH = 100;

/** The edits that make the pool's lists of types, families and sizes the wanted ones; none when that is not possible. */
export function rewriteRequirements(pool: Manifest, wanted: readonly WantedRequirement[]): TextEdit[] {
  const all = requirementsOf(pool);
  const lists = all.filter(
    (one) => one.operator === 'In' && (SHAPE_KEYS.has(one.key) || wanted.some(({ key }) => key === one.key)),
  );
  if (lists.length === 0 || hasRepeatedKey(lists)) return [];
  const plan = planRewrite(all, lists, wanted);
  if (!plan || plan.replaced.some(({ at, by }) => losesComment(pool, at, by))) return [];
  const edits = plan.replaced.flatMap(({ at, by }) => replaceRequirement(pool, at, by));
  const last = plan.replaced.at(-1)?.at;
  if (last) edits.push(...insertAfter(pool, last, plan.added));
  return edits;
}

interface Plan {
  readonly replaced: readonly { readonly at: PlacedRequirement; readonly by: WantedRequirement }[];
  readonly added: readonly WantedRequirement[];
}

const hasRepeatedKey = (lists: readonly PlacedRequirement[]): boolean =>
  new Set(lists.map(({ key }) => key)).size < lists.length;

/** undefined: a list would have to go for which nothing comes, or one with minValues would lose its key. */
function planRewrite(
  all: readonly PlacedRequirement[],
  lists: readonly PlacedRequirement[],
  wanted: readonly WantedRequirement[],
): Plan | undefined {
  const kept = new Set(lists.map(({ key }) => key));
  const bounded = all
    .filter((one) => one.operator !== 'In' && one.operator !== 'Exists')
    .map(({ key }) => key);
  // A bound on the generation that is already there stays as it is; on another label it would undo the way.
  const fresh = wanted.filter(({ key }) => !kept.has(key) && !bounded.includes(key));
  if (wanted.some(({ key }) => bounded.includes(key) && key !== aws.INSTANCE_GENERATION)) return undefined;
  const replaced: { at: PlacedRequirement; by: WantedRequirement }[] = [];
  for (const at of lists) {
    const same = wanted.find(({ key }) => key === at.key);
    const by = same ?? fresh.shift();
    if (!by || (!same && at.minValues !== undefined)) return undefined;
    if (by.operator !== 'In' && at.minValues !== undefined) return undefined;
    replaced.push({ at, by });
  }
  return { replaced, added: fresh };
}

/** Whether a comment on a line of its own stands in a list that is written anew: it says something about the list. */
function losesComment(pool: Manifest, at: PlacedRequirement, by: WantedRequirement): boolean {
  const place = ownPlace(pool, [...at.path, 'values']);
  if (!place || at.values.every((value) => by.values.includes(value))) return false;
  return /^[^\S\n]*#/m.test(pool.parsed.text.slice(place.node.start, place.node.end));
}

function replaceRequirement(pool: Manifest, at: PlacedRequirement, by: WantedRequirement): TextEdit[] {
  const key = at.key === by.key ? [] : replaceValue(pool, [...at.path, 'key'], by.key);
  const operator =
    at.operator === by.operator ? [] : replaceValue(pool, [...at.path, 'operator'], by.operator);
  return [...key, ...operator, ...replaceList(pool, [...at.path, 'values'], by.values)];
}

/** Puts other values into a list. When all old ones stay, the new ones are added behind them. */
function replaceList(pool: Manifest, path: Path, values: readonly string[]): TextEdit[] {
  const place = ownPlace(pool, path);
  if (place?.node.kind !== 'seq') return [];
  const old = place.node.items.map((item) => item.node.value);
  const added = values.filter((value) => !old.includes(value));
  if (added.length === 0 && old.length === values.length) return [];
  const quoted = isQuoted(place.node.items[0]);
  const keepsAll = old.every((value) => typeof value === 'string' && values.includes(value));
  const spelled = (keepsAll ? added : values).map((value) => spellText(value, quoted));
  const { text } = pool.parsed;
  if (place.node.flow && !keepsAll) {
    return replaceSource(pool, path, flowList(spelled, text, place.node));
  }
  if (keepsAll)
    return insertItem(
      pool,
      path,
      place.node.flow ? spelled.join(', ') : spelled.join(blockSeparator(text, place.node)),
    );
  return replaceSource(pool, path, `- ${spelled.join(blockSeparator(text, place.node))}`);
}

/** What stands between two items of a block list. */
const blockSeparator = (text: string, list: SeqNode): string =>
  `${lineBreak(text)}${indentOf(text, list.start)}- `;

/** A flow list on one line, or filled over several when that would be long. */
function flowList(items: readonly string[], text: string, list: SeqNode): string {
  const line = `[${items.join(', ')}]`;
  const lineStart = text.lastIndexOf('\n', list.start - 1) + 1;
  if (list.start - lineStart + line.length <= LINE_WIDTH) return line;
  const outer = /^[ -]*/.exec(text.slice(lineStart))?.[0].length ?? 0;
  const lines: string[] = [];
  let current = '';
  for (const item of items) {
    if (current !== '' && outer + 2 + current.length + item.length + 2 > LINE_WIDTH) {
      lines.push(current);
      current = '';
    }
    current += current === '' ? `${item},` : ` ${item},`;
  }
  lines.push(current.replace(/,$/, ''));
  const inner = `${lineBreak(text)}${' '.repeat(outer + 2)}`;
  return `[${inner}${lines.join(inner)}${lineBreak(text)}${' '.repeat(outer)}]`;
}

/** New requirements right behind an existing one. */
function insertAfter(pool: Manifest, at: PlacedRequirement, added: readonly WantedRequirement[]): TextEdit[] {
  const list = ownPlace(pool, REQUIREMENTS);
  const item = ownPlace(pool, at.path);
  if (added.length === 0 || list?.node.kind !== 'seq' || item?.node.kind !== 'map') return [];
  const { text } = pool.parsed;
  const values = ownPlace(pool, [...at.path, 'values'])?.node;
  const style = {
    flow: values?.kind === 'seq' && values.flow,
    quoted: values?.kind === 'seq' && isQuoted(values.items[0]),
  };
  if (list.node.flow || item.node.flow) {
    const written = added.map((one) => flowRequirement(one, style.quoted)).join(', ');
    const { end } = item.node;
    const newText = list.node.flow
      ? `, ${written}`
      : added
          .map((one) => `${separator(text, item.node.start)}${flowRequirement(one, style.quoted)}`)
          .join('');
    return [{ uri: pool.uri, range: pool.rangeBetween(end, end), newText }];
  }
  const end = endOfBlock(text, item.node.end);
  const newText = added
    .map((one) => `${separator(text, item.node.start)}${blockRequirement(one, text, item.node.start, style)}`)
    .join('');
  return [{ uri: pool.uri, range: pool.rangeBetween(end, end), newText }];
}

/** The break, indent and dash that begin another item beside the one that starts at `start`. */
function separator(text: string, start: number): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const dash = text.slice(lineStart, start).lastIndexOf('-');
  return `${lineBreak(text)}${' '.repeat(Math.max(dash, 0))}-${' '.repeat(Math.max(start - lineStart - dash - 1, 1))}`;
}

const flowRequirement = ({ key, operator, values }: WantedRequirement, quoted: boolean): string =>
  `{ key: ${key}, operator: ${operator}, values: [${values.map((value) => spellText(value, quoted)).join(', ')}] }`;

function blockRequirement(
  { key, operator, values }: WantedRequirement,
  text: string,
  start: number,
  style: { readonly flow: boolean; readonly quoted: boolean },
): string {
  const indent = `${lineBreak(text)}${indentOf(text, start)}`;
  const spelled = values.map((value) => spellText(value, style.quoted));
  const list = style.flow
    ? ` [${spelled.join(', ')}]`
    : spelled.map((value) => `${indent}  - ${value}`).join('');
  return `key: ${key}${indent}operator: ${operator}${indent}values:${list}`;
}

/** The end of the line on which a block value's last line is. */
function endOfBlock(text: string, end: number): number {
  let last = end;
  while (last > 0 && /\s/.test(text[last - 1] ?? '')) last--;
  const lineEnd = text.indexOf('\n', last);
  if (lineEnd < 0) return text.length;
  return text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
}
