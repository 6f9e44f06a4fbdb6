/** Kueue (kueue.x-k8s.io/v1beta1, v1beta2): what people write; names of both versions.
 *  @source kubernetes-sigs/kueue apis/kueue/v1beta2 */
import { below, type FieldDocs } from './fieldDoc';

const STOP_POLICY =
  '`None`: workloads are admitted. `Hold`: no new ones, those that run go on. `HoldAndDrain`: those that run are evicted as well.';

const weight = (what: string): FieldDocs => ({
  fairSharing: `How much of unused quota ${what} gets beside others, where Kueue's configuration switches fair sharing on.`,
  'fairSharing.weight': 'Share relative to the others; with 0, whatever the others leave.',
});

const RESOURCE_GROUPS: FieldDocs = {
  '': 'Quotas, by groups of resources that come from the same flavors.',
  '[]': 'Resources and the flavors that they come from. A resource or flavor is in one group only.',
  '[].coveredResources': 'Resources that this group has quotas for, such as `cpu` and `memory`.',
  '[].coveredResources[]': 'One resource.',
  '[].flavors': 'Flavors in the order in which they are tried for a workload.',
  '[].flavors[]': 'One flavor with its quotas.',
  '[].flavors[].name': 'Name of the ResourceFlavor. While it does not exist, the queue admits nothing.',
  '[].flavors[].resources': {
    text: 'A quota for each covered resource.',
    constraint: 'the same resources as `coveredResources`, in the same order',
  },
  '[].flavors[].resources[].name': 'The resource.',
  '[].flavors[].resources[].nominalQuota': {
    text: 'What workloads of this queue may use together. With Karpenter, what its NodePools may launch, not what runs now.',
    constraint: 'not negative',
  },
  '[].flavors[].resources[].borrowingLimit': {
    text: 'Most that may be borrowed from the cohort beyond the quota. Left out, no limit.',
    constraint: 'not negative; in a cohort alone',
  },
  '[].flavors[].resources[].lendingLimit': {
    text: 'Most of the unused quota that others of the cohort may borrow. Left out, all of it.',
    constraint: 'not negative; in a cohort alone',
  },
};

const COHORT = 'Cohort whose members lend each other unused quota. Left out, nothing is borrowed or lent.';

export const CLUSTER_QUEUE: FieldDocs = {
  spec: 'Quotas, and which workloads are admitted within them. Pods of a workload exist only after that, so Karpenter sees them only then.',
  ...below('spec', weight('this queue')),
  ...below('spec.resourceGroups', RESOURCE_GROUPS),
  'spec.cohort': COHORT,
  'spec.cohortName': COHORT,
  'spec.queueingStrategy':
    'Order within a priority, by age. `StrictFIFO`: one that does not fit holds up those behind it. `BestEffortFIFO`: those that fit go past it.',
  'spec.namespaceSelector': 'Namespaces that may use the queue: `{}` all of them; left out, none.',
  'spec.flavorFungibility': 'When the next flavor is tried.',
  'spec.flavorFungibility.whenCanBorrow': 'Where a flavor fits by borrowing only: take it or try the next.',
  'spec.flavorFungibility.whenCanPreempt':
    'Where a flavor fits by preempting others only: take it or try the next.',
  'spec.preemption': 'Which running workloads may be evicted for one that waits.',
  'spec.preemption.withinClusterQueue': 'Workloads of this queue.',
  'spec.preemption.reclaimWithinCohort':
    'Workloads of other queues of the cohort that use more than their quota.',
  'spec.preemption.borrowWithinCohort':
    'Whether a workload that has to borrow may evict workloads of other queues.',
  'spec.preemption.borrowWithinCohort.policy': 'Which workloads it may evict.',
  'spec.preemption.borrowWithinCohort.maxPriorityThreshold':
    'Only workloads of at most this priority. Left out, any that the policy allows.',
  'spec.admissionChecksStrategy': 'Checks that a workload must pass before it is admitted.',
  'spec.admissionChecksStrategy.admissionChecks[].name': 'Name of the AdmissionCheck.',
  'spec.admissionChecksStrategy.admissionChecks[].onFlavors': 'Flavors that the check is for. Left out, all.',
  'spec.stopPolicy': STOP_POLICY,
};

