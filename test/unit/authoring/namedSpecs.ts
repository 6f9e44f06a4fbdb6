/** Kinds whose `spec` is inserted with what it must have, and what a person then types at its empty places. */
const IMAGE = ['image', 'registry.example.com/a:1'] as const;
const NAME = ['name', 'a'] as const;
const APP = ['app', 'a'] as const;

type Names = readonly (readonly [field: string, value: string])[];

export const NAMED: readonly (readonly [kind: string, apiVersion: string, names: Names])[] = [
  ['Job', 'batch/v1', [NAME, IMAGE]],
  ['CronJob', 'batch/v1', [NAME, IMAGE, ['schedule', '"@hourly"']]],
  ['Deployment', 'apps/v1', [NAME, IMAGE, APP]],
  ['StatefulSet', 'apps/v1', [NAME, IMAGE, APP]],
  ['DaemonSet', 'apps/v1', [NAME, IMAGE, APP]],
  ['Pod', 'v1', [NAME, IMAGE]],
  ['PersistentVolumeClaim', 'v1', []],
  ['PodDisruptionBudget', 'policy/v1', [APP]],
  ['HorizontalPodAutoscaler', 'autoscaling/v2', [NAME, ['maxReplicas', '3']]],
  ['CapacityBuffer', 'autoscaling.x-k8s.io/v1beta1', [NAME]],
  [
    'CronHorizontalPodAutoscaler',
    'autoscaling.alibabacloud.com/v1beta1',
    [NAME, ['targetSize', '3'], ['schedule', '"@daily"']],
  ],
  ['NodeReadinessRule', 'readiness.node.x-k8s.io/v1alpha1', [['type', 'example.com/Ready']]],
  ['ClusterQueue', 'kueue.x-k8s.io/v1beta2', [NAME]],
  ['LocalQueue', 'kueue.x-k8s.io/v1beta2', [['clusterQueue', 'a']]],
  ['ResourceFlavor', 'kueue.x-k8s.io/v1beta2', []],
  ['Topology', 'kueue.x-k8s.io/v1beta2', []],
  ['AdmissionCheck', 'kueue.x-k8s.io/v1beta2', []],
  ['NodeClass', 'eks.amazonaws.com/v1', [['Name', 'a']]],
];
