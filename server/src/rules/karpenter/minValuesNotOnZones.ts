/** B18: a minimum of zones against pods that settle the zone. */
import { removeEntry } from '../edits';
import { proposal } from '../proposals';
import { ZONE } from '../../model/labels';
import type { ClusterGraph, PodSource } from '../graph';
import { NODE_POOL } from '../kinds';
import { requirementsOf } from '../nodePoolView';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const minValuesNotOnZones = editRule({
  id: 'karpenter/min-values-not-on-zones',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'minValues is not asked of zones where pods settle the zone.',
    why:
      'A spread over zones, or a volume, leaves one zone for the node of a pod. A pool that wants `minValues: 2` of ' +
      '`topology.kubernetes.io/zone` then has too few values, and the pod stays pending. Take minValues off the zone; ' +
      'instance types and families are where it helps.',
    source: 'https://github.com/kubernetes-sigs/karpenter/issues/2999',
  },
  check({ manifest, graph, report }) {
    const requirement = requirementsOf(manifest).find(
      ({ key, minValues }) => key === ZONE && (minValues ?? 0) > 1,
    );
    const cause = requirement && zonal(graph);
    if (!requirement || !cause) return;
    report({
      path: [...requirement.path, 'minValues'],
      message: `${cause} gets a node of one zone, which cannot have ${requirement.minValues} of them: it stays pending`,
      fixes: proposal('Remove minValues', () => removeEntry(manifest, [...requirement.path, 'minValues'])),
    });
  },
});

function zonal(graph: ClusterGraph): string | undefined {
  const source = graph.podSources().find(settlesZone);
  return source && `${source.manifest.kind ?? ''} "${source.manifest.name ?? ''}"`;
}

const settlesZone = ({ manifest, template }: PodSource): boolean =>
  list(at(template, 'spec', 'topologySpreadConstraints')).some(
    (one) => text(at(one, 'topologyKey')) === ZONE && text(at(one, 'whenUnsatisfiable')) === 'DoNotSchedule',
  ) || list(at(manifest.value, 'spec', 'volumeClaimTemplates')).length > 0;
