/** The bill of a simulated cluster, of each of its pools, and what each workload has of it. Everything that shows dollars of
 *  a cluster (hover, lens, panel, command line, API) takes them from here. */
import type { RegionCatalog } from '../catalog/catalog';
import type { CostOptions } from '../model/costOptions';
import type { Simulation } from '../simulate/simulate';
import { NEEDS_STATIC_CAPACITY, unsimulatedSentence } from '../simulate/explainStatic';
import { unsimulatedNodes } from '../solver/staticPools';
import type { SimulatedNodeClaim } from '../simulate/summary';
import { perObject } from '../util/perObject';
import { compareText } from '../util/sort';
import { assumptionsOf, basisOf } from './assumptions';
import { addUp, usdPerHourOf, type Bill, type Charge } from './bill';
import { controlPlaneCharges, nodeCharges } from './charges';
import { billedNodes, hasWindowsPools, poolsOf, type NodeLaunch } from './nodes';
import { reservationsSentence } from './reservations';
import { resolveCost, type CostSettings } from './settings';
import { podShares } from './shares';
import { rounded } from '../util/rounded';

/** The bill of a simulated cluster, in dollars unless `currencyLabel` names another currency. Terms: docs/cost.md. */
export interface ClusterCost {
  readonly currencyLabel: string;
  readonly hoursPerMonth: number;
  /** Nodes and control plane. */
  readonly bill: Bill;
  /** Of the pools that have nodes or could have, by name: their nodes alone. */
  readonly pools: readonly PoolCost[];
  /** By name; of those with pods. */
  readonly workloads: readonly WorkloadCost[];
  /** What the amounts take for granted, one sentence each. */
  readonly assumptions: readonly string[];
  /** The same in a few words, for places without room: region, dates, and what is not as at first. */
  readonly basis: readonly string[];
}

/** What a pool's nodes cost. */
export interface PoolCost {
  readonly nodePool: string;
  readonly nodeCount: number;
  readonly bill: Bill;
}

/** Part of the pools' bills: the control plane is nobody's. Of nodes whose bill is a lower bound, so is this. */
export interface WorkloadCost {
  /** "namespace/name". */
  readonly workload: string;
  /** Pods on nodes that can be launched. */
  readonly podCount: number;
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  readonly isLowerBound: boolean;
}

/** Dollars of what is known; see `Bill.isLowerBound` for the rest. Linear in claims and pods' groups. */
export function costCluster(
  simulation: Pick<Simulation, 'cluster' | 'input' | 'result' | 'summary'>,
  region: RegionCatalog,
  options?: CostOptions,
): ClusterCost {
  const settings = resolveCost(options, region.name);
  const claims = claimCharges(simulation, region, settings);
  const unsimulated = unsimulatedPools(simulation);
  const { currencyLabel, hoursPerMonth } = settings;
  const told = { settings, region, hasWindows: hasWindowsPools(simulation) };
  const charges = [
    ...claims.flatMap((claim) => claim.charges),
    ...[...unsimulated.values()].flatMap(({ charges }) => charges),
    ...controlPlaneCharges(settings),
  ];
  return {
    currencyLabel,
    hoursPerMonth,
    bill: addUp(charges, hoursPerMonth),
    pools: poolCosts(simulation, { claims, unsimulated }, hoursPerMonth),
    workloads: workloadCosts(simulation, claims, hoursPerMonth),
    assumptions: [...assumptionsOf(told), ...staticSentence(simulation), ...reservationsSentence(simulation)],
    basis: basisOf(told),
  };
}

const staticSentence = ({ summary }: Pick<Simulation, 'summary'>): string[] =>
  summary.nodeClaims.some(({ isStatic }) => isStatic) ? [NEEDS_STATIC_CAPACITY] : [];

/** What is known of nodes that are not simulated. */
interface Unsimulated {
  readonly nodeCount: number;
  readonly charges: readonly Charge[];
}

/** Static pools whose nodes are not simulated, by name; of a running cluster they are there already. */
function unsimulatedPools({ input }: Pick<Simulation, 'input'>): ReadonlyMap<string, Unsimulated> {
  if (input.running) return new Map();
  return new Map(
    [...unsimulatedNodes(input)].map(([name, nodes]) => {
      const charge: Charge = { term: 'on-demand', missing: unsimulatedSentence(name, nodes) };
      return [name, { nodeCount: nodes.nodeCount, charges: [charge] }];
    }),
  );
}

