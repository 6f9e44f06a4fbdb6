/** The order in which people write the fields of some objects; those of other objects go by need, then by name. */
import { viewsOf } from '../views';

const ORDERS: Readonly<Record<string, readonly string[]>> = {
  'ObjectMeta ': ['name', 'namespace', 'labels', 'annotations'],
  'ClusterConfig root': [
    ...['metadata', 'managedNodeGroups', 'nodeGroups', 'iam', 'addons', 'vpc', 'availabilityZones'],
    ...['karpenter', 'autoModeConfig', 'fargateProfiles'],
  ],
  'ClusterConfig managedNodeGroups[]': [
    ...['name', 'instanceTypes', 'instanceType', 'desiredCapacity', 'minSize', 'maxSize', 'spot'],
    ...['privateNetworking', 'labels', 'taints', 'volumeSize', 'amiFamily', 'iam'],
  ],
  'ClusterConfig nodeGroups[]': [
    ...['name', 'instanceType', 'desiredCapacity', 'minSize', 'maxSize', 'privateNetworking'],
    ...['labels', 'taints', 'volumeSize', 'amiFamily', 'iam'],
  ],
  'NodePool spec': ['template', 'disruption', 'limits', 'weight'],
  'NodePool spec.disruption': ['consolidationPolicy', 'consolidateAfter', 'budgets'],
  'NodePool spec.disruption.budgets[]': ['nodes', 'schedule', 'duration', 'reasons'],
  'NodeClaim spec': [
    ...['nodeClassRef', 'requirements', 'taints', 'startupTaints', 'expireAfter', 'terminationGracePeriod'],
  ],
  'NodeClaim spec.requirements[]': ['key', 'operator', 'values', 'minValues'],
  'NodeClaim spec.nodeClassRef': ['group', 'kind', 'name'],
  'NodeClaim spec.taints[]': ['key', 'value', 'effect'],
  'NodeClaim spec.startupTaints[]': ['key', 'value', 'effect'],
  'HorizontalPodAutoscaler spec': ['scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics', 'behavior'],
  'ScaledObject spec': ['scaleTargetRef', 'minReplicaCount', 'maxReplicaCount', 'triggers', 'cooldownPeriod'],
  'HorizontalPodAutoscaler spec.scaleTargetRef': ['apiVersion', 'kind', 'name'],
  ...Object.fromEntries(
    ['scaleUp', 'scaleDown'].flatMap((way) => [
      [
        `HorizontalPodAutoscaler spec.behavior.${way}`,
        ['stabilizationWindowSeconds', 'policies', 'selectPolicy', 'tolerance'],
      ],
      [`HorizontalPodAutoscaler spec.behavior.${way}.policies[]`, ['type', 'value', 'periodSeconds']],
    ]),
  ),
  'ScaledObject spec.triggers[]': ['type', 'metadata', 'authenticationRef', 'metricType', 'name'],
  'ScaledJob spec': ['jobTargetRef', 'triggers', 'minReplicaCount', 'maxReplicaCount', 'pollingInterval'],
  'ScaledJob spec.scalingStrategy': ['strategy', 'multipleScalersCalculation', 'pendingPodConditions'],
  'ScaledJob spec.rollout': ['strategy', 'propagationPolicy'],
  'NodeClass spec.ephemeralStorage': ['size', 'iops', 'throughput', 'kmsKeyID'],
  'ClusterConfig managedNodeGroups[].taints[]': ['key', 'value', 'effect'],
  'ClusterConfig nodeGroups[].taints[]': ['key', 'value', 'effect'],
  'ClusterConfig iam': ['withOIDC', 'serviceAccounts', 'podIdentityAssociations'],
  'ClusterConfig iam.serviceAccounts[]': ['metadata', 'attachPolicyARNs', 'wellKnownPolicies', 'roleName'],
  'TriggerAuthentication spec': ['secretTargetRef', 'podIdentity', 'env', 'configMapTargetRef'],
  'TriggerAuthentication spec.env[]': ['parameter', 'name', 'containerName'],
  'TriggerAuthentication spec.secretTargetRef[]': ['parameter', 'name', 'key'],
  'TriggerAuthentication spec.configMapTargetRef[]': ['parameter', 'name', 'key'],
  'CapacityBuffer spec': ['scalableRef', 'podTemplateRef', 'replicas', 'percentage', 'limits'],
  'CapacityBuffer spec.scalableRef': ['apiGroup', 'kind', 'name'],
  'CronHorizontalPodAutoscaler spec': ['scaleTargetRef', 'jobs', 'excludeDates'],
  'CronHorizontalPodAutoscaler spec.scaleTargetRef': ['apiVersion', 'kind', 'name'],
  'NodeReadinessRule spec.conditions[]': ['type', 'requiredStatus', 'defaultStatus'],
  'ClusterQueue spec': [
    ...['namespaceSelector', 'resourceGroups', 'cohortName', 'queueingStrategy', 'preemption'],
  ],
  'ResourceFlavor spec': ['nodeLabels', 'nodeTaints', 'tolerations', 'topologyName'],
  'NodeClass spec': [
    ...['role', 'subnetSelectorTerms', 'securityGroupSelectorTerms', 'ephemeralStorage', 'networkPolicy'],
  ],
  'StatefulSet spec': ['replicas', 'serviceName', 'selector', 'template', 'volumeClaimTemplates'],
  'CronJob spec': ['schedule', 'timeZone', 'concurrencyPolicy', 'jobTemplate'],
  'PersistentVolumeClaim spec': ['accessModes', 'storageClassName', 'resources'],
  'PodDisruptionBudget spec': ['maxUnavailable', 'minAvailable', 'selector'],
  'Deployment spec.strategy': ['type', 'rollingUpdate'],
  'StatefulSet spec.updateStrategy': ['type', 'rollingUpdate'],
  'DaemonSet spec.updateStrategy': ['type', 'rollingUpdate'],
  'Deployment spec': ['replicas', 'selector', 'template', 'strategy'],
  'EC2NodeClass spec': [
    ...['role', 'amiSelectorTerms', 'subnetSelectorTerms', 'securityGroupSelectorTerms'],
    ...['blockDeviceMappings', 'kubelet', 'userData', 'tags'],
  ],
  'EC2NodeClass spec.amiSelectorTerms[]': ['alias', 'tags', 'id', 'name', 'owner', 'ssmParameter'],
  'EC2NodeClass spec.subnetSelectorTerms[]': ['tags', 'id'],
  'EC2NodeClass spec.securityGroupSelectorTerms[]': ['tags', 'name', 'id'],
  'EC2NodeClass spec.blockDeviceMappings[]': ['deviceName', 'ebs', 'rootVolume'],
  'EC2NodeClass spec.blockDeviceMappings[].ebs': [
    ...['volumeSize', 'volumeType', 'encrypted', 'iops', 'throughput', 'deleteOnTermination', 'kmsKeyID'],
  ],
  'EC2NodeClass spec.kubelet': [
    ...['maxPods', 'podsPerCore', 'kubeReserved', 'systemReserved', 'evictionHard', 'evictionSoft'],
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
  'Pod spec.affinity.nodeAffinity': ['requiredDuringSchedulingIgnoredDuringExecution'],
  'Pod spec.affinity.podAffinity': ['requiredDuringSchedulingIgnoredDuringExecution'],
  'Pod spec.affinity.podAntiAffinity': ['requiredDuringSchedulingIgnoredDuringExecution'],
  'Pod spec.tolerations[]': ['key', 'operator', 'value', 'effect'],
  'Pod spec.volumes[]': ['name', 'persistentVolumeClaim', 'configMap', 'secret', 'emptyDir', 'projected'],
};

/** The place of a field among those around it, from 0; undefined when no order names it. */
export function orderOf(kind: string, parent: readonly string[], name: string): number | undefined {
  if (parent.length === 0) {
    const place = (ORDERS[`${kind} root`] ?? ['metadata', 'spec']).indexOf(name);
    return place >= 0 ? place : undefined;
  }
  for (const view of viewsOf(kind, parent)) {
    const place = ORDERS[`${view.kind} ${view.pattern}`]?.indexOf(name) ?? -1;
    if (place >= 0) return place;
  }
  return undefined;
}
