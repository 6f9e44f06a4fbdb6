/** What of a manifest stands at a position of its file. */
import type { Manifest, Node, Path } from './document';
import { listItems } from './list';
import type { Position, Range } from '../model/finding';

export interface Place {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly range: Range;
  readonly node: Node;
}

/** The object that a position lies in: a manifest, or an item of a List. */
export function manifestAt(manifests: readonly Manifest[], { line }: Position): Manifest | undefined {
  const manifest = lastOn(manifests, line);
  return manifest && (lastOn(listItems(manifest), line) ?? manifest);
}

const lastOn = (manifests: readonly Manifest[], line: number): Manifest | undefined =>
  manifests.findLast(({ range }) => range.start.line <= line && line <= range.end.line);

/** The key or scalar at the position; undefined between them and in what cannot be read. */
export function placeAt(manifest: Manifest, position: Position): Place | undefined {
  const root = manifest.placeOf([]);
  if (!root) return undefined;
  const first = manifest.rangeBetween(0, 0).start;
  const line = position.line - first.line;
  const character = line === 0 ? position.character - first.character : position.character;
  if (line < 0 || character < 0) return undefined;
  const offset = manifest.parsed.lines.offset({ line, character });
  const found = find(root.node, offset, []);
  if (!found) return undefined;
  return {
    ...{ path: found.path, part: found.part, node: found.node },
    range: manifest.rangeBetween(found.start, found.end),
  };
}

interface Found {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly node: Node;
  readonly start: number;
  readonly end: number;
}

function find(node: Node, offset: number, path: Path): Found | undefined {
  if (node.kind === 'map') {
    for (const [name, entry] of node.entries) {
      if (entry.merged) continue;
      const at = [...path, name];
      if (entry.keyStart <= offset && offset <= entry.keyEnd)
        return { path: at, part: 'key', node: entry.node, start: entry.keyStart, end: entry.keyEnd };
      const found = inside(entry, offset, at);
      if (found) return found;
    }
  } else if (node.kind === 'seq') {
    for (const [index, item] of node.items.entries()) {
      const found = inside(item, offset, [...path, index]);
      if (found) return found;
    }
  }
  return undefined;
}

function inside(
  { node, start, end, alias }: { node: Node; start: number; end: number; alias: boolean },
  offset: number,
  path: Path,
): Found | undefined {
  if (offset < start || offset > end) return undefined;
  return node.kind === 'scalar' || alias
    ? { path, part: 'value', node, start, end }
    : find(node, offset, path);
}
