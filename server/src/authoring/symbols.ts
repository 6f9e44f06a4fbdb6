/** The outline of a file: its objects, and the parts of each that one looks for. */
import type { Manifest, Node, Path } from '../manifest/document';
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

/** Levels below the object that are shown. */
const MAX_DEPTH = 5;
/** More parts than this on one level are data rather than structure. */
const MAX_CHILDREN = 200;

export const symbolsOf = (manifests: readonly Manifest[]): readonly DocumentSymbol[] =>
  manifests.flatMap((manifest) => objectSymbol(manifest) ?? []);

function objectSymbol(manifest: Manifest): DocumentSymbol | undefined {
  const root = manifest.placeOf([])?.node;
  if (root?.kind !== 'map' || manifest.kind === undefined) return undefined;
  const { kind, name } = manifest;
  return {
    name: name === undefined ? kind : `${kind} ${name}`,
    detail: manifest.apiVersion ?? '',
    kind: 'object',
    range: wholeRange(manifest),
    selectionRange: manifest.rangeOf(name === undefined ? ['kind'] : ['metadata', 'name']),
    children: partsOf(manifest, root, [], 0).filter(({ name: part }) => !HIDDEN.has(part)),
  };
}

const HIDDEN: ReadonlySet<string> = new Set(['apiVersion', 'kind']);

/** From the first to the last character of content. */
function wholeRange(manifest: Manifest): Range {
  const root = manifest.placeOf([]);
  return root ? manifest.rangeBetween(root.start, root.end) : manifest.range;
}

function partsOf(manifest: Manifest, node: Node, path: Path, depth: number): DocumentSymbol[] {
  if (depth >= MAX_DEPTH) return [];
  if (node.kind === 'map')
    return [...node.entries]
      .slice(0, MAX_CHILDREN)
      .filter(([, entry]) => !entry.merged && !entry.alias)
      .map(([name, entry]) => fieldSymbol(manifest, name, entry.node, [...path, name], depth));
  if (node.kind === 'seq')
    return node.items
      .slice(0, MAX_CHILDREN)
      .flatMap((item, index) =>
        item.alias ? [] : itemSymbols(manifest, item.node, [...path, index], depth),
      );
  return [];
}

function fieldSymbol(
  manifest: Manifest,
  name: string,
  node: Node,
  path: Path,
  depth: number,
): DocumentSymbol {
  const place = manifest.placeOf(path);
  const start = place?.keyStart ?? place?.start ?? 0;
  return {
    name: name === '' ? '""' : name,
    detail: node.kind === 'scalar' ? scalarText(node) : '',
    kind: 'field',
    range: manifest.rangeBetween(start, Math.max(place?.end ?? start, place?.keyEnd ?? start)),
    selectionRange: manifest.rangeOf(path, 'key'),
    children: partsOf(manifest, node, path, depth + 1),
  };
}

/** Items that are named by one of their fields; mere values are not shown. */
function itemSymbols(manifest: Manifest, node: Node, path: Path, depth: number): DocumentSymbol[] {
  if (node.kind !== 'map') return [];
  const title = TITLES.find((field) => node.entries.get(field)?.node.kind === 'scalar');
  const titleNode = title === undefined ? undefined : node.entries.get(title)?.node;
  const name = titleNode?.kind === 'scalar' ? scalarText(titleNode) : '';
  const place = manifest.placeOf(path);
  const range = manifest.rangeBetween(place?.start ?? 0, place?.end ?? 0);
  return [
    {
      name: name === '' ? `[${String(path.at(-1))}]` : name,
      detail: itemDetail(node.value),
      kind: 'item',
      range,
      selectionRange:
        title === undefined ? { start: range.start, end: range.start } : manifest.rangeOf([...path, title]),
      children: partsOf(manifest, node, path, depth + 1),
    },
  ];
}

const TITLES = ['name', 'key', 'type', 'alias', 'id', 'deviceName', 'topologyKey', 'nodes', 'mountPath'];

/** `In spot, on-demand` for a requirement. */
function itemDetail(value: Readonly<Record<string, unknown>>): string {
  const { operator, values } = value;
  if (typeof operator !== 'string') return '';
  const texts = Array.isArray(values) ? values.map(String).join(', ') : '';
  return `${operator} ${texts}`.trim().slice(0, 80);
}

const scalarText = (node: Node): string =>
  node.kind === 'scalar' && node.value !== null
    ? (String(node.value).split('\n')[0]?.slice(0, 80) ?? '')
    : '';
