/** The outline of a file: its objects, and the parts of each that one looks for. */
import type { Entry, Item, Manifest, Node, ParsedDocument } from '../manifest/document';
import { listItems } from '../manifest/list';
import type { Range } from '../model/finding';

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'object' | 'field' | 'item';
  /** All of it; holds `selectionRange` and the children. */
  readonly range: Range;
  readonly selectionRange: Range;
  readonly children: readonly DocumentSymbol[];
}

/** Levels below the object that are shown, and down to which single values are. */
const MAX_DEPTH = 5;
const MAX_SCALAR_DEPTH = 2;
/** More parts than this on one level are data rather than structure. */
const MAX_CHILDREN = 200;

export const symbolsOf = (manifests: readonly Manifest[]): readonly DocumentSymbol[] =>
  manifests.flatMap((manifest) => objectSymbol(manifest) ?? []);

interface Kept {
  readonly line: number;
  readonly symbol: DocumentSymbol | undefined;
}
const known = new WeakMap<ParsedDocument, Kept>();

/** Kept as long as the document is the same and begins on the same line. */
function objectSymbol(manifest: Manifest): DocumentSymbol | undefined {
  const kept = known.get(manifest.parsed);
  if (kept?.line === manifest.line) return kept.symbol;
  const symbol = makeObjectSymbol(manifest);
  known.set(manifest.parsed, { line: manifest.line, symbol });
  return symbol;
}

function makeObjectSymbol(manifest: Manifest): DocumentSymbol | undefined {
  const root = manifest.placeOf([]);
  const { apiVersion, kind, name } = manifest;
  if (root?.node.kind !== 'map' || kind === undefined || apiVersion === undefined) return undefined;
  const range: ToRange = (start, end) => manifest.rangeBetween(start, end);
  return {
    name: name === undefined ? kind : `${kind} ${name}`,
    detail: apiVersion,
    kind: 'object',
    range: range(root.node.start, root.node.end),
    selectionRange: manifest.rangeOf(name === undefined ? ['kind'] : ['metadata', 'name']),
    children: childrenOf(manifest, root.node, range),
  };
}

/** Of a List: its objects. */
function childrenOf(manifest: Manifest, node: Node, range: ToRange): readonly DocumentSymbol[] {
  const items = listItems(manifest).slice(0, MAX_CHILDREN);
  if (items.length > 0) return items.flatMap((item) => makeObjectSymbol(item) ?? []);
  return partsOf(node, range, 0).filter((part) => !HIDDEN.has(part.name));
}

type ToRange = (start: number, end: number) => Range;

const HIDDEN: ReadonlySet<string> = new Set(['apiVersion', 'kind']);

function partsOf(node: Node, range: ToRange, depth: number): DocumentSymbol[] {
  if (depth >= MAX_DEPTH) return [];
  if (node.kind === 'map')
    return [...node.entries]
      .slice(0, MAX_CHILDREN)
      .filter(([, entry]) => isShown(entry, depth))
      .map(([name, entry]) => fieldSymbol(name, entry, range, depth));
  if (node.kind === 'seq')
    return node.items
      .slice(0, MAX_CHILDREN)
      .flatMap((item, index) => (item.alias ? [] : itemSymbols(item, index, range, depth)));
  return [];
}

const isShown = ({ merged, alias, node }: Entry, depth: number): boolean =>
  !merged && !alias && (node.kind !== 'scalar' || depth < MAX_SCALAR_DEPTH);

function fieldSymbol(name: string, entry: Entry, range: ToRange, depth: number): DocumentSymbol {
  const { node, keyStart, keyEnd, end } = entry;
  return {
    name: name === '' ? '""' : name,
    detail: node.kind === 'scalar' ? scalarText(node) : '',
    kind: 'field',
    range: range(keyStart, Math.max(end, keyEnd)),
    selectionRange: range(keyStart, keyEnd),
    children: partsOf(node, range, depth + 1),
  };
}

/** Items that are named by one of their fields; mere values are not shown. */
function itemSymbols(
  { node, start, end }: Item,
  index: number,
  range: ToRange,
  depth: number,
): DocumentSymbol[] {
  if (node.kind !== 'map') return [];
  const title = TITLES.map((field) => node.entries.get(field)).find((entry) => entry?.node.kind === 'scalar');
  const name = title ? scalarText(title.node) : '';
  const isOwn = title !== undefined && !title.merged && !title.alias;
  return [
    {
      name: name === '' ? `[${index}]` : name,
      detail: itemDetail(node.value),
      kind: 'item',
      range: range(start, end),
      selectionRange: isOwn ? range(title.start, title.end) : range(start, start),
      children: partsOf(node, range, depth + 1),
    },
  ];
}

const TITLES = ['name', 'key', 'type', 'alias', 'id', 'deviceName', 'topologyKey', 'nodes', 'mountPath'];

/** `In spot, on-demand` for a requirement. */
function itemDetail(value: Readonly<Record<string, unknown>>): string {
  const { operator, values } = value;
  if (typeof operator !== 'string') return '';
  const texts = Array.isArray(values) ? values.filter(isPrimitive).map(String).join(', ') : '';
  return `${operator} ${texts}`.trim().slice(0, 80);
}

const scalarText = (node: Node): string =>
  node.kind === 'scalar' && node.value !== null
    ? (String(node.value).split('\n')[0]?.slice(0, 80) ?? '')
    : '';

/** Maps of a manifest have no prototype, and so no text. */
const isPrimitive = (value: unknown): boolean => typeof value !== 'object';
