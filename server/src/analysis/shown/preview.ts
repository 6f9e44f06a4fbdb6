/** What a simulated cluster looks like to a person: numbers and units for hovers and panels, no markup.
 *  Every price that is not known is absent, never 0. */
import type { Catalog, RegionCatalog } from '../../catalog/catalog';
import { isRefreshed } from '../../catalog/prices';
import type { InstanceType } from '../../model/instanceType';
import type { ClusterCost } from '../../cost/cluster';
import type { PodGroup } from '../../model/pod';
import { resourceAmount, type Resources } from '../../model/resources';
import { compareNumber, compareText } from '../../util/sort';
import {
  HOURS_PER_MONTH,
  type SimulatedNodeClaim,
  type SimulateResult,
  type UnschedulablePods,
} from '../../simulate/summary';
import type { SkippedObject } from '../../simulate/cluster';
import type { LimitCost } from './limitCost';
import { offeredZones, poolPrices, type PoolPrices } from './poolPrices';
import { rounded } from '../../util/rounded';

export interface ClusterPreview {
  readonly region: string;
  readonly zones: readonly string[];
  readonly prices: PricesPreview;
  readonly totals: TotalsPreview;
  readonly nodePools: readonly PoolPreview[];
  readonly nodes: readonly NodePreview[];
  readonly workloads: readonly WorkloadPreview[];
  readonly unplaced: readonly UnplacedPreview[];
  readonly skipped: readonly SkippedObject[];
  /** The whole bill; `totals` and `nodePools` have what the instances cost at list and spot prices. */
  readonly cost: ClusterCost;
}

export interface PricesPreview {
  readonly onDemandAsOf: string;
  readonly spotAsOf: string;
  readonly source: string;
  readonly unpricedTypeCount: number;
  /** Whether on-demand prices are those of a refresh. */
  readonly isRefreshed: boolean;
}

export interface TotalsPreview {
  readonly nodeCount: number;
  readonly podCount: number;
  readonly unplacedPodCount: number;
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  readonly unpricedNodeCount: number;
  readonly solveMs: number;
}

export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly document?: { readonly firstLine: number; readonly lastLine: number };
}

export interface AmountsPreview {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly podCount: number;
}

export interface WorkloadPreview {
  readonly name: string;
  readonly kind: string;
  readonly podCount: number;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly location?: Place;
}

export interface PoolPreview extends PoolPrices {
  readonly name: string;
  /** Name of its EC2NodeClass. */
  readonly nodeClass: string;
  /** It is not among the files, or is refused: the pool launches nothing. */
  readonly lacksClass?: true;
  /** Only reserved capacity meets its requirements, of which nothing is known here. */
  readonly wantsReserved?: true;
  /** Its nodes are there whatever pods there are. */
  readonly isStatic?: true;
  /** Prices of its types are those of Linux, its bill has the licence. */
  readonly isWindows?: true;
  /** What some of its requirements ask for is filled in later, and not counted. */
  readonly hasOpenRequirements?: true;
  readonly location?: Place;
  readonly nodeCount: number;
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  readonly typesLeftCount?: number;
  readonly typesTotalCount?: number;
  /** Absent: the pool has no limits, or nothing is left that they could bound. */
  readonly atLimit?: LimitCost;
}

export interface NodePreview {
  readonly count: number;
  readonly nodePool: string;
  readonly instanceType?: string;
  readonly capacityType?: string;
  readonly usdPerHour?: number;
  readonly zones: readonly string[];
  readonly typesOpenCount: number;
  readonly launchError?: string;
  readonly pods: Readonly<Record<string, number>>;
  readonly requests: Readonly<Record<string, string>>;
  readonly usedShare?: Readonly<Record<string, number>>;
  readonly requested: AmountsPreview;
  readonly allocatable?: AmountsPreview;
}

export interface UnplacedPreview {
  readonly workload: string;
  readonly count: number;
  readonly code: string;
  readonly message: string;
  readonly location?: Place;
}

