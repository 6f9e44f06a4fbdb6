/** G6: one pod behind a service. */
import type { Manifest } from '../../manifest/document';
import { labelMatcher } from '../../model/labelSelector';
import { perObject } from '../../util/perObject';
import { setEntry } from '../edits';
import { proposal } from '../proposals';
import { podLabels, podSource, namespaceOf, scalerMinimum, type ClusterGraph } from '../graph';
import { HPA, SCALED_OBJECT } from '../kinds';
import { at, isSet, record, textRecord } from '../read';
import { editRule } from '../rule';

export const servedHasSpare = editRule({
  id: 'hpa/served-has-spare',
  kinds: [HPA, SCALED_OBJECT],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'A scaler keeps at least two pods behind a Service.',
    why:
      'With a minimum of one, each eviction, each node that Karpenter replaces and each spot interruption takes the service ' +
      'away until the next pod is ready. Two pods and a PodDisruptionBudget of `maxUnavailable: 1` avoid that.',
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  },
  check({ manifest, graph, report }) {
    const target = graph.targetOf(manifest);
    if (!target || scalerMinimum(manifest) !== 1) return;
    const service = serviceBefore(target, graph);
    if (!service) return;
    const field = manifest.kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas';
    const path = ['spec', field];
    report({
      path: isSet(at(manifest.value, ...path)) ? path : ['spec'],
      mark: 'key',
      message: `Service "${service.name ?? ''}" has one pod at the minimum: it is gone while that pod moves`,
      fixes: proposal('Keep two pods', () => setEntry(manifest, ['spec'], field, '2')),
    });
  },
});

interface Numbered {
  readonly service: Manifest;
  readonly order: number;
}

/** By namespace and the first label that they select by: a pod has few labels, a cluster may have thousands of services. */
const servicesByLabel = perObject(
  (services: readonly Manifest[]): ReadonlyMap<string, readonly Numbered[]> => {
    const groups = new Map<string, Numbered[]>();
    for (const [order, service] of services.entries()) {
      const selector = at(service.value, 'spec', 'selector');
      if (!isSet(selector)) continue;
      const key = groupKey(namespaceOf(service), Object.entries(record(selector))[0]);
      const group = groups.get(key);
      if (group) group.push({ service, order });
      else groups.set(key, [{ service, order }]);
    }
    return groups;
  },
);

const groupKey = (namespace: string, label: readonly [string, unknown] | undefined): string =>
  JSON.stringify([namespace, ...(label ?? [])]);

/** The first Service that the pods of a workload are behind. */
function serviceBefore(workload: Manifest, graph: ClusterGraph): Manifest | undefined {
  const labels = podLabels(podSource(workload));
  const namespace = namespaceOf(workload);
  const services = servicesByLabel(graph.ofKind('v1 Service'));
  const candidates = [undefined, ...Object.entries(labels)].flatMap(
    (label) => services.get(groupKey(namespace, label)) ?? [],
  );
  const selecting = candidates.filter(({ service }) => {
    const matchLabels = textRecord(at(service.value, 'spec', 'selector'));
    return labelMatcher({ matchLabels, matchExpressions: [] })(labels);
  });
  return selecting.sort((a, b) => a.order - b.order)[0]?.service;
}
