/** Nodes that may be disrupted, what that saves and what it costs.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/types.go NewCandidate, consolidation.go@v1.14.1 */
import { decodeBudgets, type Budget } from '../dynamics/budgets/budget';
import { allowedDisruptions, type DisruptionReason } from '../dynamics/budgets/reasons';
import type { PoolDisruption } from '../manifest/disruption';
import { perObject } from '../util/perObject';
import { compareText } from '../util/sort';
import { isTooYoung } from './moves';
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

/** The nodes that nothing protects, the most worthwhile first: by price for the trouble, then by name. */
export function candidatesOf(
  world: World,
  nodes: readonly ClusterNode[],
  podBudgets: PodBudgets,
): readonly Candidate[] {
  return nodes
    .filter((node) => isDisruptable(world, node, podBudgets))
    .map((node) => ({ node, usdPerHour: node.usdPerHour, cost: disruptionCost(node) }))
    .sort((a, b) => b.usdPerHour / b.cost - a.usdPerHour / a.cost || compareText(a.node.name, b.node.name));
}

function isDisruptable(world: World, node: ClusterNode, podBudgets: PodBudgets): boolean {
  const { consolidateAfterSeconds, protectsNodes } = disruptionOf(world, node.pool);
  if (node.isStarting || node.pool.staticReplicas !== undefined) return false;
  if (protectsNodes || consolidateAfterSeconds === undefined || isTooYoung(world, node)) return false;
  return !hostsProtected(node) && podBudgets.allowEach(node);
}

const hostsProtected = perObject(({ daemons, pods }: ClusterNode): boolean =>
  [daemons, pods].some((some) => some.some(({ isProtected }) => isProtected)),
);

/** How many more nodes of each pool may go. Budgets with a schedule are passed over where no time of day is known.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/helpers.go BuildDisruptionBudgetMapping@v1.14.1 */
export class Allowance {
  /** Of pools that were asked about. */
  readonly #left = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly nodes: readonly ClusterNode[],
    private readonly reason: DisruptionReason,
  ) {}

  allows({ node }: Candidate): boolean {
    return this.#leftOf(node.pool.name) !== 0;
  }

  #leftOf(name: string): number {
    const left = this.#left.get(name) ?? this.#count(name);
    this.#left.set(name, left);
    return left;
  }

  #count(name: string): number {
    const { input, leavingCounts, nowNanos } = this.world;
    const pool = input.pools.findLast((one) => one.pool.name === name)?.pool;
    if (!pool) return 0;
    const leaving = leavingCounts?.get(name) ?? 0;
    const count = this.nodes.filter((node) => node.pool === pool && !node.isStarting).length + leaving;
    const budgets = budgetsOf(disruptionOf(this.world, pool)).filter(
      ({ schedule }) => schedule === undefined || nowNanos !== undefined,
    );
    return Math.max(0, allowedDisruptions(budgets, count, nowNanos ?? 0n).allowed[this.reason] - leaving);
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
