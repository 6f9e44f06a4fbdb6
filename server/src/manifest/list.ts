/** The objects inside a `kind: List`, as `kubectl get -o yaml` prints several: manifests of their own within its text. */
import type { Range } from '../model/finding';
import type { Manifest, NodePlace, ParsedDocument, Path, Problem } from './document';
import { isFields, listAt, textAt } from './fields';

/** The items that are objects; none for any other kind. */
export function listItems(manifest: Manifest): ListItem[] {
  const { apiVersion, kind, value } = manifest;
  const items = apiVersion === 'v1' && kind === 'List' && isFields(value) ? value['items'] : undefined;
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, index) =>
    isFields(item) ? [new ListItem(manifest, ['items', index], item)] : [],
  );
}

/** What a manifest holds: itself, or the objects of a List. */
export function objectsIn(manifest: Manifest): readonly Manifest[] {
  return manifest.kind === 'List' && manifest.apiVersion === 'v1' ? listItems(manifest) : [manifest];
}

/** The same of plain values, items that are no objects included. */
export const valuesIn = (value: unknown): readonly unknown[] =>
  textAt(value, 'kind') === 'List' && textAt(value, 'apiVersion') === 'v1' ? listAt(value, 'items') : [value];

/** One item; `base` is its path in the list. Its index is that of the list's document. */
export class ListItem implements Manifest {
  readonly uri: string;
  readonly index: number;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly problems: readonly Problem[] = [];
  readonly isTemplated = false;
  readonly parsed: ParsedDocument;
  readonly line: number;
  readonly range: Range;

  constructor(
    readonly list: Manifest,
    readonly base: Path,
    readonly value: unknown,
  ) {
    this.uri = list.uri;
    this.index = list.index;
    this.apiVersion = textAt(value, 'apiVersion');
    this.kind = textAt(value, 'kind');
    this.name = textAt(value, 'metadata', 'name');
    this.namespace = textAt(value, 'metadata', 'namespace');
    this.parsed = list.parsed;
    this.line = list.line;
    this.range = list.rangeOf(base);
  }

  rangeOf(path: Path, part?: 'key' | 'value'): Range {
    return this.list.rangeOf([...this.base, ...path], part);
  }

  spotOf(path: Path): Range {
    return this.list.spotOf([...this.base, ...path]);
  }

  has(path: Path): boolean {
    return this.list.has([...this.base, ...path]);
  }

  placeOf(path: Path): NodePlace | undefined {
    return this.list.placeOf([...this.base, ...path]);
  }

  sourceOf(path: Path, part?: 'key' | 'value'): string | undefined {
    return this.list.sourceOf([...this.base, ...path], part);
  }

  rangeBetween(start: number, end: number): Range {
    return this.list.rangeBetween(start, end);
  }
}
