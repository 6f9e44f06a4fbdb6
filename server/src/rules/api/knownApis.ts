/** Kinds that are written for clusters like these, and the API versions in which they are served now; and names that
 *  look like APIs and are none, with what was probably meant. */

/** Kind -> API versions, the one to use first. */
export const SERVED: Readonly<Record<string, readonly string[]>> = {
  Pod: ['v1'],
  Service: ['v1'],
  ConfigMap: ['v1'],
  Secret: ['v1'],
  ServiceAccount: ['v1'],
  Namespace: ['v1'],
  Node: ['v1'],
  LimitRange: ['v1'],
  ResourceQuota: ['v1'],
  PersistentVolume: ['v1'],
  PersistentVolumeClaim: ['v1'],
  Deployment: ['apps/v1'],
  StatefulSet: ['apps/v1'],
  DaemonSet: ['apps/v1'],
  ReplicaSet: ['apps/v1'],
  Job: ['batch/v1'],
  CronJob: ['batch/v1'],
  HorizontalPodAutoscaler: ['autoscaling/v2', 'autoscaling/v1'],
  PodDisruptionBudget: ['policy/v1'],
  PriorityClass: ['scheduling.k8s.io/v1'],
  StorageClass: ['storage.k8s.io/v1'],
  NodePool: ['karpenter.sh/v1'],
  NodeClaim: ['karpenter.sh/v1'],
  NodeOverlay: ['karpenter.sh/v1alpha1'],
  EC2NodeClass: ['karpenter.k8s.aws/v1'],
  ScaledObject: ['keda.sh/v1alpha1'],
  ScaledJob: ['keda.sh/v1alpha1'],
  TriggerAuthentication: ['keda.sh/v1alpha1'],
  ClusterTriggerAuthentication: ['keda.sh/v1alpha1'],
  VerticalPodAutoscaler: ['autoscaling.k8s.io/v1'],
  NodeReadinessRule: ['readiness.node.x-k8s.io/v1alpha1'],
  CronHorizontalPodAutoscaler: ['autoscaling.alibabacloud.com/v1beta1'],
};

/** API versions that were served once, or are elsewhere, and are not for the kind. Others may be custom resources. */
export const GONE: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2', 'v1', 'batch/v1'],
  StatefulSet: ['apps/v1beta1', 'apps/v1beta2', 'v1'],
  DaemonSet: ['extensions/v1beta1', 'apps/v1beta2', 'v1'],
  ReplicaSet: ['extensions/v1beta1', 'apps/v1beta2', 'v1'],
  Job: ['v1', 'apps/v1'],
  CronJob: ['batch/v1beta1', 'batch/v2alpha1', 'v1', 'apps/v1'],
  HorizontalPodAutoscaler: ['autoscaling/v2beta1', 'autoscaling/v2beta2', 'apps/v1', 'v1'],
  PodDisruptionBudget: ['policy/v1beta1', 'apps/v1', 'v1'],
  NodePool: [
    'karpenter.sh/v1beta1',
    'karpenter.sh/v1alpha5',
    'karpenter.k8s.aws/v1',
    'karpenter.k8s.aws/v1beta1',
  ],
  NodeClaim: ['karpenter.sh/v1beta1'],
  EC2NodeClass: ['karpenter.k8s.aws/v1beta1', 'karpenter.sh/v1', 'karpenter.k8s.aws/v1alpha1'],
  ScaledObject: ['keda.k8s.io/v1alpha1', 'keda.sh/v1'],
  ScaledJob: ['keda.k8s.io/v1alpha1', 'keda.sh/v1'],
  TriggerAuthentication: ['keda.k8s.io/v1alpha1', 'keda.sh/v1'],
};

/** Kinds that a product had under another name. */
export const RENAMED: Readonly<Record<string, string>> = {
  Provisioner: 'karpenter.sh/v1 NodePool',
  AWSNodeTemplate: 'karpenter.k8s.aws/v1 EC2NodeClass',
};

/** Kinds for which somebody made up an API. */
export const MADE_UP: Readonly<Record<string, string>> = {
  CronHPA:
    'a KEDA ScaledObject with a cron trigger (keda.sh/v1alpha1), or CronHorizontalPodAutoscaler (autoscaling.alibabacloud.com/v1beta1) of kubernetes-cronhpa-controller',
  CronHorizontalPodAutoscaler:
    'CronHorizontalPodAutoscaler is in autoscaling.alibabacloud.com/v1beta1 (kubernetes-cronhpa-controller)',
  NodeReadinessRule: 'NodeReadinessRule is in readiness.node.x-k8s.io/v1alpha1',
};