/** A pool of the cluster with what its class and its requirements leave. */
export interface PoolFacts {
  readonly name: string;
  readonly nodeClass: string;
  readonly lacksClass: boolean;
  readonly wantsReserved: boolean;
  readonly isStatic: boolean;
  readonly isWindows: boolean;
  readonly hasOpenRequirements: boolean;
  /** Nodes that it keeps, but that are not simulated. */
  readonly unsimulatedCount: number;
  readonly place: Place | undefined;
  /** Of the class, and of those the ones that the pool leaves, each with the offerings left. */
  readonly classTypes: readonly InstanceType[];
  readonly poolTypes: readonly InstanceType[];
  readonly atLimit: LimitCost | undefined;
}

export interface PreviewInput {
  readonly catalog: Catalog;
  readonly region: RegionCatalog;
  readonly summary: SimulateResult;
  readonly pools: readonly PoolFacts[];
  readonly cost: ClusterCost;
  readonly groups: readonly PodGroup[];
  /** Where a workload ("namespace/name") is written. */
  placeOf(workload: string): Place | undefined;
  /** What the launched type has for pods and daemons; undefined when nothing launches. */
  allocatable(claim: SimulatedNodeClaim): Resources | undefined;
}

export function previewCluster(input: PreviewInput): ClusterPreview {
  const { summary, region } = input;
  return {
    region: region.name,
    zones: zonesOf(input.pools),
    prices: pricesPreview(region),
    totals: totals(summary),
    nodePools: input.pools
      .map((pool) => poolPreview(pool, input))
      .sort((a, b) => compareText(a.name, b.name)),
    nodes: groupNodes(summary.nodeClaims, input),
    workloads: workloadsPreview(input),
    unplaced: unplacedPreview(summary.unschedulable, input),
    skipped: summary.skipped,
    cost: input.cost,
  };
}

function pricesPreview(region: RegionCatalog): PricesPreview {
  const onDemand = region.priceSources['on-demand'];
  const spot = region.priceSources.spot;
  const dates = (sources: typeof spot): string =>
    [...new Set(sources.map(({ asOf }) => asOf))].sort(compareText).join(' and ');
  return {
    onDemandAsOf: dates(onDemand),
    spotAsOf: dates(spot.filter((source) => !onDemand.includes(source))) || dates(spot),
    source: sourceText(region),
    isRefreshed: isRefreshed(onDemand),
    unpricedTypeCount: region.unpricedTypes.length,
  };
}

function sourceText({ priceSources }: RegionCatalog): string {
  const onDemand = `AWS price list${isRefreshed(priceSources['on-demand']) ? ', refreshed' : ''}`;
  return isRefreshed(priceSources.spot)
    ? `${onDemand}; spot price history, refreshed`
    : `${onDemand}; spot from the average saving of the spot advisor`;
}

function totals({ nodeClaims, unschedulable, cost, stats }: SimulateResult): TotalsPreview {
  return {
    nodeCount: nodeClaims.length,
    podCount: stats.podCount,
    unplacedPodCount: unschedulable.reduce((sum, { count }) => sum + count, 0),
    usdPerHour: cost.usdPerHour,
    usdPerMonth: cost.usdPerMonth,
    unpricedNodeCount: nodeClaims.filter(({ launch }) => launch === undefined).length,
    solveMs: Math.round(stats.solveMs * 10) / 10,
  };
}

function poolPreview(pool: PoolFacts, { summary, region }: PreviewInput): PoolPreview {
  const claims = summary.nodeClaims.filter(({ nodePool }) => nodePool === pool.name);
  const usdPerHour = rounded(claims.reduce((sum, { launch }) => sum + (launch?.usdPerHour ?? 0), 0));
  return {
    name: pool.name,
    nodeClass: pool.nodeClass,
    ...(pool.lacksClass ? { lacksClass: true as const } : {}),
    ...(pool.wantsReserved ? { wantsReserved: true as const } : {}),
    ...(pool.isStatic ? { isStatic: true as const } : {}),
    ...(pool.isWindows ? { isWindows: true as const } : {}),
    ...(pool.hasOpenRequirements ? { hasOpenRequirements: true as const } : {}),
    ...(pool.place ? { location: pool.place } : {}),
    nodeCount: claims.length + pool.unsimulatedCount,
    usdPerHour,
    usdPerMonth: rounded(usdPerHour * HOURS_PER_MONTH),
    typesLeftCount: pool.poolTypes.length,
    typesTotalCount: pool.classTypes.filter(({ offerings }) => offerings.length > 0).length,
    ...poolPrices(pool.poolTypes, region),
    ...(pool.atLimit ? { atLimit: pool.atLimit } : {}),
  };
}

