/** What keeps consolidation from doing more after a scale-down, as far as the manifests of pools say it. */
import type { Consolidation } from '../../consolidation/consolidate';
import { decodeBudgets } from '../../dynamics/budgets/budget';
import { allowedDisruptions } from '../../dynamics/budgets/reasons';
import type { PoolDisruption } from '../../manifest/disruption';
import { compareText } from '../../util/sort';
import { counted, grouped } from '../../util/thousands';

/** @param change  pods of each workload before, at most, and after */
export function scaleDownNotes(
  { initial, final }: Consolidation,
  change: Readonly<Record<string, { readonly from: number }>>,
  disruption: ReadonlyMap<string, PoolDisruption>,
): readonly string[] {
  const homeless = Object.entries(change).flatMap(([key, { from }]) => {
    const left = from - initial.nodes.reduce((sum, { pods }) => sum + (pods[key] ?? 0), 0);
    return left > 0
      ? [
          `At the maximum ${grouped(left)} of ${counted(from, 'pod')} of ${key} ${left === 1 ? 'finds' : 'find'} no node.`,
        ]
      : [];
  });
  const pools = [...new Set(final.nodes.map(({ nodePool }) => nodePool))].sort(compareText);
  const held = pools.flatMap((name) => {
    const nodeCount = final.nodes.filter(({ nodePool }) => nodePool === name).length;
    const pool = disruption.get(name);
    return (pool && restraint(name, pool, nodeCount)) ?? [];
  });
  return [...homeless, ...held];
}

function restraint(name: string, pool: PoolDisruption, nodeCount: number): string | undefined {
  if (pool.consolidateAfterSeconds === undefined)
    return `NodePool ${name} keeps its nodes: consolidateAfter is Never.`;
  if (pool.protectsNodes) return `NodePool ${name} keeps its nodes: its template says do-not-disrupt.`;
  const budgets = decodeBudgets(pool.budgets);
  // No time of day is known: budgets with a schedule say nothing here.
  const standing = budgets.ok ? budgets.value.filter(({ schedule }) => schedule === undefined) : [];
  const { Empty, Underutilized } = allowedDisruptions(standing, nodeCount, 0n).allowed;
  if (Empty === 0 && Underutilized === 0)
    return `NodePool ${name} keeps its nodes: its budgets allow none to go.`;
  if (Underutilized === 0) return `The budgets of NodePool ${name} let only empty nodes go.`;
  return pool.policy === 'WhenEmpty' ? `NodePool ${name} lets only empty nodes go (WhenEmpty).` : undefined;
}
