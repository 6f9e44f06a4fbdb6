/** Kinds that exist elsewhere: none of them is a slip for one of ours. Names only. */
import { ownValue } from '../util/own';

/** Built-in kinds and common ones that look like a misspelling of a kind we know. */
export const FOREIGN_KINDS: ReadonlySet<string> = new Set([
  'Service',
  'Secret',
  'ConfigMap',
  'Namespace',
  'Node',
  'Event',
  'Endpoints',
  'Ingress',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'ServiceAccount',
  'LimitRange',
  'ResourceQuota',
  'PersistentVolume',
  'PodTemplate',
  'ReplicationController',
  'ControllerRevision',
  'List',
  'Binding',
  'Lease',
  'EndpointSlice',
  'NetworkPolicy',
  'IngressClass',
  'CSIDriver',
  'CSINode',
  'RuntimeClass',
  'FlowSchema',
  'APIService',
  'Workload',
  'Rollout',
  'EC2NodeTemplate',
  'Provisioner',
  'Machine',
  'PodMonitor',
  'ServiceMonitor',
  'Kustomization',
  'Component',
  'Job',
  'Task',
  'Pipeline',
  'Cluster',
  'NodeConfig',
  'PodGroup',
  'Queue',
  'JobSet',
  'CronTab',
  'PodPreset',
  'PodSecurityPolicy',
  'VerticalPodAutoscaler',
]);

/** Names of our kinds that are common words: another group has its own kind of that name. */
export const COMMON_NAMES: ReadonlySet<string> = new Set(['ClusterConfig', 'NodeClass']);

/** Groups that own a kind of the same name as one of ours. */
const SAME_NAME: Readonly<Record<string, readonly string[]>> = {
  Job: ['batch.volcano.sh', 'flow.volcano.sh', 'nomad.hashicorp.com'],
  Topology: ['topology.node.k8s.io'],
  CronJob: ['batch'],
  Cohort: [],
};

/** Whether `group` is known to have its own kind of that name. */
export const foreignGroupOf = (kind: string, group: string): boolean =>
  ownValue(SAME_NAME, kind)?.includes(group) ?? false;

const KARPENTER_V1 = 'Karpenter has read no such object since 1.0';

/** Kinds of earlier releases, by group and kind, and names people use for a kind of ours. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  'karpenter.sh Provisioner': `${KARPENTER_V1}; its place is taken by NodePool in karpenter.sh/v1`,
  'karpenter.sh Machine': `${KARPENTER_V1}; its place is taken by NodeClaim in karpenter.sh/v1`,
  'karpenter.k8s.aws AWSNodeTemplate': `${KARPENTER_V1}; its place is taken by EC2NodeClass in karpenter.k8s.aws/v1`,
};
const CRON_HPA =
  'no API has a kind of that name; there are cron triggers of a ScaledObject in keda.sh/v1alpha1, and CronHorizontalPodAutoscaler in autoscaling.alibabacloud.com/v1beta1';

/** What to use instead of a kind that is gone or never was; undefined for others. */
export const successorOf = (kind: string, group: string): string | undefined =>
  kind === 'CronHPA' ? CRON_HPA : SUCCESSORS[`${group} ${kind}`];
