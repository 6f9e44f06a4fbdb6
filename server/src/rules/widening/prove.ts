/** Solves the cluster before and after a change of a pool and says what it brings, or that it must not be offered. */
import type { TextEdit } from '../../model/finding';
import type { InstanceType } from '../../model/instanceType';
import type { Manifest } from '../../manifest/document';
import { SPOT } from '../../model/labels';
import { typicalInterruption, type InterruptionClass } from '../../model/interruption';
import { HOURS_PER_MONTH } from '../../simulate/summary';
import { compareNumber } from '../../util/sort';
import type { ClusterFacts, SimulatedClaim, Simulation } from '../facts';
import type { ClusterGraph } from '../graph';
import { factsAfter } from '../whatIf';
import { normalizedKey, requirementsOf } from '../nodePoolView';

/** One side of the comparison. */
export interface Measure {
  readonly types: readonly InstanceType[];
  /** Type x zone pairs that spot capacity can come from. */
  readonly spotPoolCount: number;
  readonly cheapestUsdPerHour: number | undefined;
  /** What the cluster costs when each node of the pool is of the type in the middle of those left to it, by price. */
  readonly typicalUsdPerMonth: number;
  /** How often the spot instances of the type in the middle are taken back; undefined without spot. */
  readonly interruption: InterruptionClass | undefined;
  readonly simulation: Simulation;
  /** Pods that the simulation puts on nodes of the pool. */
  readonly podCount: number;
}

export interface Proof {
  readonly before: Measure;
  readonly after: Measure;
}

/** Types have to grow by this much for a change to be worth a line in a menu. */
const LEAST_GAIN = 1.25;
/** Rounding of prices apart, a change must not cost more. */
const COST_SLACK = 1.001;

export interface ProvedCluster {
  /** Fewer types than this would leave the finding where it is. */
  readonly enough: number;
  readonly facts: ClusterFacts;
  readonly graph: ClusterGraph;
}

/** @returns undefined when the change would not help, cost more, break minValues, or leave a pod without a node */
export function prove(cluster: ProvedCluster, pool: Manifest, edits: readonly TextEdit[]): Proof | undefined {
  const { facts, graph, enough } = cluster;
  const after = factsAfter(facts, graph, pool, edits);
  const changed = after.pool(pool.name ?? '');
  if (changed?.uri !== pool.uri || changed.index !== pool.index) return undefined;
  const afterTypes = after.poolTypes(changed);
  const before = measure(facts, pool);
  if (afterTypes.length < Math.max(enough, before.types.length * LEAST_GAIN)) return undefined;
  if (!keepsMinValues(changed, afterTypes)) return undefined;
  const proof = { before, after: measure(after, changed) };
  return isAsGood(proof) ? proof : undefined;
}

/** What a pool and its cluster come to. */
function measure(facts: ClusterFacts, pool: Manifest): Measure {
  const types = facts.poolTypes(pool);
  const prices = types.flatMap((type) => type.offerings.map((offering) => offering.usdPerHour));
  const simulation = facts.simulate('spec');
  const own = simulation.claims.filter((claim) => claim.nodePool === pool.name);
  return {
    types,
    spotPoolCount: types.flatMap((type) => type.offerings.filter((one) => one.capacityType === SPOT)).length,
    cheapestUsdPerHour: prices.length > 0 ? Math.min(...prices) : undefined,
    typicalUsdPerMonth: simulation.usdPerMonth + typicalSurcharge(own, types),
    interruption: typicalInterruption(types.filter(hasSpot).map(({ name }) => facts.interruptionOf(name))),
    simulation,
    podCount: own.reduce((sum, claim) => sum + total(claim.pods), 0),
  };
}

const hasSpot = (type: InstanceType): boolean =>
  type.offerings.some(({ capacityType }) => capacityType === SPOT);

/** How much more per month the types in the middle cost than those that are launched. EC2 weighs price against spare
 *  capacity, so a node is not always of the cheapest type. */
function typicalSurcharge(claims: readonly SimulatedClaim[], types: readonly InstanceType[]): number {
  const byName = new Map(types.map((type) => [type.name, type]));
  return claims.reduce((sum, { instanceTypes, launch }) => {
    if (!launch) return sum;
    const prices = instanceTypes
      .flatMap((name) => lowestPrice(byName.get(name), launch.capacityType) ?? [])
      .sort(compareNumber);
    const middle = prices[Math.floor((prices.length - 1) / 2)] ?? launch.usdPerHour;
    return sum + (middle - launch.usdPerHour) * HOURS_PER_MONTH;
  }, 0);
}

function lowestPrice(type: InstanceType | undefined, capacityType: string): number | undefined {
  const prices = (type?.offerings ?? [])
    .filter((offering) => offering.capacityType === capacityType)
    .map(({ usdPerHour }) => usdPerHour);
  return prices.length > 0 ? Math.min(...prices) : undefined;
}

const total = (pods: Readonly<Record<string, number>>): number =>
  Object.values(pods).reduce((sum, count) => sum + count, 0);

function keepsMinValues(pool: Manifest, types: readonly InstanceType[]): boolean {
  return requirementsOf(pool).every(({ key, minValues }) => {
    if (minValues === undefined) return true;
    return new Set(types.flatMap((type) => type.labels[normalizedKey(key)] ?? [])).size >= minValues;
  });
}

function isAsGood({ before, after }: Proof): boolean {
  if (unlaunched(after.simulation) > unlaunched(before.simulation)) return false;
  const earlier = unplacedByWorkload(before.simulation);
  const later = unplacedByWorkload(after.simulation);
  if ([...later].some(([workload, count]) => count > (earlier.get(workload) ?? 0))) return false;
  // Pods that had no node cost more when they get one.
  if (placedMore({ before, after }) > 0) return true;
  return after.simulation.usdPerMonth <= before.simulation.usdPerMonth * COST_SLACK;
}

/** How many pods have a node after the change that had none before. */
export const placedMore = ({ before, after }: Proof): number =>
  totalUnplaced(before.simulation) - totalUnplaced(after.simulation);

const totalUnplaced = ({ unplaced }: Simulation): number =>
  unplaced.reduce((sum, { count }) => sum + count, 0);

const unlaunched = (simulation: Simulation): number =>
  simulation.claims.filter((claim) => !claim.launch).length;

function unplacedByWorkload(simulation: Simulation): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { workload, count } of simulation.unplaced)
    counts.set(workload, (counts.get(workload) ?? 0) + count);
  return counts;
}
