/** D13: nodes that expire and cannot drain. */
import { insertEntry } from '../edits';
import { proposal } from '../proposals';
import { NODE_POOL, PDB, SERVICES } from '../kinds';
import { allowsNoEviction } from '../pdbView';
import { POOL_SPEC } from '../nodePoolView';
import { kindOf, type ClusterGraph, type PodSource } from '../graph';
import { at, isSet, text } from '../read';
import { editRule } from '../rule';

export const expiryHasGracePeriod = editRule({
  id: 'karpenter/expiry-has-grace-period',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A pool whose nodes expire bounds how long their drain may take, when pods can block it.',
    why:
      'Expiry starts a drain whatever budgets say. Pods with `karpenter.sh/do-not-disrupt` or behind a PodDisruptionBudget ' +
      'that allows none are not evicted, so the node stays half drained, tainted and paid for. ' +
      '`terminationGracePeriod` puts an end to that.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#terminationgraceperiod',
  },
  check({ manifest, graph, report }) {
    const expireAfter = at(manifest.value, ...POOL_SPEC, 'expireAfter');
    if (!isSet(expireAfter) || text(expireAfter) === 'Never') return;
    if (isSet(at(manifest.value, ...POOL_SPEC, 'terminationGracePeriod'))) return;
    const blocked = graph.once(firstUndrainable);
    if (!blocked) return;
    report({
      path: [...POOL_SPEC, 'expireAfter'],
      message: `nodes expire after ${text(expireAfter) ?? 'a while'}, but pods of ${blocked.manifest.name ?? 'a workload'} cannot be evicted: set terminationGracePeriod`,
      fixes: proposal('End the drain after an hour: terminationGracePeriod: 1h', () =>
        insertEntry(manifest, POOL_SPEC, 'terminationGracePeriod: 1h'),
      ),
    });
  },
});

/** The first service whose pods no drain evicts. */
function firstUndrainable(graph: ClusterGraph): PodSource | undefined {
  const covered = new Set(
    graph
      .ofKind(PDB)
      .filter((budget) => allowsNoEviction(budget, graph) !== undefined)
      .flatMap((budget) => graph.coveredBy(budget)),
  );
  return graph
    .podSources()
    .filter((source) => SERVICES.some((kind) => kind === kindOf(source.manifest)))
    .find(
      (source) =>
        text(at(source.template, 'metadata', 'annotations', 'karpenter.sh/do-not-disrupt')) === 'true' ||
        covered.has(source),
    );
}
