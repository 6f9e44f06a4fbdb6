// The built-in kinds that are validated, and where OpenAPI describes them.

const builtIn = (group, version, kind, component, scope = 'Namespaced') => ({ group, version, kind, component, scope });

export const BUILT_IN = [
  builtIn('', 'v1', 'Pod', 'io.k8s.api.core.v1.Pod'),
  builtIn('', 'v1', 'PersistentVolumeClaim', 'io.k8s.api.core.v1.PersistentVolumeClaim'),
  builtIn('apps', 'v1', 'DaemonSet', 'io.k8s.api.apps.v1.DaemonSet'),
  builtIn('apps', 'v1', 'Deployment', 'io.k8s.api.apps.v1.Deployment'),
  builtIn('apps', 'v1', 'ReplicaSet', 'io.k8s.api.apps.v1.ReplicaSet'),
  builtIn('apps', 'v1', 'StatefulSet', 'io.k8s.api.apps.v1.StatefulSet'),
  builtIn('autoscaling', 'v1', 'HorizontalPodAutoscaler', 'io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler'),
  builtIn('autoscaling', 'v2', 'HorizontalPodAutoscaler', 'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler'),
  builtIn('batch', 'v1', 'CronJob', 'io.k8s.api.batch.v1.CronJob'),
  builtIn('batch', 'v1', 'Job', 'io.k8s.api.batch.v1.Job'),
  builtIn('policy', 'v1', 'PodDisruptionBudget', 'io.k8s.api.policy.v1.PodDisruptionBudget'),
  builtIn('scheduling.k8s.io', 'v1', 'PriorityClass', 'io.k8s.api.scheduling.v1.PriorityClass', 'Cluster'),
  builtIn('storage.k8s.io', 'v1', 'StorageClass', 'io.k8s.api.storage.v1.StorageClass', 'Cluster'),
];
