/** Where a rendered text came from: the shapes that the ways of rendering share, and places in manifests. */
import type { Manifest, NodePlace, Path } from '../manifest/document';
import { childAt, type Node } from '../manifest/node';
import type { Position, Range } from '../model/finding';

/** A place in a file that people edit. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
  /** False: the file is right, the line within it is not known. */
  readonly isExact: boolean;
}

/** A file as a program would apply it, in place of the file that it was made from. */
export interface RenderedFile {
  /** Of the template, or of the kustomization. */
  readonly uri: string;
  readonly text: string;
  readonly by: Renderer;
  /** What it was made with: files of values, the folder that was built. */
  readonly inputs: readonly string[];
  /** Where a place in a rendered document came from. */
  readonly originOf: (spot: RenderedSpot) => Place;
}

export type Renderer = 'helm' | 'kustomize';

export interface RenderedSpot {
  readonly manifest: Manifest;
  /** In the rendered text. */
  readonly range: Range;
}

/** The first line of a text. */
export function firstLine(text: string): Range {
  const end = text.indexOf('\n');
  return lineRange(0, (end < 0 ? text : text.slice(0, end)).trimEnd());
}

export function lineRange(line: number, text: string): Range {
  return {
    start: { line, character: /^ */.exec(text)?.[0].length ?? 0 },
    end: { line, character: text.length },
  };
}

/** The path of the innermost key or value at a position of the file; whether it is the key that stands there. */
export function pathAt(
  manifest: Manifest,
  position: Position,
): { readonly path: Path; readonly isKey: boolean } {
  const { root, lines } = manifest.parsed;
  const offset = lines.offset({ ...position, line: position.line - manifest.line });
  const path: (string | number)[] = [];
  let node: Node | undefined = root;
  while (node) {
    const step = stepAt(node, offset);
    if (!step) break;
    path.push(step.step);
    if (step.isKey) return { path, isKey: true };
    node = childAt(node, step.step)?.node;
  }
  return { path, isKey: false };
}

function stepAt(
  node: Node,
  offset: number,
): { readonly step: string | number; readonly isKey: boolean } | undefined {
  if (node.kind === 'seq') {
    const step = node.items.findIndex(({ start, end }) => start <= offset && offset <= end);
    return step < 0 ? undefined : { step, isKey: false };
  }
  if (node.kind === 'scalar') return undefined;
  for (const [step, { keyStart, keyEnd, end }] of node.entries) {
    if (keyStart <= offset && offset <= keyEnd) return { step, isKey: true };
    if (keyStart <= offset && offset <= end) return { step, isKey: false };
  }
  return undefined;
}

/** The value that stands at a place, if it is one value. */
export const scalarAt = (place: NodePlace | undefined): string | undefined =>
  place?.node.kind === 'scalar' ? String(place.node.value) : undefined;

/** Equal as JSON, whatever the order of keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(Reflect.get(a, key), Reflect.get(b, key)))
  );
}
