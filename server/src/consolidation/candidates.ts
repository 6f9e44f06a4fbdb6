/** Nodes that may be disrupted, what that saves and what it costs.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/types.go NewCandidate, consolidation.go@v1.14.1 */
import { decodeBudgets } from '../dynamics/budgets/budget';
import { allowedDisruptions, type DisruptionReason } from '../dynamics/budgets/reasons';
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
export const NODE_COST = 1;

export function disruptionCost({ pods }: ClusterNode): number {
  return pods.reduce((sum, { evictionCost }) => sum + Math.max(0, evictionCost), NODE_COST);
}

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
  const pods = [...node.daemons, ...node.pods];
  return !pods.some(({ isProtected }) => isProtected) && podBudgets.allowEach(pods);
}

/** How many more nodes of each pool may go. Budgets with a schedule are passed over where no time of day is known.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/helpers.go BuildDisruptionBudgetMapping@v1.14.1 */
export class Allowance {
  readonly #left = new Map<string, number>();

  constructor(world: World, nodes: readonly ClusterNode[], reason: DisruptionReason) {
    const { nowNanos } = world;
    for (const { pool } of world.input.pools) {
      const leaving = world.leavingCounts?.get(pool.name) ?? 0;
      const count = nodes.filter((node) => node.pool === pool && !node.isStarting).length + leaving;
      const decoded = decodeBudgets(disruptionOf(world, pool).budgets);
      const budgets = (decoded.ok ? decoded.value : []).filter(
        ({ schedule }) => schedule === undefined || nowNanos !== undefined,
      );
      const allowed = allowedDisruptions(budgets, count, nowNanos ?? 0n).allowed[reason];
      this.#left.set(pool.name, Math.max(0, allowed - leaving));
    }
  }

  allows({ node }: Candidate): boolean {
    return (this.#left.get(node.pool.name) ?? 0) !== 0;
  }

  /** Counts a node; false when none more may go. */
  take(candidate: Candidate): boolean {
    if (!this.allows(candidate)) return false;
    const { name } = candidate.node.pool;
    this.#left.set(name, (this.#left.get(name) ?? 0) - 1);
    return true;
  }
}
