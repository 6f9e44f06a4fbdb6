/** What keeps consolidation from doing more after a scale-down, as far as the manifests of pools say it. */
import type { Consolidation } from '../../consolidation/consolidate';
import type { World } from '../../consolidation/state';
import { decodeBudgets } from '../../dynamics/budgets/budget';
import { allowedDisruptions } from '../../dynamics/budgets/reasons';
import type { PoolDisruption } from '../../manifest/disruption';
import { NEEDS_STATIC_CAPACITY, unsimulatedSentences } from '../../simulate/explainStatic';
import { keptPools } from '../../solver/staticPools';
import { compareText } from '../../util/sort';
import { counted, grouped } from '../../util/thousands';

type PodChange = Readonly<Record<string, { readonly from: number }>>;
type Nodes = Consolidation['initial']['nodes'];

/** @param change  pods of each workload before, at most, and after */
export function scaleDownNotes(
  { initial, final }: Consolidation,
  change: PodChange,
  { disruption, input }: Pick<World, 'disruption' | 'input'>,
): readonly string[] {
  const staticNames = new Set(
    input.pools.flatMap(({ pool }) => (pool.staticReplicas === undefined ? [] : [pool.name])),
  );
  const hasStatic = final.nodes.some(({ nodePool }) => staticNames.has(nodePool));
  return [
    ...unsimulatedSentences(input),
    ...unlaunchedNotes(input.pools, initial.nodes),
    ...homelessNotes(change, initial.nodes),
    ...heldNotes(final.nodes, { disruption, staticNames }),
    ...(hasStatic ? [NEEDS_STATIC_CAPACITY] : []),
  ];
}

function unlaunchedNotes(pools: World['input']['pools'], nodes: Nodes): readonly string[] {
  const started = new Set(nodes.map(({ nodePool }) => nodePool));
  return keptPools(pools)
    .filter(({ pool }) => !started.has(pool.name))
    .map(
      ({ pool }) =>
        `Static NodePool ${pool.name} has no nodes: no instance type can be launched under its requirements.`,
    );
}

const homelessNotes = (change: PodChange, nodes: Nodes): readonly string[] =>
  Object.entries(change).flatMap(([key, { from }]) => {
    const left = from - nodes.reduce((sum, { pods }) => sum + (pods[key] ?? 0), 0);
    if (left <= 0) return [];
    const find = left === 1 ? 'finds' : 'find';
    return `At the maximum ${grouped(left)} of ${counted(from, 'pod')} of ${key} ${find} no node.`;
  });

function heldNotes(
  nodes: Nodes,
  { disruption, staticNames }: Pick<World, 'disruption'> & { readonly staticNames: ReadonlySet<string> },
): readonly string[] {
  const pools = [...new Set(nodes.map(({ nodePool }) => nodePool))].sort(compareText);
  return pools.flatMap((name) => {
    const nodeCount = nodes.filter(({ nodePool }) => nodePool === name).length;
    if (staticNames.has(name))
      return `NodePool ${name} is static: consolidation leaves ${itsNodes(nodeCount)} alone.`;
    const pool = disruption.get(name);
    return (pool && restraint(name, pool, nodeCount)) ?? [];
  });
}

const itsNodes = (count: number): string => (count === 1 ? 'its node' : `its ${grouped(count)} nodes`);

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
