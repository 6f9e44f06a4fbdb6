/** The order in which people write the fields of some objects; those of other objects go by need, then by name. */
import { viewsOf } from '../views';

const ORDERS: Readonly<Record<string, readonly string[]>> = {
  'HorizontalPodAutoscaler spec': ['scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics', 'behavior'],
  'ScaledObject spec': ['scaleTargetRef', 'minReplicaCount', 'maxReplicaCount', 'triggers', 'cooldownPeriod'],
  'PodDisruptionBudget spec': ['maxUnavailable', 'minAvailable', 'selector'],
  'Deployment spec': ['replicas', 'selector', 'template', 'strategy'],
  'EC2NodeClass spec': [
    ...['role', 'amiSelectorTerms', 'subnetSelectorTerms', 'securityGroupSelectorTerms'],
    ...['blockDeviceMappings', 'kubelet', 'userData', 'tags'],
  ],
  'Pod spec': [
    ...['containers', 'initContainers', 'nodeSelector', 'affinity', 'tolerations'],
    ...['topologySpreadConstraints', 'priorityClassName', 'serviceAccountName'],
    ...['terminationGracePeriodSeconds', 'volumes'],
  ],
  'Pod spec.containers[]': [
    ...['name', 'image', 'command', 'args', 'ports', 'env', 'resources'],
    ...['readinessProbe', 'livenessProbe', 'volumeMounts'],
  ],
};

/** The place of a field among those around it, from 0; undefined when no order names it. */
export function orderOf(kind: string, parent: readonly string[], name: string): number | undefined {
  for (const view of viewsOf(kind, parent)) {
    const place = ORDERS[`${view.kind} ${view.pattern}`]?.indexOf(name) ?? -1;
    if (place >= 0) return place;
  }
  return undefined;
}
