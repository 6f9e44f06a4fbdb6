/** B29: a tainted pool that no workload of the files may use. */
import { DAEMON_SET, NODE_POOL } from '../kinds';
import type { Manifest } from '../../manifest/document';
import { kindOf, type ClusterGraph, type PodSource } from '../graph';
import { isStatic, taintsOf, type PlacedTaint } from '../nodePoolView';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const taintTolerated = editRule({
  id: 'karpenter/taint-tolerated',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'Some workload tolerates the taints of a pool.',
    why:
      'A pool takes only pods that tolerate all of its taints. When no workload among the files does, the pool never ' +
      'launches a node for them; often the toleration has another key or value than the taint.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#spectemplatespectaints',
  },
  check({ manifest, graph, report }) {
    const sources = podsToPlace(graph);
    if (isStatic(manifest)) return;
    for (const taint of untoleratedTaints(manifest, graph)) {
      report({
        path: taint.path,
        shownAt: [...taint.path, 'key'],
        message: `${sources.length === 1 ? 'the only workload' : `none of the ${sources.length} workloads`} in these files ${sources.length === 1 ? 'does not tolerate' : 'tolerates'} ${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`,
      });
    }
  },
});

/** The workloads whose pods make Karpenter launch nodes. */
const podsToPlace = (graph: ClusterGraph): readonly PodSource[] =>
  graph.podSources().filter((source) => kindOf(source.manifest) !== DAEMON_SET);

/** The taints of a pool that keep off every pod of the files; none where there are no pods. */
export function untoleratedTaints(pool: Manifest, graph: ClusterGraph): readonly PlacedTaint[] {
  const sources = podsToPlace(graph);
  if (sources.length === 0) return [];
  return taintsOf(pool)
    .filter((taint) => taint.effect !== 'PreferNoSchedule')
    .filter((taint) => !sources.some((source) => podSpecTolerates(at(source.template, 'spec'), taint)));
}

const podSpecTolerates = (spec: unknown, taint: PlacedTaint): boolean =>
  list(at(spec, 'tolerations')).some((toleration) => tolerates(toleration, taint));

/** @source kubernetes/api core/v1/toleration.go ToleratesTaint@v0.35 */
function tolerates(toleration: unknown, taint: PlacedTaint): boolean {
  const effect = text(at(toleration, 'effect')) ?? '';
  const key = text(at(toleration, 'key')) ?? '';
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  if (text(at(toleration, 'operator')) === 'Exists') return true;
  return key !== '' && (text(at(toleration, 'value')) ?? '') === taint.value;
}
