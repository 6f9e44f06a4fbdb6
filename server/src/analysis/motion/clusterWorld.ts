/** From manifests to the world that consolidation and the timeline work on. */
import type { Catalog } from '../../catalog/catalog';
import { daemonPod, type PodContext } from '../../consolidation/pods';
import type { RunningPod, World } from '../../consolidation/state';
import { decodeDisruption } from '../../manifest/disruption';
import { parseFile, type Manifest } from '../../manifest/document';
import { decodeEviction, decodePriorityClass, podOf, type EvictionWishes } from '../../manifest/eviction';
import { textMapAt } from '../../manifest/fields';
import { valuesIn } from '../../manifest/list';
import { groupKind, objectId, type ObjectId } from '../../manifest/objectId';
import { decodePodDisruptionBudget } from '../../manifest/podDisruptionBudget';
import type { SourceFile } from '../../model/finding';
import { resolveOptions, type Options, type ResolvedOptions } from '../../model/options';
import { documentKey } from '../../simulate/cluster';
import type { TypeCache } from '../../simulate/instanceTypes';
import type { ReplicaChoice } from '../../simulate/replicas';
import { prepareSimulation, type PreparedSimulation } from '../../simulate/simulate';
import { Groundwork } from '../../solver/groundwork';
import { refusedDocuments } from '../check/check';

export type ConsolidationOptions = Options & { readonly spotToSpotConsolidation?: boolean };

export interface Resources {
  readonly catalog: Catalog;
  readonly cache: TypeCache;
  /** Asked while it solves; a yes ends the work by `SolveStopped`. */
  readonly shouldStop?: () => boolean;
}

export interface KnownObject {
  readonly id: ObjectId;
  readonly value: unknown;
}

export interface ClusterWorld {
  readonly options: ResolvedOptions;
  readonly prepared: PreparedSimulation;
  /** What the server accepts, in document order. */
  readonly objects: readonly KnownObject[];
  readonly context: PodContext;
  readonly world: World;
}

export interface WorldWishes {
  /** The age of every pod and node. */
  readonly seconds: number;
  readonly replicas?: ReplicaChoice;
  /** Whether static pools are among the pools. */
  readonly staticNodes?: boolean;
}

export function clusterWorld(
  files: readonly SourceFile[],
  options: ConsolidationOptions,
  { catalog, cache, shouldStop }: Resources,
  { seconds, replicas = 'spec', staticNodes = false }: WorldWishes,
): ClusterWorld {
  const resolved = resolveOptions(options);
  const manifests = files.flatMap((file) => parseFile(file, { placeholders: resolved.placeholders }));
  const refused = refusedDocuments(manifests, resolved);
  const request = { documents: manifests, refused, catalog, cache, staticNodes };
  const prepared = prepareSimulation({ ...request, options: { ...resolved, replicas } });
  const objects = objectsOf(manifests, refused);
  const context = {
    priorityClasses: objects.flatMap(({ id, value }) => decodePriorityClass(value, id) ?? []),
    seconds,
  };
  const world = {
    input: prepared.input,
    control: {
      ...{ cache: cache.solver, groundwork: new Groundwork() },
      ...(shouldStop ? { shouldStop } : {}),
    },
    disruption: new Map(poolsOf(objects).map(({ id, value }) => [id.name, decodeDisruption(value)])),
    podBudgets: objects.flatMap(({ id, value }) => decodePodDisruptionBudget(value, id) ?? []),
    daemons: daemonsOf(prepared, objects, context),
    seconds,
    spotToSpot: options.spotToSpotConsolidation ?? false,
  } satisfies World;
  return { options: resolved, prepared, objects, context, world };
}

function objectsOf(manifests: readonly Manifest[], refused: ReadonlySet<string>): readonly KnownObject[] {
  return manifests
    .filter(({ uri, index }) => !refused.has(documentKey(uri, index)))
    .flatMap(({ value }) => valuesIn(value))
    .flatMap((value) => {
      const id = objectId(value);
      return id ? [{ id, value }] : [];
    });
}

export const poolsOf = (objects: readonly KnownObject[]): readonly KnownObject[] =>
  objects.filter(({ id }) => groupKind(id) === 'karpenter.sh/NodePool');

const NO_WISHES = decodeEviction(undefined);

export function wishesOf(objects: readonly KnownObject[], kind: string, workload: string): EvictionWishes {
  const found = findObject(objects, kind, workload);
  return found ? decodeEviction(podOf(found.value, found.id)) : NO_WISHES;
}

export const findObject = (
  objects: readonly KnownObject[],
  kind: string,
  workload: string,
): KnownObject | undefined =>
  objects.findLast(({ id }) => id.kind === kind && `${id.namespace}/${id.name}` === workload);

/** Daemons as they run: with the labels that Karpenter's stand-in for them lacks. */
function daemonsOf(
  { input }: PreparedSimulation,
  objects: readonly KnownObject[],
  context: PodContext,
): readonly RunningPod[] {
  return input.daemons.map(({ name, template }) => {
    const found = findObject(objects, 'DaemonSet', name);
    const labels = textMapAt(found?.value, 'spec', 'template', 'metadata', 'labels');
    return daemonPod(name, { ...template, labels }, wishesOf(objects, 'DaemonSet', name), context);
  });
}