export const LOCAL_QUEUE: FieldDocs = {
  spec: 'Queue of one namespace. Jobs name it in the label `kueue.x-k8s.io/queue-name`.',
  ...below('spec', weight('this queue')),
  'spec.clusterQueue': {
    text: 'ClusterQueue that has the quotas. It must admit this namespace.',
    constraint: 'not changeable',
  },
  'spec.stopPolicy': STOP_POLICY,
};

export const COHORT_DOCS: FieldDocs = {
  spec: 'Queues that lend each other quota, and quota that belongs to all of them.',
  ...below('spec', weight('this cohort')),
  'spec.parentName': 'Cohort above this one. Left out, this one is the root. A circle stops all its members.',
  'spec.resourceGroups':
    "Quota of the cohort itself, on top of its queues' own. Limits say what passes between it and its parent.",
};

export const RESOURCE_FLAVOR: FieldDocs = {
  spec: 'A sort of node, such as spot or one with GPUs.',
  'spec.nodeLabels': {
    text: "Labels of the nodes. Pods that get the flavor get them as node selector: with Karpenter, labels that a NodePool's nodes have.",
    constraint: 'at most 8 entries',
  },
  'spec.nodeLabels.*': 'Value of the label.',
  'spec.nodeTaints': {
    text: 'Taints of the nodes. Workloads that do not tolerate them do not get the flavor, unless `tolerations` has the fitting ones. `PreferNoSchedule` is ignored.',
    constraint: 'at most 8',
  },
  'spec.tolerations': { text: 'Tolerations that pods with this flavor get.', constraint: 'at most 8' },
  'spec.topologyName': {
    text: 'Topology by which pods of a workload are kept together.',
    constraint: 'with `nodeLabels`',
  },
};

export const ADMISSION_CHECK: FieldDocs = {
  spec: 'A check outside of Kueue that workloads wait for.',
  'spec.controllerName': {
    text: 'Who decides, such as `kueue.x-k8s.io/provisioning-request`.',
    constraint: 'not empty, not changeable',
  },
  'spec.parameters': 'Object with the settings of the check.',
  'spec.parameters.apiGroup': 'API group of that object, without a version.',
  'spec.parameters.kind': 'Kind of that object.',
  'spec.parameters.name': 'Name of that object.',
};

export const PROVISIONING_REQUEST_CONFIG: FieldDocs = {
  spec: 'How capacity is asked for before a workload is admitted. ProvisioningRequests are answered by the Cluster Autoscaler, not by Karpenter.',
  'spec.provisioningClassName': 'How the capacity is to be provided.',
  'spec.parameters': 'Parameters of the provisioning class.',
  'spec.managedResources': 'Only pods that ask for one of these are part of the request. Left out, all.',
  'spec.retryStrategy': 'What happens when the capacity is not provided.',
  'spec.retryStrategy.backoffLimitCount':
    'How often it is tried again before the workload is deactivated; 0 for never.',
  'spec.retryStrategy.backoffBaseSeconds':
    'Seconds before the first new try; each later one waits twice as long.',
  'spec.retryStrategy.backoffMaxSeconds': 'Longest wait, in seconds.',
};

export const TOPOLOGY: FieldDocs = {
  spec: 'Levels in which nodes lie together.',
  'spec.levels': {
    text: 'Levels from the widest to the narrowest.',
    constraint: '1 to 16; each label once; `kubernetes.io/hostname` as the last only',
  },
  'spec.levels[].nodeLabel': 'Node label whose values are the domains of the level.',
};

export const WORKLOAD_PRIORITY_CLASS: FieldDocs = {
  value:
    'Priority of workloads in the queue; higher goes first. The priority of the pods is not changed by it.',
  description: 'What the class is for.',
};
