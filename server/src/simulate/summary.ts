/** A solve's result in the shape of the public API. */
import { formatAmount, type Resources } from '../model/resources';
import { compareText } from '../util/sort';
import type { NodeClaimPlan, SolveInput, SolveResult, Unplaced } from '../solver/input';
import type { SkippedObject } from './cluster';
import { codeOf, explain } from './explain';
import { poolsWithRoomLater } from './laterPass';
import { rounded } from '../util/rounded';

export const HOURS_PER_MONTH = 730;

export interface SimulatedLaunch {
  readonly capacityType: string;
  readonly typeCount: number;
  readonly instanceType: string;
  readonly zones: readonly string[];
  readonly usdPerHour: number;
}

/** A node that Karpenter would launch: what it is for, what it may be, what it is launched as. Quantities are Kubernetes'. */
export interface SimulatedNodeClaim {
  readonly nodePool: string;
  /** A node of a static pool: there before the pass, whatever pods there are. */
  readonly isStatic?: true;
  /** "namespace/workload" -> its pods on this node. */
  readonly pods: Readonly<Record<string, number>>;
  /** Kubernetes quantities, daemons and the `pods` resource included, zero ones left out. */
  readonly requests: Readonly<Record<string, string>>;
  readonly capacityTypes: readonly string[];
  readonly zones: readonly string[];
  readonly instanceTypes: readonly string[];
  readonly launch?: SimulatedLaunch;
  readonly launchError?: string;
}

/** Pods of one workload that find no node, with one reason for all. */
export interface UnschedulablePods {
  readonly workload: string;
  readonly count: number;
  readonly reason: {
    readonly code: string;
    readonly message: string;
    /** The nodes of this pass, once they run, leave room within a pool's limits: a later pass may place the pods. */
    readonly laterPass?: true;
  };
}

/** Measured with the clock that the caller hands in; 0 without one. */
export interface SimulationStats {
  readonly podCount: number;
  readonly parseMs: number;
  readonly solveMs: number;
}

/** Pods that go to a node that runs already. */
export interface RunningNodePods {
  readonly node: string;
  readonly pods: Readonly<Record<string, number>>;
}

/** What ran before, in a simulation of a running cluster. */
export interface RunningSummary {
  readonly nodeCount: number;
  /** Nodes that take pods, by name. */
  readonly placed: readonly RunningNodePods[];
}

/** One pass of the provisioner: nodes in the order of their making, those of static pools first, pods left over, documents that took no part, dollars. */
export interface SimulateResult {
  /** New ones. */
  readonly nodeClaims: readonly SimulatedNodeClaim[];
  readonly running?: RunningSummary;
  readonly unschedulable: readonly UnschedulablePods[];
  readonly skipped: readonly SkippedObject[];
  readonly cost: { readonly usdPerHour: number; readonly usdPerMonth: number };
  readonly stats: SimulationStats;
}

export function summarize(
  input: SolveInput,
  result: SolveResult,
  skipped: readonly SkippedObject[],
  clocked: { readonly parseMs: number; readonly solveMs: number },
): SimulateResult {
  const nodeClaims = result.nodeClaims.map((claim) => summarizeClaim(input, claim));
  const placed = (result.onRunning ?? []).map((one) => ({
    node: one.node,
    pods: podsByWorkload(input, one),
  }));
  return {
    nodeClaims,
    ...(input.running ? { running: { nodeCount: input.running.length, placed } } : {}),
    unschedulable: result.unplaced.map((unplaced) => summarizeUnplaced(input, result, unplaced)),
    skipped,
    cost: costOf(nodeClaims),
    stats: { podCount: result.podCount, ...clocked },
  };
}

/** What the claims cost together; a claim that cannot be launched costs nothing. */
function costOf(claims: readonly SimulatedNodeClaim[]): SimulateResult['cost'] {
  const usdPerHour = claims.reduce((sum, { launch }) => sum + (launch?.usdPerHour ?? 0), 0);
  return { usdPerHour: rounded(usdPerHour), usdPerMonth: rounded(usdPerHour * HOURS_PER_MONTH) };
}

function summarizeClaim(input: SolveInput, claim: NodeClaimPlan): SimulatedNodeClaim {
  const { nodePool, capacityTypes, zones, instanceTypes, launch, launchError } = claim;
  return {
    nodePool,
    ...(claim.isStatic ? { isStatic: true } : {}),
    pods: podsByWorkload(input, claim),
    requests: quantities(claim.requests),
    capacityTypes,
    zones,
    instanceTypes,
    ...(launch ? { launch } : {}),
    ...(launchError ? { launchError: explain(launchError, input) } : {}),
  };
}

function podsByWorkload(input: SolveInput, claim: Pick<NodeClaimPlan, 'pods'>): Record<string, number> {
  const pods: Record<string, number> = {};
  for (const { group, count } of claim.pods) {
    const workload = input.groups[group]?.workload ?? '';
    pods[workload] = (pods[workload] ?? 0) + count;
  }
  return pods;
}

function quantities(requests: Resources): Record<string, string> {
  const entries = Object.entries(requests)
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([name, amount]) => [name, formatAmount(name, amount)]));
}

function summarizeUnplaced(
  input: SolveInput,
  result: SolveResult,
  { group, count, reason }: Unplaced,
): UnschedulablePods {
  const later = poolsWithRoomLater(input, result, { group, reason });
  const hint =
    later.length === 0
      ? ''
      : ` Within a pass each new node counts as the largest type that it may become: once those launched here run, NodePool ${later.join(', ')} has room within its limits, and a later pass may place the pods.`;
  return {
    workload: input.groups[group]?.workload ?? '',
    count,
    reason: {
      code: codeOf(reason),
      message: `${explain(reason, input)}${hint}`,
      ...(later.length > 0 ? { laterPass: true as const } : {}),
    },
  };
}
