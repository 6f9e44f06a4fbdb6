/** From a finished simulation to its preview: looks up what the summary names. */
import { wantsReservedCapacity } from '../../model/reservedCapacity';
import type { Catalog, RegionCatalog } from '../../catalog/catalog';
import type { Manifest } from '../../manifest/document';
import { objectsIn } from '../../manifest/list';
import { objectId } from '../../manifest/objectId';
import type { InstanceType } from '../../model/instanceType';
import type { Simulation } from '../../simulate/simulate';
import { unsimulatedNodes } from '../../solver/staticPools';
import type { SimulatedNodeClaim } from '../../simulate/summary';
import type { LazyClusterFacts } from '../clusters/clusterFacts';
import { costCluster, costNode } from '../../cost/cluster';
import type { CostOptions } from '../../model/costOptions';
import { isWindowsPool } from '../../cost/nodes';
import { perObject } from '../../util/perObject';
import { hasOpenRequirements } from './openRequirements';
import { costAtLimit, type CostAtLimit } from './limitCost';
import { previewCluster, type ClusterPreview, type Place, type PoolFacts } from './preview';

export interface PreviewContext {
  readonly catalog: Catalog;
  readonly region: RegionCatalog;
  readonly manifests: readonly Manifest[];
  readonly cost: CostOptions | undefined;
}

export function previewOf(
  simulation: Simulation,
  facts: LazyClusterFacts,
  context: PreviewContext,
): ClusterPreview {
  const cost = costCluster(simulation, context.region, context.cost);
  const nodeBill = costNode(simulation, context.region, context.cost);
  return previewCluster({
    ...{ catalog: context.catalog, region: context.region, summary: simulation.summary },
    pools: poolFacts(simulation, facts, costAtLimit(simulation, cost, nodeBill)),
    cost,
    groups: simulation.input.groups,
    placeOf: workloadPlaces(context.manifests),
    allocatable: (claim) => launchedType(claim, simulation.input.pools)?.allocatable,
  });
}

/** The pools that take part in the simulation; the later of two with one name. */
function poolFacts(
  { cluster, input }: Simulation,
  facts: LazyClusterFacts,
  atLimitOf: CostAtLimit,
): PoolFacts[] {
  const unsimulated = unsimulatedNodes(input);
  return [...cluster.nodePools, ...cluster.staticPools].flatMap((pool) => {
    const { name } = pool;
    const manifest = facts.pool(name);
    if (!manifest) return [];
    const place = namePlace(manifest);
    const [classTypes, poolTypes] = [facts.classTypes(manifest), facts.poolTypes(manifest)];
    return [
      {
        name,
        nodeClass: pool.nodeClassRef.name,
        lacksClass: !cluster.nodeClasses.has(pool.nodeClassRef.name),
        wantsReserved: pool.requirements.some(wantsReservedCapacity),
        isWindows: isWindowsPool(cluster, pool),
        hasOpenRequirements: hasOpenRequirements(manifest.value),
        isStatic: pool.staticReplicas !== undefined,
        unsimulatedCount: unsimulated.get(name)?.nodeCount ?? 0,
        place,
        classTypes,
        poolTypes,
        // It grows by its replicas alone.
        atLimit: pool.staticReplicas === undefined ? atLimitOf(pool, poolTypes) : undefined,
      },
    ];
  });
}

/** "namespace/name" -> where the workload's name is written; the later of two counts, as in the simulation. */
function workloadPlaces(manifests: readonly Manifest[]): (workload: string) => Place | undefined {
  const byName = new Map<string, Manifest>();
  for (const manifest of manifests.flatMap(objectsIn)) {
    const id = objectId(manifest.value);
    if (id && WORKLOAD_KINDS.has(id.kind)) byName.set(`${id.namespace}/${id.name}`, manifest);
  }
  return (workload) => {
    const manifest = byName.get(workload);
    return manifest && namePlace(manifest);
  };
}

/** Where an object's name is written. */
export const namePlace = perObject((manifest: Manifest): Place => ({
  uri: manifest.uri,
  ...manifest.rangeOf(['metadata', 'name']).start,
  document: { firstLine: manifest.range.start.line, lastLine: manifest.range.end.line },
}));

export const WORKLOAD_KINDS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'Job',
  'Pod',
]);

function launchedType(
  claim: SimulatedNodeClaim,
  pools: Simulation['input']['pools'],
): InstanceType | undefined {
  const own = pools.find(({ pool }) => pool.name === claim.nodePool);
  return own?.instanceTypes.find(({ name }) => name === claim.launch?.instanceType);
}
