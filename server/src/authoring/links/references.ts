/** The references of a manifest: which of its scalars name which other objects. Found once per parsed document. */
import { fieldPath, type Manifest, type Node, type ParsedDocument, type Path } from '../../manifest/document';
import { ListItem } from '../../manifest/list';
import { valueAt } from '../../manifest/path';
import type { KindSchema } from '../../schema/kinds';
import { fieldAt, kindOf } from '../field';
import { viewsOf } from '../views';
import { CLUSTER_WIDE, namespaceLookedIn, POOL_LABEL, RELATIONS } from './relations';

/** What an object is called, as far as references tell. */
export interface ObjectName {
  readonly kind: string;
  /** Empty for kinds of the whole cluster. */
  readonly namespace: string;
  readonly name: string;
}

export interface Reference {
  readonly path: Path;
  readonly target: ObjectName;
}

/** By document, then by the place of the object in it: a List holds several. */
const known = new WeakMap<ParsedDocument, Map<string, readonly Reference[]>>();

/** The references of an object. Equal for equal texts, so they are kept with the parse. */
export function referencesOf(manifest: Manifest): readonly Reference[] {
  const ofDocument = known.get(manifest.parsed) ?? new Map<string, readonly Reference[]>();
  known.set(manifest.parsed, ofDocument);
  const slot = manifest instanceof ListItem ? fieldPath(manifest.base) : '';
  const kept = ofDocument.get(slot) ?? findReferences(manifest);
  ofDocument.set(slot, kept);
  return kept;
}

export const sameObject = (a: ObjectName, b: ObjectName): boolean =>
  a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

const objectName = (kind: string, namespace: string | undefined, name: string): ObjectName => ({
  kind,
  namespace: CLUSTER_WIDE.has(kind) ? '' : (namespace ?? 'default'),
  name,
});

/** What the object itself is called; undefined without kind or name. */
export function ownName({ kind, namespace, name }: Manifest): ObjectName | undefined {
  return kind === undefined || name === undefined ? undefined : objectName(kind, namespace, name);
}

function findReferences(manifest: Manifest): Reference[] {
  const root = manifest.placeOf([])?.node;
  const kind = kindOf(manifest.apiVersion, manifest.kind, '1.14.1');
  const found: Reference[] = [];
  if (!root || !kind) return found;
  walk(root, [], (path, text) => {
    const target = poolName(manifest, path, text) ?? targetOf(manifest, kind, path, text);
    if (target) found.push({ path, target });
  });
  return found;
}

/** Names end in one of these, or stand in lists or maps of node labels. */
const NAME_FIELDS: ReadonlySet<string | number> = new Set([
  ...['name', 'claimName', 'secretName', 'priorityClassName', 'serviceAccountName', 'storageClassName'],
  ...['volumeName', 'serviceName', 'clusterQueue', 'cohort', 'cohortName', 'parentName', 'topologyName'],
  POOL_LABEL,
]);

/** More scalars than this are not looked at. */
const MAX_SCALARS = 20_000;

function walk(root: Node, path: Path, visit: (path: Path, text: string) => void): void {
  let left = MAX_SCALARS;
  const step = (node: Node, at: Path): void => {
    if (left <= 0 || at.length > 40) return;
    left--;
    if (node.kind === 'map') {
      for (const [name, entry] of node.entries) if (!entry.merged) step(entry.node, [...at, name]);
    } else if (node.kind === 'seq') node.items.forEach((item, index) => step(item.node, [...at, index]));
    else if (typeof node.value === 'string' && isNameField(at)) visit(at, node.value);
  };
  step(root, path);
}

const isNameField = (path: Path): boolean =>
  path.length > 1 && (NAME_FIELDS.has(path.at(-1) ?? '') || path.at(-2) === 'values');

function targetOf(manifest: Manifest, kind: KindSchema, path: Path, text: string): ObjectName | undefined {
  const field = path.at(-2) === 'values' ? undefined : fieldAt(kind, path);
  if (!field) return undefined;
  for (const view of viewsOf(field.kind.kind, field.steps)) {
    const relation = RELATIONS[`${view.kind} ${view.pattern}`];
    if (!relation) continue;
    const meant =
      relation.kinds === 'sibling' ? siblingKind(manifest, path, relation.defaultKind) : relation.kinds[0];
    if (meant === undefined) return undefined;
    return objectName(meant, namespaceLookedIn(manifest.kind ?? '', manifest.namespace), text);
  }
  return undefined;
}

function siblingKind(manifest: Manifest, path: Path, otherwise: string | undefined): string | undefined {
  const kind = valueAt(manifest.value, [...path.slice(0, -1), 'kind']);
  return typeof kind === 'string' ? kind : otherwise;
}

/** `karpenter.sh/nodepool: x` in a node selector, or among the values of an expression on that label. */
function poolName(manifest: Manifest, path: Path, text: string): ObjectName | undefined {
  const isSelected = path.at(-1) === POOL_LABEL && path.at(-2) === 'nodeSelector';
  const isValue =
    path.at(-2) === 'values' && valueAt(manifest.value, [...path.slice(0, -2), 'key']) === POOL_LABEL;
  return isSelected || isValue ? objectName('NodePool', undefined, text) : undefined;
}