/** The bill of one node that a pool might launch: for questions about nodes that are not there. */
export function costNode(
  { cluster }: Pick<Simulation, 'cluster'>,
  region: RegionCatalog,
  options?: CostOptions,
): (nodePool: string, launch: NodeLaunch) => Bill {
  const settings = resolveCost(options, region.name);
  const nodeOf = billedNodes({ cluster }, region);
  return (nodePool, launch) =>
    addUp(nodeCharges(nodeOf({ nodePool, launch }), settings), settings.hoursPerMonth);
}

interface ClaimCharges {
  readonly claim: SimulatedNodeClaim;
  /** Empty for a claim that cannot be launched. */
  readonly charges: readonly Charge[];
}

/** Equal nodes are charged once. */
function claimCharges(
  { cluster, summary }: Pick<Simulation, 'cluster' | 'summary'>,
  region: RegionCatalog,
  settings: CostSettings,
): readonly ClaimCharges[] {
  const nodeOf = billedNodes({ cluster }, region);
  const known = new Map<string, readonly Charge[]>();
  return summary.nodeClaims.map((claim) => {
    const { nodePool, launch } = claim;
    if (!launch) return { claim, charges: [] };
    const key = `${nodePool} ${launch.instanceType} ${launch.capacityType}`;
    const charges = known.get(key) ?? nodeCharges(nodeOf({ nodePool, launch }), settings);
    known.set(key, charges);
    return { claim, charges };
  });
}

const NO_MORE: Unsimulated = { nodeCount: 0, charges: [] };

function poolCosts(
  { cluster }: Pick<Simulation, 'cluster'>,
  nodes: {
    readonly claims: readonly ClaimCharges[];
    readonly unsimulated: ReadonlyMap<string, Unsimulated>;
  },
  hoursPerMonth: number,
): readonly PoolCost[] {
  const names = [...new Set(poolsOf(cluster).map(({ name }) => name))].sort(compareText);
  return names.map((nodePool) => {
    const own = nodes.claims.filter(({ claim }) => claim.nodePool === nodePool);
    const { nodeCount, charges: missing } = nodes.unsimulated.get(nodePool) ?? NO_MORE;
    const charges = [...own.flatMap((one) => one.charges), ...missing];
    return { nodePool, nodeCount: own.length + nodeCount, bill: addUp(charges, hoursPerMonth) };
  });
}

interface Tally {
  podCount: number;
  usdPerHour: number;
  isLowerBound: boolean;
}

function workloadCosts(
  { input, result }: Pick<Simulation, 'input' | 'result'>,
  claims: readonly ClaimCharges[],
  hoursPerMonth: number,
): readonly WorkloadCost[] {
  const tallies = new Map<string, Tally>();
  // Equal nodes have the same charges.
  const billOf = perObject((charges: readonly Charge[]) => ({
    usdPerHour: usdPerHourOf(charges),
    isLowerBound: charges.some((charge) => 'missing' in charge),
  }));
  for (const [index, plan] of result.nodeClaims.entries()) {
    const { charges = [] } = claims[index] ?? {};
    if (charges.length === 0) continue;
    const { usdPerHour, isLowerBound } = billOf(charges);
    const shares = podShares(plan, input.groups);
    for (const { group, count } of plan.pods) {
      const tally = tallyOf(tallies, input.groups[group]?.workload ?? '');
      tally.podCount += count;
      tally.usdPerHour += (shares.get(group) ?? 0) * usdPerHour;
      tally.isLowerBound ||= isLowerBound;
    }
  }
  return [...tallies]
    .map(([workload, { podCount, usdPerHour, isLowerBound }]) => ({
      workload,
      podCount,
      usdPerHour: rounded(usdPerHour),
      usdPerMonth: rounded(usdPerHour * hoursPerMonth),
      isLowerBound,
    }))
    .sort((a, b) => compareText(a.workload, b.workload));
}

function tallyOf(tallies: Map<string, Tally>, workload: string): Tally {
  const tally = tallies.get(workload) ?? { podCount: 0, usdPerHour: 0, isLowerBound: false };
  tallies.set(workload, tally);
  return tally;
}
