/** Nodes that may be disrupted, what that saves and what it costs.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/types.go NewCandidate, consolidation.go@v1.14.1 */
import { decodeBudgets, type Budget } from '../dynamics/budgets/budget';
import { allowedDisruptions, type AllowedByReason, type DisruptionReason } from '../dynamics/budgets/reasons';
import type { PoolDisruption } from '../manifest/disruption';
import { perObject } from '../util/perObject';
import { compareText } from '../util/sort';
import type { PodBudgets } from './podBudgets';
import { disruptionOf, type ClusterNode, type World } from './state';

export interface Candidate {
  readonly node: ClusterNode;
  readonly usdPerHour: number;
  /** 1 for the node, and what its pods cost to move. */
  readonly cost: number;
}

/** What a node always costs to disrupt. */
const NODE_COST = 1;

/** A node is the same object for as long as nothing changes on it. */
export const disruptionCost = perObject(({ pods }: ClusterNode) =>
  pods.reduce((sum, { evictionCost }) => sum + Math.max(0, evictionCost), NODE_COST),
);

/** A node without a pod that costs anything to move. */
export const isEmpty = ({ cost }: Candidate): boolean => cost <= NODE_COST;

/** Those of the open nodes that nothing protects, the most worthwhile first: by price for the trouble, then by name. */
export function candidatesOf(
  world: World,
  open: readonly ClusterNode[],
  podBudgets: PodBudgets,
): readonly Candidate[] {
  return open
    .filter((node) => isDisruptable(world, node, podBudgets))
    .map((node) => ({ node, usdPerHour: node.usdPerHour, cost: disruptionCost(node) }))
    .sort((a, b) => b.usdPerHour / b.cost - a.usdPerHour / a.cost || compareText(a.node.name, b.node.name));
}

function isDisruptable(world: World, node: ClusterNode, podBudgets: PodBudgets): boolean {
  const { consolidateAfterSeconds, protectsNodes } = disruptionOf(world, node.pool);
  if (node.pool.staticReplicas !== undefined) return false;
  if (protectsNodes || consolidateAfterSeconds === undefined) return false;
  return !hostsProtected(node) && podBudgets.allowEach(node);
}

const hostsProtected = perObject(({ daemons, pods }: ClusterNode): boolean =>
  [daemons, pods].some((some) => some.some(({ isProtected }) => isProtected)),
);

/** How many nodes of each pool may go at one moment. Budgets with a schedule are passed over where no time of day is known.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/helpers.go BuildDisruptionBudgetMapping@v1.14.1 */
export class Allowances {
  /** Of pools that were asked about. */
  readonly #known = new Map<string, AllowedByReason>();

  constructor(
    private readonly world: World,
    private readonly nodes: readonly ClusterNode[],
  ) {}

  of(name: string): AllowedByReason {
    const known = this.#known.get(name) ?? this.#count(name);
    this.#known.set(name, known);
    return known;
  }

  #count(name: string): AllowedByReason {
    const { input, leavingCounts, nowNanos } = this.world;
    const pool = input.pools.findLast((one) => one.pool.name === name)?.pool;
    if (!pool) return NOTHING;
    const leaving = leavingCounts?.get(name) ?? 0;
    let count = leaving;
    for (const node of this.nodes) if (node.pool === pool && !node.isStarting) count++;
    const { Drifted, Empty, Underutilized } = allowedBy(disruptionOf(this.world, pool), count, nowNanos);
    const lessLeaving = (allowed: number): number => Math.max(0, allowed - leaving);
    return {
      Drifted: lessLeaving(Drifted),
      Empty: lessLeaving(Empty),
      Underutilized: lessLeaving(Underutilized),
    };
  }
}

const NOTHING: AllowedByReason = { Drifted: 0, Empty: 0, Underutilized: 0 };

/** What the budgets of a pool say of a number of nodes; kept where no budget asks what time it is. */
function allowedBy(disruption: PoolDisruption, count: number, nowNanos: bigint | undefined): AllowedByReason {
  const budgets = budgetsOf(disruption);
  if (!isTimeless(disruption)) {
    const usable = budgets.filter(({ schedule }) => schedule === undefined || nowNanos !== undefined);
    return allowedDisruptions(usable, count, nowNanos ?? 0n).allowed;
  }
  const byCount = timelessAnswers(disruption);
  const allowed = byCount.get(count) ?? allowedDisruptions(budgets, count, 0n).allowed;
  byCount.set(count, allowed);
  return allowed;
}

const timelessAnswers = perObject((_: PoolDisruption) => new Map<number, AllowedByReason>());

const isTimeless = perObject((disruption: PoolDisruption): boolean =>
  budgetsOf(disruption).every(
    ({ schedule, durationNanos }) => schedule === undefined && durationNanos === undefined,
  ),
);

/** How many more nodes of each pool may go for a reason. */
export class Allowance {
  /** Of pools that were asked about. */
  readonly #left = new Map<string, number>();

  constructor(
    private readonly allowances: Allowances,
    private readonly reason: DisruptionReason,
  ) {}

  allows({ node }: Candidate): boolean {
    return this.#leftOf(node.pool.name) !== 0;
  }

  #leftOf(name: string): number {
    return this.#left.get(name) ?? this.allowances.of(name)[this.reason];
  }

  /** Counts a node; false when none more may go. */
  take(candidate: Candidate): boolean {
    if (!this.allows(candidate)) return false;
    const { name } = candidate.node.pool;
    this.#left.set(name, this.#leftOf(name) - 1);
    return true;
  }
}

/** A pool's budgets, read once. */
const budgetsOf = perObject(({ budgets }: PoolDisruption): readonly Budget[] => {
  const read = decodeBudgets(budgets);
  return read.ok ? read.value : [];
});
