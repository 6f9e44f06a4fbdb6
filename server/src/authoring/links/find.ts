/** Go to definition and find references, over all files of the workspace. */
import type { Manifest, Path } from '../../manifest/document';
import type { Position, Range } from '../../model/finding';
import { manifestAt, placeAt } from '../../manifest/position';
import { objectsIn } from '../../manifest/list';
import { budgetsOf, isInSelector, SELECTOR, selectedWorkloads } from './selection';
import { ownName, referencesOf, sameObject, type ObjectName } from './references';

export interface Location {
  readonly uri: string;
  readonly range: Range;
}

export interface DefinitionLink extends Location {
  /** What in the asking file the answer is about. */
  readonly originRange: Range;
  /** The whole object; `range` is its name. */
  readonly objectRange: Range;
}

/** Where the object that is named at the position is defined.
 *  @param all  manifests of the workspace, those of the asking file's own cluster first */
export function definitionsAt(
  asking: readonly Manifest[],
  position: Position,
  all: readonly Manifest[],
): readonly DefinitionLink[] {
  const manifest = manifestAt(asking, position);
  const place = manifest && placeAt(manifest, position);
  if (!place) return [];
  const link = (found: Manifest): DefinitionLink => ({
    ...{ uri: found.uri, range: found.rangeOf(NAME), objectRange: found.range },
    originRange: place.range,
  });
  const objects = all.flatMap(objectsIn);
  if (isInSelector(manifest, place.path)) return selectedWorkloads(manifest, objects).map(link);
  if (place.part !== 'value') return [];
  const reference = referencesOf(manifest).find(({ path }) => samePath(path, place.path));
  if (!reference) return inDocument(manifest, place.path, place.range);
  return definitionsOf(reference.target, objects).map(link);
}

/** Every place that names the object that is named or defined at the position. */
export function referencesAt(
  asking: readonly Manifest[],
  position: Position,
  all: readonly Manifest[],
  options: { readonly includeDeclaration: boolean },
): readonly Location[] {
  const manifest = manifestAt(asking, position);
  const target = manifest && targetAt(manifest, position);
  if (!target) return [];
  const objects = all.flatMap(objectsIn);
  const own = definitionsOf(target, objects);
  const declarations = options.includeDeclaration ? own : [];
  return [
    ...declarations.map((found) => ({ uri: found.uri, range: found.rangeOf(NAME) })),
    ...objects.flatMap((one) => referencesTo(target, one)),
    ...budgetsOf(own, objects).map((budget) => ({ uri: budget.uri, range: budget.rangeOf(SELECTOR, 'key') })),
  ];
}

const NAME: Path = ['metadata', 'name'];

function targetAt(manifest: Manifest, position: Position): ObjectName | undefined {
  const place = placeAt(manifest, position);
  if (!place) return undefined;
  if (samePath(place.path, NAME) || samePath(place.path, ['kind'])) return ownName(manifest);
  return referencesOf(manifest).find(({ path }) => samePath(path, place.path))?.target;
}

const definitionsOf = (target: ObjectName, all: readonly Manifest[]): readonly Manifest[] =>
  all.filter((manifest) => {
    const own = manifest.name === target.name ? ownName(manifest) : undefined;
    return own !== undefined && sameObject(own, target);
  });

/** Only documents that hold the name at all are looked into. */
function referencesTo(target: ObjectName, manifest: Manifest): Location[] {
  if (!manifest.parsed.text.includes(target.name)) return [];
  return referencesOf(manifest)
    .filter((reference) => sameObject(reference.target, target))
    .map(({ path }) => ({ uri: manifest.uri, range: manifest.rangeOf(path) }));
}

const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index]);

/** What is defined in the same object: the volume of a mount. */
function inDocument(manifest: Manifest, path: Path, originRange: Range): readonly DefinitionLink[] {
  const at = path.findIndex((step) => step === 'containers' || step === 'initContainers');
  if (at < 0 || path.at(-1) !== 'name' || path.at(-3) !== 'volumeMounts') return [];
  const volumes = [...path.slice(0, at), 'volumes'];
  const list = manifest.placeOf(volumes)?.node;
  const wanted = manifest.placeOf(path)?.node.value;
  if (list?.kind !== 'seq') return [];
  const index = list.items.findIndex(({ node }) => node.kind === 'map' && node.value['name'] === wanted);
  if (index < 0) return [];
  const range = manifest.rangeOf([...volumes, index, 'name']);
  return [{ uri: manifest.uri, range, objectRange: range, originRange }];
}