/** Equal nodes as one entry; by pool, then price from the highest, then type, then the order of the simulation. */
function groupNodes(claims: readonly SimulatedNodeClaim[], input: PreviewInput): NodePreview[] {
  const groups = new Map<string, { claim: SimulatedNodeClaim; count: number }>();
  for (const claim of claims) {
    const key = JSON.stringify({ ...claim, instanceTypes: claim.instanceTypes.length });
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { claim, count: 1 });
  }
  return [...groups.values()]
    .map(({ claim, count }) => nodePreview(claim, count, input))
    .sort(
      (a, b) =>
        compareText(a.nodePool, b.nodePool) ||
        compareNumber(b.usdPerHour ?? -1, a.usdPerHour ?? -1) ||
        compareText(a.instanceType ?? '', b.instanceType ?? ''),
    );
}

function nodePreview(claim: SimulatedNodeClaim, count: number, input: PreviewInput): NodePreview {
  const { launch, launchError, nodePool, pods, requests, zones } = claim;
  const amounts = amountsByResource(requests);
  const allocatable = input.allocatable(claim);
  return {
    count,
    nodePool,
    ...(launch
      ? {
          instanceType: launch.instanceType,
          capacityType: launch.capacityType,
          usdPerHour: launch.usdPerHour,
        }
      : {}),
    zones: launch?.zones ?? zones,
    typesOpenCount: claim.instanceTypes.length,
    ...(launchError === undefined ? {} : { launchError }),
    pods,
    requests,
    requested: amountsPreview(amounts),
    ...(allocatable
      ? { usedShare: usedShare(amounts, allocatable), allocatable: amountsPreview(allocatable) }
      : {}),
  };
}

/** Nodes of a pool for which no launch is left. */
export const unlaunched = (pool: string, nodes: readonly NodePreview[]): number =>
  nodes
    .filter(({ nodePool, instanceType }) => nodePool === pool && instanceType === undefined)
    .reduce((sum, { count }) => sum + count, 0);

/** How full a node is, for each resource that its pods ask for. */
function usedShare(amounts: Resources, allocatable: Resources): Readonly<Record<string, number>> {
  const shares = Object.entries(amounts).flatMap(([name, amount]) => {
    const size = allocatable[name] ?? 0;
    return size > 0 ? [[name, amount / size] as const] : [];
  });
  return Object.fromEntries(shares);
}

function amountsByResource(quantities: Readonly<Record<string, string>>): Resources {
  const amounts = Object.entries(quantities).map(
    ([name, quantity]) => [name, resourceAmount(name, quantity) ?? 0] as const,
  );
  return Object.fromEntries(amounts);
}

const amountsPreview = (amounts: Resources): AmountsPreview => ({
  cpuMilli: amounts['cpu'] ?? 0,
  memoryBytes: amounts['memory'] ?? 0,
  podCount: amounts['pods'] ?? 0,
});

const zonesOf = (pools: readonly PoolFacts[]): string[] =>
  [...new Set(pools.flatMap(({ classTypes }) => offeredZones(classTypes)))].sort(compareText);

/** Groups of one name (a Deployment and a Job may share it) are one entry: the name is what nodes tell pods apart by. */
function workloadsPreview(input: PreviewInput): WorkloadPreview[] {
  const byName = new Map<string, WorkloadPreview>();
  for (const { workload: name, kind, podCount, template } of input.groups) {
    const location = input.placeOf(name);
    const { cpuMilli, memoryBytes } = amountsPreview(template.requests);
    byName.set(name, {
      ...{ name, kind, cpuMilli, memoryBytes },
      podCount: podCount + (byName.get(name)?.podCount ?? 0),
      ...(location ? { location } : {}),
    });
  }
  return [...byName.values()].sort((a, b) => compareText(a.name, b.name));
}

function unplacedPreview(pods: readonly UnschedulablePods[], input: PreviewInput): UnplacedPreview[] {
  return pods
    .map(({ workload, count, reason }) => {
      const location = input.placeOf(workload);
      return {
        workload,
        count,
        code: reason.code,
        message: reason.message,
        ...(location ? { location } : {}),
      };
    })
    .sort((a, b) => compareText(a.workload, b.workload) || compareText(a.code, b.code));
}
