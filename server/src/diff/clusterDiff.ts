/** One cluster before and after a change: pools, workloads, findings. */
import type { PoolPreview } from '../analysis/shown/preview';
import type { ClusterCost } from '../cost/cluster';
import type { CheckResult } from '../model/finding';
import { identifyFindings, type IdentifiedFinding } from '../model/fingerprint';
import type { SimulatedNodeClaim, SimulateResult } from '../simulate/summary';
import { compareText } from '../util/sort';
import { isChanged, sideBySide, sumOf, tally, usdChange } from './figures';
import type { ClusterDiff, DiffTotals, LaunchDiff, PoolDiff, WorkloadDiff } from './types';

/** What is known of a cluster on one side. */
export interface ClusterSide {
  readonly check: CheckResult;
  readonly summary: SimulateResult;
  readonly pools: readonly PoolPreview[];
  /** Undefined for a region without offerings. */
  readonly cost: ClusterCost | undefined;
}

const EMPTY_SIDE: ClusterSide = {
  check: { documents: [], findings: [] },
  summary: {
    ...{ nodeClaims: [], unschedulable: [], skipped: [] },
    cost: { usdPerHour: 0, usdPerMonth: 0 },
    stats: { podCount: 0, parseMs: 0, solveMs: 0 },
  },
  pools: [],
  cost: undefined,
};

export interface SidesOfCluster {
  readonly name: string;
  readonly before: ClusterSide | undefined;
  readonly after: ClusterSide | undefined;
  /** The name of a file that both sides share. */
  readonly labelOf: (uri: string) => string;
}

export function diffCluster({ name, before, after, labelOf }: SidesOfCluster): ClusterDiff {
  const [old, now] = [before ?? EMPTY_SIDE, after ?? EMPTY_SIDE];
  const identified = onlyIn(now.check, old.check, labelOf);
  const appeared = identified.map(({ finding }) => finding);
  const vanished = onlyIn(old.check, now.check, labelOf).map(({ finding }) => finding);
  return {
    name,
    status: !before ? 'added' : after ? 'changed' : 'removed',
    totals: totalsOf(old, now, { appeared, vanished }),
    nodePools: poolDiffs(old, now),
    workloads: workloadDiffs(old, now),
    appeared,
    appearedFingerprints: identified.map(({ fingerprint }) => fingerprint),
    vanished,
  };
}

function totalsOf(
  before: ClusterSide,
  after: ClusterSide,
  { appeared, vanished }: Pick<ClusterDiff, 'appeared' | 'vanished'>,
): DiffTotals {
  const pending = ({ summary }: ClusterSide): number => sumOf(summary.unschedulable, ({ count }) => count);
  return {
    nodes: { before: before.summary.nodeClaims.length, after: after.summary.nodeClaims.length },
    usdPerMonth: usdChange(before.cost?.bill.usdPerMonth, after.cost?.bill.usdPerMonth),
    pendingPods: { before: pending(before), after: pending(after) },
    appearedCount: appeared.length,
    vanishedCount: vanished.length,
  };
}

function onlyIn(
  one: CheckResult,
  other: CheckResult,
  labelOf: SidesOfCluster['labelOf'],
): readonly IdentifiedFinding[] {
  const known = new Set(identifyFindings(other, labelOf).map(({ fingerprint }) => fingerprint));
  return identifyFindings(one, labelOf).filter(({ fingerprint }) => !known.has(fingerprint));
}

function poolDiffs(before: ClusterSide, after: ClusterSide): PoolDiff[] {
  const names = new Set([...before.pools, ...after.pools].map(({ name }) => name));
  return [...names]
    .sort(compareText)
    .map((name) => poolDiff(name, before, after))
    .filter(
      ({ nodes, usdPerMonth, typesLeft, launches }) =>
        launches.length > 0 || [nodes, usdPerMonth, typesLeft].some(isChanged),
    );
}

function poolDiff(name: string, before: ClusterSide, after: ClusterSide): PoolDiff {
  const claimsIn = ({ summary }: ClusterSide): readonly SimulatedNodeClaim[] =>
    summary.nodeClaims.filter(({ nodePool }) => nodePool === name);
  const typesIn = ({ pools }: ClusterSide): number =>
    pools.find((pool) => pool.name === name)?.typesLeftCount ?? 0;
  const usdIn = ({ cost }: ClusterSide): number | undefined =>
    cost?.pools.find(({ nodePool }) => nodePool === name)?.bill.usdPerMonth;
  const [old, now] = [claimsIn(before), claimsIn(after)];
  return {
    name,
    nodes: { before: old.length, after: now.length },
    usdPerMonth: usdChange(usdIn(before), usdIn(after)),
    typesLeft: { before: typesIn(before), after: typesIn(after) },
    launches: launchDiffs(old, now),
  };
}

function launchDiffs(
  before: readonly SimulatedNodeClaim[],
  after: readonly SimulatedNodeClaim[],
): LaunchDiff[] {
  const byLaunch = (claims: readonly SimulatedNodeClaim[]): ReadonlyMap<string, number> =>
    tally(claims, ({ launch }) => (launch ? [[`${launch.instanceType} ${launch.capacityType}`, 1]] : []));
  return sideBySide(byLaunch(before), byLaunch(after))
    .filter(([, nodes]) => isChanged(nodes))
    .map(([key, nodes]) => {
      const [instanceType = '', capacityType = ''] = key.split(' ');
      return { instanceType, capacityType, nodes };
    });
}

function workloadDiffs(before: ClusterSide, after: ClusterSide): WorkloadDiff[] {
  const placed = ({ summary }: ClusterSide) => tally(summary.nodeClaims, ({ pods }) => Object.entries(pods));
  const pending = ({ summary }: ClusterSide) =>
    tally(summary.unschedulable, ({ workload, count }) => [[workload, count]]);
  const [pendingBefore, pendingAfter] = [pending(before), pending(after)];
  const placedPods = new Map(sideBySide(placed(before), placed(after)));
  const pendingPods = new Map(sideBySide(pendingBefore, pendingAfter));
  const names = [...new Set([...placedPods.keys(), ...pendingPods.keys()])].sort(compareText);
  return names
    .map((workload) => ({
      workload,
      placedPods: placedPods.get(workload) ?? NONE,
      pendingPods: pendingPods.get(workload) ?? NONE,
      usdPerMonth: usdChange(usdOf(before, workload), usdOf(after, workload)),
      ...reasonOf(workload, after.summary),
    }))
    .filter((diff) => [diff.placedPods, diff.pendingPods, diff.usdPerMonth].some(isChanged));
}

const usdOf = ({ cost }: ClusterSide, name: string): number | undefined =>
  cost?.workloads.find(({ workload }) => workload === name)?.usdPerMonth;

const NONE = { before: 0, after: 0 };

function reasonOf(workload: string, { unschedulable }: SimulateResult): { reason?: string } {
  const entry = unschedulable.find((pods) => pods.workload === workload);
  return entry ? { reason: entry.reason.message } : {};
}
