/** Values that may be written somewhere, and what a table of them is told. */
import type { RegionCatalog } from '../../catalog/catalog';
import type { Manifest, Path } from '../../manifest/document';
import { objectsIn } from '../../manifest/list';
import type { OutlineNode } from '../outline/node';

export interface Value {
  readonly text: string;
  /** One line, beside the label. */
  readonly detail?: string;
  readonly documentation?: string;
  /** Names of objects are shown as such. */
  readonly isReference?: boolean;
  /** Orders values where that of the table is not that of their texts. */
  readonly rank?: number;
}

/** The EC2 facts of a region, by its name. */
export type RegionSource = (name: string) => RegionCatalog | undefined;

/** Every object of some manifests: those inside of Lists for themselves. */
export const objectsOf = (manifests: readonly Manifest[]): readonly Manifest[] =>
  manifests.flatMap(objectsIn);

/** Facts of the world around the document. */
export interface Surroundings {
  /** Of the region that the settings name; undefined when there is none. */
  region(): RegionCatalog | undefined;
  /** Written before amounts; `$` where there is none. */
  readonly currencyLabel?: string;
  /** All objects of the workspace, those of the document's own cluster first. */
  manifests(): readonly Manifest[];
}

/** Where values are wanted. */
export interface Spot {
  /** Of the field in the object. */
  readonly path: Path;
  readonly root: OutlineNode | undefined;
  /** Where the written object's references to objects with a namespace are looked for. */
  readonly namespace: string;
  readonly surroundings: Surroundings;
}

/** The values for a spot, in the order in which they are offered. */
export type Values = (spot: Spot) => readonly Value[];

/** A fixed list; `text: documentation` or mere texts. */
export function fixed(values: Readonly<Record<string, string>> | readonly string[]): Values {
  const list: readonly Value[] = Array.isArray(values)
    ? (values as readonly string[]).map((text, rank) => ({ text, rank }))
    : Object.entries(values as Readonly<Record<string, string>>).map(([text, documentation], rank) => ({
        ...{ text, rank },
        ...(documentation === '' ? {} : { documentation }),
      }));
  return () => list;
}

/** The outline's node at a path. */
export function nodeAt(root: OutlineNode | undefined, path: Path): OutlineNode | undefined {
  let node = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.find((entry) => entry.key.text === String(step))?.value;
    else if (node?.kind === 'seq' && typeof step === 'number') node = node.items[step]?.node;
    else return undefined;
  }
  return node;
}

/** The text of a scalar at a path. */
export function textOf(root: OutlineNode | undefined, path: Path): string | undefined {
  const node = nodeAt(root, path);
  return node?.kind === 'scalar' && node.text !== '' ? node.text : undefined;
}

/** Whether the requirement or expression at a path has an operator that looks at no values. */
export function takesNoValues(root: OutlineNode | undefined, path: Path): boolean {
  const operator = textOf(root, [...path, 'operator']);
  return operator === 'Exists' || operator === 'DoesNotExist';
}
