/** From a field of an object that kustomize built to where it is written: in a patch that sets it, else in the resource
 *  that the object was. Where more than one file could have set it, none is named. */
import { parseFile, valueAt, type Manifest, type Path } from '../manifest/document';
import { listAt, textAt } from '../manifest/fields';
import { groupOf } from '../manifest/objectId';
import type { Range, SourceFile } from '../model/finding';
import { embeddedIn, type Shift } from './embedded';
import { firstLine, pathAt, sameValue, type Place, type RenderedSpot } from './place';

export interface KustomizeInput {
  /** Of the folder that is built. */
  readonly root: SourceFile;
  /** Kustomizations, resources and patches that it pulls together. */
  readonly files: readonly SourceFile[];
  /** URIs of files that patches name. */
  readonly patchUris: ReadonlySet<string>;
}

/** A text that changes objects. */
interface Patch {
  readonly manifest: Manifest;
  /** Whether it is about an object: by its own kind and name, or by the target that names it. */
  readonly isFor: (original: Manifest) => boolean;
  /** From places in it to places in the file. */
  readonly shift: Shift;
  readonly uri: string;
}

interface Sources {
  readonly resources: readonly Manifest[];
  readonly patches: readonly Patch[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
}

export function kustomizeOrigin(input: KustomizeInput): (spot: RenderedSpot) => Place {
  const sources = sourcesOf(input);
  return ({ manifest, range }) => {
    const [original, ...others] = sources.resources.filter((one) => mayBecome(one, manifest, sources));
    if (!original || others.length > 0)
      return { uri: input.root.uri, range: firstLine(input.root.text), isExact: false };
    const { path, isKey } = pathAt(manifest, range.start);
    return (
      placeIn(original, manifest, { path, isKey }, sources) ?? {
        uri: original.uri,
        range: original.spotOf(['kind']),
        isExact: false,
      }
    );
  };
}

function sourcesOf({ files, patchUris }: KustomizeInput): Sources {
  const parsed = files.map((file) => ({ file, manifests: parseFile(file, { placeholders: 'allow' }) }));
  const kustomizations = parsed.flatMap(({ manifests }) => manifests.filter(isKustomization));
  const textsOf = (key: string): string[] => kustomizations.flatMap(({ value }) => textAt(value, key) ?? []);
  const manifests = parsed.flatMap((one) => one.manifests);
  const patchFiles = manifests.filter(({ uri }) => patchUris.has(uri));
  return {
    resources: manifests.filter((one) => !patchUris.has(one.uri) && !isKustomization(one)),
    patches: [
      ...kustomizations.flatMap((one) => inlinePatches(one)),
      ...filePatches(patchFiles, kustomizations),
    ],
    prefixes: textsOf('namePrefix'),
    suffixes: textsOf('nameSuffix'),
  };
}

const isKustomization = ({ uri, apiVersion, kind }: Manifest): boolean =>
  apiVersion?.startsWith('kustomize.config.k8s.io/') === true ||
  (kind === undefined && /\/(?:kustomization\.ya?ml|Kustomization)$/.test(uri));

/** Whether an object may have this name once the prefixes and suffixes of its kustomizations are on it. */
function mayBecome(original: Manifest, built: Manifest, { prefixes, suffixes }: Sources): boolean {
  const { name, kind } = original;
  if (name === undefined || built.name === undefined || kind !== built.kind) return false;
  if (groupOf(original.apiVersion ?? '') !== groupOf(built.apiVersion ?? '')) return false;
  return isNamed(built.name, name, prefixes, suffixes);
}

function isNamed(
  built: string,
  name: string,
  prefixes: readonly string[],
  suffixes: readonly string[],
): boolean {
  if (built === name) return true;
  return (
    prefixes.some(
      (prefix, at) =>
        prefix !== '' &&
        built.startsWith(prefix) &&
        isNamed(built.slice(prefix.length), name, prefixes.toSpliced(at, 1), suffixes),
    ) ||
    suffixes.some(
      (suffix, at) =>
        suffix !== '' &&
        built.endsWith(suffix) &&
        isNamed(built.slice(0, -suffix.length), name, prefixes, suffixes.toSpliced(at, 1)),
    )
  );
}

/** Patches written into a kustomization as block texts. */
function inlinePatches(kustomization: Manifest): Patch[] {
  const entries: { path: Path; target: unknown }[] = [
    ...listAt(kustomization.value, 'patches').map((entry, index) => ({
      path: ['patches', index, 'patch'],
      target: valueAt(entry, ['target']),
    })),
    ...listAt(kustomization.value, 'patchesStrategicMerge').map((_, index) => ({
      path: ['patchesStrategicMerge', index],
      target: undefined,
    })),
  ];
  return entries.flatMap(({ path, target }) => {
    const embedded = embeddedIn(kustomization, path);
    if (!embedded) return [];
    return embedded.manifests.map((manifest) => ({
      ...{ manifest, uri: kustomization.uri, shift: embedded.shift },
      isFor: patchTarget(manifest, target),
    }));
  });
}

function filePatches(patchFiles: readonly Manifest[], kustomizations: readonly Manifest[]): Patch[] {
  return patchFiles.map((manifest) => {
    const targets = kustomizations.flatMap(({ uri, value }) =>
      listAt(value, 'patches').flatMap((entry) => {
        const path = textAt(entry, 'path');
        return path !== undefined && sameFile(uri, path, manifest.uri) ? [valueAt(entry, ['target'])] : [];
      }),
    );
    const [target] = targets;
    return {
      manifest,
      uri: manifest.uri,
      shift: (range: Range) => range,
      isFor: patchTarget(manifest, target),
    };
  });
}

/** Whether a path as a kustomization writes it names a file. */
function sameFile(kustomizationUri: string, path: string, uri: string): boolean {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), kustomizationUri).href === uri;
}

