/** Consolidation of the cluster that some files make: from manifests to the world that `consolidation` works on. */
import type { Catalog } from '../catalog/catalog';
import { consolidateCluster, type Consolidation } from '../consolidation/consolidate';
import { daemonPod, podsOfGroup, type PodContext } from '../consolidation/pods';
import type { Change } from '../consolidation/scaleDown';
import type { World } from '../consolidation/state';
import { decodeDisruption } from '../manifest/disruption';
import { parseFile, type Manifest } from '../manifest/document';
import { decodeEviction, decodePriorityClass, podOf, type EvictionWishes } from '../manifest/eviction';
import { listAt, textAt, textMapAt } from '../manifest/fields';
import { groupKind, objectId, type ObjectId } from '../manifest/objectId';
import { decodePodDisruptionBudget } from '../manifest/podDisruptionBudget';
import type { SourceFile } from '../model/finding';
import { resolveOptions, type Options } from '../model/options';
import { documentKey } from '../simulate/cluster';
import type { TypeCache } from '../simulate/instanceTypes';
import { prepareSimulation, type PreparedSimulation } from '../simulate/simulate';
import { refusedDocuments } from './check';

export interface ConsolidationRequest {
  readonly files: readonly SourceFile[];
  readonly options?: Options & { readonly spotToSpotConsolidation?: boolean };
  /** The age of every pod and node; 0 by default. */
  readonly seconds?: number;
  /** Nothing shrinks by default. */
  readonly change?: Change;
}

interface KnownObject {
  readonly id: ObjectId;
  readonly value: unknown;
}

export function consolidateFiles(
  { files, options = {}, seconds = 0, change = { replicas: {} } }: ConsolidationRequest,
  { catalog, cache }: { readonly catalog: Catalog; readonly cache: TypeCache },
): Consolidation {
  const resolved = resolveOptions(options);
  const manifests = files.flatMap((file) => parseFile(file, { placeholders: resolved.placeholders }));
  const refused = refusedDocuments(manifests, resolved);
  const request = { documents: manifests, refused, catalog, cache };
  const prepared = prepareSimulation({ ...request, options: { ...resolved, replicas: 'spec' } });
  const objects = objectsOf(manifests, refused);
  const context = {
    priorityClasses: objects.flatMap(({ id, value }) => decodePriorityClass(value, id) ?? []),
    seconds,
  };
  const world = {
    input: prepared.input,
    control: { cache: cache.solver },
    disruption: new Map(poolsOf(objects).map(({ id, value }) => [id.name, decodeDisruption(value)])),
    podBudgets: objects.flatMap(({ id, value }) => decodePodDisruptionBudget(value, id) ?? []),
    daemons: daemonsOf(prepared, objects, context),
    seconds,
    spotToSpot: options.spotToSpotConsolidation ?? false,
  } satisfies World;
  const podCount = prepared.input.groups.reduce((sum, group) => sum + group.podCount, 0);
  if (podCount > MAX_PODS) return tooLarge(podCount);
  const pods = prepared.input.groups.flatMap((group) =>
    podsOfGroup(group, wishesOf(objects, group.kind, group.workload), context),
  );
  return consolidateCluster(world, pods, change);
}

/** Every pod is looked at by itself, again and again: larger clusters would take minutes. */
const MAX_PODS = 20_000;

function tooLarge(podCount: number): Consolidation {
  const nothing = { nodes: [], usdPerHour: 0 };
  const error = `${podCount} pods are more than the ${MAX_PODS} that are played`;
  return { error, initial: nothing, commands: [], final: nothing };
}

/** What the server accepts, in document order. */
function objectsOf(manifests: readonly Manifest[], refused: ReadonlySet<string>): readonly KnownObject[] {
  return manifests
    .filter(({ uri, index }) => !refused.has(documentKey(uri, index)))
    .flatMap(({ value }) => itemsOf(value))
    .flatMap((value) => {
      const id = objectId(value);
      return id ? [{ id, value }] : [];
    });
}

/** Each object of a `kind: List` counts. */
const itemsOf = (value: unknown): readonly unknown[] =>
  textAt(value, 'apiVersion') === 'v1' && textAt(value, 'kind') === 'List' ? listAt(value, 'items') : [value];

const poolsOf = (objects: readonly KnownObject[]): readonly KnownObject[] =>
  objects.filter(({ id }) => groupKind(id) === 'karpenter.sh/NodePool');

const NO_WISHES = decodeEviction(undefined);

function wishesOf(objects: readonly KnownObject[], kind: string, workload: string): EvictionWishes {
  const found = findObject(objects, kind, workload);
  return found ? decodeEviction(podOf(found.value, found.id)) : NO_WISHES;
}

const findObject = (
  objects: readonly KnownObject[],
  kind: string,
  workload: string,
): KnownObject | undefined =>
  objects.findLast(({ id }) => id.kind === kind && `${id.namespace}/${id.name}` === workload);

/** Daemons as they run: with the labels that Karpenter's stand-in for them lacks. */
function daemonsOf({ input }: PreparedSimulation, objects: readonly KnownObject[], context: PodContext) {
  return input.daemons.map(({ name, template }) => {
    const found = findObject(objects, 'DaemonSet', name);
    const labels = textMapAt(found?.value, 'spec', 'template', 'metadata', 'labels');
    return daemonPod(name, { ...template, labels }, wishesOf(objects, 'DaemonSet', name), context);
  });
}
