/** The kinds that rules speak of, as `<apiVersion> <kind>`: a rule never runs on a version it was not written for. */

export const NODE_POOL = 'karpenter.sh/v1 NodePool';
export const NODE_CLASS = 'karpenter.k8s.aws/v1 EC2NodeClass';
/** Of EKS Auto Mode. */
export const AUTO_MODE_NODE_CLASS = 'eks.amazonaws.com/v1 NodeClass';
export const HPA = 'autoscaling/v2 HorizontalPodAutoscaler';
export const HPA_V1 = 'autoscaling/v1 HorizontalPodAutoscaler';
export const SCALED_OBJECT = 'keda.sh/v1alpha1 ScaledObject';
export const SCALED_JOB = 'keda.sh/v1alpha1 ScaledJob';
export const TRIGGER_AUTHENTICATION = 'keda.sh/v1alpha1 TriggerAuthentication';
export const CLUSTER_TRIGGER_AUTHENTICATION = 'keda.sh/v1alpha1 ClusterTriggerAuthentication';
export const PDB = 'policy/v1 PodDisruptionBudget';
export const DEPLOYMENT = 'apps/v1 Deployment';
export const STATEFUL_SET = 'apps/v1 StatefulSet';
export const REPLICA_SET = 'apps/v1 ReplicaSet';
export const DAEMON_SET = 'apps/v1 DaemonSet';
export const JOB = 'batch/v1 Job';
export const CRON_JOB = 'batch/v1 CronJob';
export const POD = 'v1 Pod';

export const PRIORITY_CLASS = 'scheduling.k8s.io/v1 PriorityClass';
export const CLAIM = 'v1 PersistentVolumeClaim';
export const CRON_HPA = 'autoscaling.alibabacloud.com/v1beta1 CronHorizontalPodAutoscaler';
export const READINESS_RULE = 'readiness.node.x-k8s.io/v1alpha1 NodeReadinessRule';

/** Kinds of Kueue, in both of the versions that it serves. */
const kueue = (kind: string): readonly string[] => [
  `kueue.x-k8s.io/v1beta1 ${kind}`,
  `kueue.x-k8s.io/v1beta2 ${kind}`,
];
export const CLUSTER_QUEUES = kueue('ClusterQueue');
export const LOCAL_QUEUES = kueue('LocalQueue');
export const RESOURCE_FLAVORS = kueue('ResourceFlavor');
export const ADMISSION_CHECKS = kueue('AdmissionCheck');

/** Workloads whose pods Karpenter makes room for, in the order in which a bare name is looked up. */
export const WORKLOADS = [DEPLOYMENT, STATEFUL_SET, REPLICA_SET, DAEMON_SET, JOB, CRON_JOB, POD] as const;

/** Workloads that run until they are scaled in or deleted. */
export const SERVICES = [DEPLOYMENT, STATEFUL_SET, REPLICA_SET] as const;
