/** G8: two scalers that answer to the same usage. */
import type { Manifest } from '../../manifest/document';
import { namespaceOf, type ClusterGraph } from '../graph';
import { HPA } from '../kinds';
import { at, isSet, list, text, texts } from '../read';
import { editRule } from '../rule';

const VPA = 'autoscaling.k8s.io/v1 VerticalPodAutoscaler';

export const verticalScalerApart = editRule({
  id: 'hpa/vertical-scaler-apart',
  kinds: [HPA],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'An HPA and a VerticalPodAutoscaler do not scale one workload by the same resource.',
    why:
      'The HPA compares usage with the request, the VerticalPodAutoscaler changes the request by the same usage: each moves ' +
      'what the other measures, and the count swings. Leave the resource out of `controlledResources`, set its ' +
      '`updateMode` to Off, or scale by another metric.',
    source:
      'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md',
  },
  check({ manifest, graph, report }) {
    const scaler = verticalScaler(manifest, graph);
    if (!scaler) return;
    for (const [index, metric] of list(at(manifest.value, 'spec', 'metrics')).entries()) {
      const field = isSet(at(metric, 'containerResource')) ? 'containerResource' : 'resource';
      const resource = text(at(metric, field, 'name'));
      if (text(at(metric, field, 'target', 'type')) !== 'Utilization') continue;
      if (resource === undefined || !controls(scaler, resource)) continue;
      const path = ['spec', 'metrics', index];
      report({
        path,
        shownAt: [...path, field, 'name'],
        message: `VerticalPodAutoscaler "${scaler.name ?? ''}" changes the ${resource} request that this share is of`,
      });
    }
  },
});

function verticalScaler(hpa: Manifest, graph: ClusterGraph): Manifest | undefined {
  const target = at(hpa.value, 'spec', 'scaleTargetRef');
  return graph.ofKind(VPA).find((one) => {
    const other = at(one.value, 'spec', 'targetRef');
    const isSame = ['kind', 'name'].every((key) => text(at(other, key)) === text(at(target, key)));
    const mode = text(at(one.value, 'spec', 'updatePolicy', 'updateMode'));
    return namespaceOf(one) === namespaceOf(hpa) && isSame && mode !== 'Off' && isSet(at(target, 'name'));
  });
}

/** Without policies every container has both resources controlled. */
function controls(scaler: Manifest, resource: string): boolean {
  const policies = list(at(scaler.value, 'spec', 'resourcePolicy', 'containerPolicies'));
  if (policies.length === 0) return true;
  return policies.some((policy) => {
    const named = at(policy, 'controlledResources');
    return text(at(policy, 'mode')) !== 'Off' && (!isSet(named) || texts(named).includes(resource));
  });
}