/** Without a target, a patch is for the object that it names. */
function patchTarget(patch: Manifest, target: unknown): (original: Manifest) => boolean {
  if (target === undefined) return ({ kind, name }) => kind === patch.kind && name === patch.name;
  const matches = (key: string, value: string | undefined): boolean => {
    const wanted = textAt(target, key);
    return wanted === undefined || wanted === '' || (value !== undefined && matchesWhole(wanted, value));
  };
  return ({ kind, name }) => matches('kind', kind) && matches('name', name);
}

/** Targets are regular expressions; what JavaScript cannot read matches nothing. */
function matchesWhole(pattern: string, text: string): boolean {
  if (/^[\w-]+$/.test(pattern)) return pattern === text;
  if (pattern === '.*') return true;
  // Patterns from files are not run: a bad one could take forever. What it may match stays open.
  return false;
}

interface Wanted {
  readonly path: Path;
  readonly isKey: boolean;
}

function placeIn(
  original: Manifest,
  built: Manifest,
  { path, isKey }: Wanted,
  { patches }: Sources,
): Place | undefined {
  const value = valueAt(built.value, path);
  const isScalar = typeof value !== 'object' || value === null;
  const own = patches.filter(({ isFor }) => isFor(original));
  const places = own.flatMap((patch) =>
    placesInPatch(patch, built, path).filter((one) => !isScalar || one.value === value),
  );
  const [set, ...others] = isScalar ? places : places.filter((one) => sameValue(one.value, value));
  if (set && others.length === 0) return set.place(isKey);
  if (others.length > 0) return undefined;
  const at = translated(original.value, built.value, path);
  if (!at || (isScalar && valueAt(original.value, at) !== value)) return undefined;
  return { uri: original.uri, range: rangeIn(original, at, isKey), isExact: true };
}

interface PatchPlace {
  readonly value: unknown;
  readonly place: (isKey: boolean) => Place;
}

function placesInPatch(patch: Patch, built: Manifest, path: Path): readonly PatchPlace[] {
  const { manifest } = patch;
  const ats = Array.isArray(manifest.value)
    ? manifest.value.flatMap((operation: unknown, index) => operationPath(operation, index, path))
    : [translated(manifest.value, built.value, path)];
  return ats.flatMap((at) => {
    if (!at || !manifest.has(at) || at.length === 0) return [];
    return [
      {
        value: valueAt(manifest.value, at),
        place: (isKey: boolean): Place => ({
          uri: patch.uri,
          range: patch.shift(rangeIn(manifest, at, isKey)),
          isExact: true,
        }),
      },
    ];
  });
}

const rangeIn = (manifest: Manifest, path: Path, isKey: boolean): Range =>
  isKey && typeof path.at(-1) === 'string' ? manifest.rangeOf(path, 'key') : manifest.spotOf(path);

/** Where a JSON patch sets a path: `add` and `replace` of the path, or of what it lies in. */
function operationPath(operation: unknown, index: number, path: Path): Path[] {
  const kind = textAt(operation, 'op');
  const pointer = textAt(operation, 'path');
  if (pointer === undefined || (kind !== 'add' && kind !== 'replace')) return [];
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const isAbove = steps.length <= path.length && steps.every((step, at) => step === String(path[at]));
  return isAbove ? [[index, 'value', ...path.slice(steps.length)]] : [];
}

/** The path in a source of what stands at a path of the built object: lists are merged by the names of their items. */
function translated(source: unknown, built: unknown, path: Path): Path | undefined {
  const found: (string | number)[] = [];
  let from = source;
  let to = built;
  for (const step of path) {
    const next = typeof step === 'number' ? itemIndex(from, to, step) : step;
    if (next === undefined || valueAt(from, [next]) === undefined) return undefined;
    found.push(next);
    from = valueAt(from, [next]);
    to = valueAt(to, [step]);
  }
  return found;
}

function itemIndex(source: unknown, built: unknown, index: number): number | undefined {
  if (!Array.isArray(source) || !Array.isArray(built)) return undefined;
  const item: unknown = built[index];
  const name = textAt(item, 'name');
  const isSame = (one: unknown): boolean =>
    name === undefined ? sameValue(one, item) : textAt(one, 'name') === name;
  const matches = source.flatMap((one: unknown, at) => (isSame(one) ? [at] : []));
  return matches.length === 1 ? matches[0] : undefined;
}
