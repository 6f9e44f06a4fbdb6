/** G6: one pod behind a service. */
import { setEntry } from '../edits';
import { proposal } from '../proposals';
import { podLabels, podSource, namespaceOf, scalerMinimum, selects } from '../graph';
import { HPA, SCALED_OBJECT } from '../kinds';
import { at, isSet } from '../read';
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
    const labels = podLabels(podSource(target));
    const service = graph
      .ofKind('v1 Service')
      .find(
        (one) =>
          namespaceOf(one) === namespaceOf(target) &&
          isSet(at(one.value, 'spec', 'selector')) &&
          selects({ matchLabels: at(one.value, 'spec', 'selector') }, labels),
      );
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
