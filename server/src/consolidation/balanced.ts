/** The policy Balanced: a move must save at least half as large a share of the pool's cost as it disturbs of its pods.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/balanced.go@v1.14.1 */
import { disruptionCost, type Candidate } from './candidates';
import { priceOf, savingsOf, type Command } from './command';
import { disruptionOf, type ClusterNode, type World } from './state';

const THRESHOLD = 1 / 2;

interface Totals {
  readonly usdPerHour: number;
  readonly cost: number;
}

export class Scores {
  /** By pool; undefined until some pool with the policy asks. */
  #known: ReadonlyMap<string, Totals> | undefined;

  constructor(
    private readonly world: World,
    private readonly nodes: readonly ClusterNode[],
  ) {}

  get #totals(): ReadonlyMap<string, Totals> {
    return (this.#known ??= totalsOf(this.nodes));
  }

  /** Whether at least removing the node without a replacement would do. */
  mayPass({ node, usdPerHour, cost }: Candidate): boolean {
    if (!this.#isBalanced(node)) return true;
    const totals = this.#totals.get(node.pool.name);
    return !totals || totals.usdPerHour <= 0 || passes(usdPerHour, cost, totals);
  }

  /** Every pool with the policy has to approve of its part. */
  approves(command: Command): boolean {
    const pools = new Map<string, Candidate[]>();
    for (const candidate of command.candidates) {
      const { name } = candidate.node.pool;
      pools.set(name, [...(pools.get(name) ?? []), candidate]);
    }
    const savings = savingsOf(command);
    const total = priceOf(command.candidates);
    return [...pools].every(([name, own]) => {
      if (!own[0] || !this.#isBalanced(own[0].node)) return true;
      const share = total > 0 && pools.size > 1 ? priceOf(own) / total : 1;
      const cost = own.reduce((sum, candidate) => sum + candidate.cost, 0);
      return passes(savings * share, cost, this.#totals.get(name) ?? { usdPerHour: 0, cost: 0 });
    });
  }

  #isBalanced({ pool }: ClusterNode): boolean {
    return disruptionOf(this.world, pool).policy === 'Balanced';
  }
}

function totalsOf(nodes: readonly ClusterNode[]): ReadonlyMap<string, Totals> {
  const totals = new Map<string, Totals>();
  for (const node of nodes) {
    const { usdPerHour, cost } = totals.get(node.pool.name) ?? { usdPerHour: 0, cost: 0 };
    totals.set(node.pool.name, {
      usdPerHour: usdPerHour + node.usdPerHour,
      cost: cost + disruptionCost(node),
    });
  }
  return totals;
}

function passes(savings: number, cost: number, totals: Totals): boolean {
  if (totals.usdPerHour <= 0 || totals.cost <= 0) return false;
  const saved = savings / totals.usdPerHour;
  const disturbed = cost / totals.cost;
  if (saved <= 0) return false;
  return disturbed === 0 || saved / disturbed >= THRESHOLD;
}
