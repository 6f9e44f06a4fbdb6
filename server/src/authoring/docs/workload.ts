/** Fields of the kinds that make pods, beyond the pods themselves; claims, storage and priority classes. */
import type { FieldDocs } from './fieldDoc';

const REPLICAS = {
  text: 'Number of pods. Leave it out when an HPA or ScaledObject sets it, or every apply sets it back.',
  default: '1',
  constraint: 'not negative',
};
const SELECTOR = {
  text: 'Labels by which the controller finds its pods. Cannot be changed.',
  constraint: 'must match the labels of the template',
};
const TEMPLATE = 'The pods that are made.';

export const DEPLOYMENT: FieldDocs = {
  spec: 'How many pods of which kind, and how they are replaced.',
  'spec.replicas': REPLICAS,
  'spec.selector': SELECTOR,
  'spec.template': TEMPLATE,
  'spec.strategy': 'How pods are replaced when the template changes.',
  'spec.strategy.type': {
    text: '`RollingUpdate` bit by bit, `Recreate` all at once with a gap.',
    default: '`RollingUpdate`',
  },
  'spec.strategy.rollingUpdate': 'How many pods may be added and missing on the way.',
  'spec.strategy.rollingUpdate.maxSurge': {
    text: 'Pods beyond `replicas` during a rollout, rounded up: nodes may be launched for them.',
    default: '25%',
  },
  'spec.strategy.rollingUpdate.maxUnavailable': {
    text: 'Pods that may be missing during a rollout, rounded down.',
    default: '25%',
    constraint: 'not 0 together with `maxSurge` 0',
  },
  'spec.minReadySeconds': { text: 'Seconds that a pod must be ready to count as available.', default: '0' },
  'spec.progressDeadlineSeconds': {
    text: 'Seconds without progress after which a rollout counts as failed.',
    default: '600',
    constraint: 'above `minReadySeconds`',
  },
  'spec.revisionHistoryLimit': { text: 'Old ReplicaSets that are kept for going back.', default: '10' },
  'spec.paused': 'Changes of the template are not rolled out.',
};

export const STATEFUL_SET: FieldDocs = {
  spec: 'How many pods with a lasting identity, and their volumes.',
  'spec.replicas': REPLICAS,
  'spec.selector': SELECTOR,
  'spec.template': TEMPLATE,
  'spec.serviceName': 'Headless Service that gives the pods their names in DNS.',
  'spec.podManagementPolicy': {
    text: '`OrderedReady` one after the other, `Parallel` all at once.',
    default: '`OrderedReady`',
  },
  'spec.volumeClaimTemplates':
    'Claims that each pod gets, named `<claim>-<pod>`. Once bound to a zone, the pod can only run there.',
  'spec.persistentVolumeClaimRetentionPolicy': 'Whether the claims of pods that go are deleted.',
  'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': {
    text: 'When the StatefulSet is deleted: `Retain` or `Delete`.',
    default: '`Retain`',
  },
  'spec.persistentVolumeClaimRetentionPolicy.whenScaled': {
    text: 'When there are fewer replicas: `Retain` or `Delete`.',
    default: '`Retain`',
  },
  'spec.ordinals.start': { text: 'Number of the first pod.', default: '0' },
  'spec.updateStrategy': 'How pods are replaced when the template changes.',
  'spec.updateStrategy.type': {
    text: '`RollingUpdate` one after the other, from the last, or `OnDelete` when somebody deletes them.',
    default: '`RollingUpdate`',
  },
  'spec.updateStrategy.rollingUpdate.partition': {
    text: 'Only pods with this number or a higher one are replaced.',
    default: '0',
  },
  'spec.minReadySeconds': { text: 'Seconds that a pod must be ready to count as available.', default: '0' },
  'spec.revisionHistoryLimit': { text: 'Old templates that are kept for going back.', default: '10' },
};

export const DAEMON_SET: FieldDocs = {
  spec: 'One pod on every node that it tolerates and selects. Karpenter adds its requests to every node it plans.',
  'spec.selector': SELECTOR,
  'spec.template': TEMPLATE,
  'spec.updateStrategy': 'How pods are replaced when the template changes.',
  'spec.updateStrategy.type': {
    text: '`RollingUpdate` node by node, or `OnDelete` when somebody deletes them.',
    default: '`RollingUpdate`',
  },
  'spec.updateStrategy.rollingUpdate.maxUnavailable': {
    text: 'Nodes that may be without their pod during a rollout: a number, or a share, rounded up.',
    default: '1',
    constraint: 'not 0 together with `maxSurge` 0',
  },
  'spec.updateStrategy.rollingUpdate.maxSurge': {
    text: 'Nodes that may have the old and the new pod at once: they must have room for both.',
    default: '0',
    constraint: 'not above 0 together with `maxUnavailable` above 0',
  },
  'spec.minReadySeconds': { text: 'Seconds that a pod must be ready to count as available.', default: '0' },
};

export const REPLICA_SET: FieldDocs = {
  spec: 'How many pods of which kind.',
  'spec.replicas': REPLICAS,
  'spec.selector': SELECTOR,
  'spec.template': TEMPLATE,
};

export const JOB: FieldDocs = {
  spec: 'Pods that run to an end.',
  'spec.template': TEMPLATE,
  'spec.parallelism': { text: 'Pods that run at the same time.', default: '1' },
  'spec.completions': {
    text: 'Pods that must succeed. Left out while `parallelism` is given: pods share the work, and after the first success no new ones are made.',
    default: '1, where `parallelism` is left out too',
    constraint: 'not negative; required with completion mode `Indexed`',
  },
  'spec.completionMode': {
    text: '`Indexed` gives each pod a number, `NonIndexed` makes them interchangeable.',
    default: '`NonIndexed`',
  },
  'spec.backoffLimit': {
    text: 'Retries after which the Job fails. A pod lost to a node that goes away counts, unless `podFailurePolicy` ignores disruptions.',
    default: '6',
  },
  'spec.backoffLimitPerIndex': {
    text: 'Retries of an index after which it is given up, while the others go on. Made for `restartPolicy: Never`.',
    constraint: 'with completion mode `Indexed`',
  },
  'spec.maxFailedIndexes': {
    text: 'Failed indexes after which the whole Job fails.',
    constraint: 'with `backoffLimitPerIndex`; not above `completions`',
  },
  'spec.activeDeadlineSeconds': {
    text: 'Seconds after which the Job is ended.',
    constraint: 'not negative',
  },
  'spec.ttlSecondsAfterFinished': 'Seconds after which a finished Job is deleted; left out, never.',
  'spec.suspend': 'No pods are made; those that run are deleted.',
  'spec.podFailurePolicy': {
    text: 'What a failed pod means, by exit code or condition. With `DisruptionTarget` ignored, moving pods costs no retries.',
    constraint: 'with `restartPolicy: Never`',
  },
  'spec.podFailurePolicy.rules': {
    text: 'Tried in order; the first that matches counts.',
    constraint: 'at most 20',
  },
  'spec.podFailurePolicy.rules[].action':
    '`FailJob`, `FailIndex` (with `backoffLimitPerIndex`), `Ignore` (not counted) or `Count`.',
  'spec.podFailurePolicy.rules[].onExitCodes': 'Exit codes that the rule is for.',
  'spec.podFailurePolicy.rules[].onPodConditions': 'Conditions of the pod that the rule is for.',
  'spec.podFailurePolicy.rules[].onPodConditions[].type':
    'Type of the condition; `DisruptionTarget` when the pod had to go.',
  'spec.podFailurePolicy.rules[].onPodConditions[].status': {
    text: 'Status of the condition.',
    default: '`True`',
  },
  'spec.podReplacementPolicy': {
    text: 'When a replacement is made: `TerminatingOrFailed` as soon as the old pod is being deleted, `Failed` when it has ended.',
    default: '`TerminatingOrFailed`; `Failed` with `podFailurePolicy`',
    constraint: '`TerminatingOrFailed`, `Failed`; with `podFailurePolicy` only `Failed`',
  },
  'spec.successPolicy': {
    text: 'When an indexed Job has succeeded before all indexes have.',
    constraint: 'with completion mode `Indexed`',
  },
  'spec.manualSelector': 'Take the given selector instead of making one up.',
  'spec.selector': 'Made up by the cluster.',
  'spec.managedBy': "Controller that runs the Job, where it is not the cluster's own.",
};

export const CRON_JOB: FieldDocs = {
  spec: 'Starts Jobs on a schedule.',
  'spec.schedule': {
    text: 'Five cron fields, or a shorthand such as `@hourly`.',
    constraint: 'without `TZ=`; see `timeZone`',
  },
  'spec.timeZone': {
    text: 'Time zone of the schedule, such as `Europe/Berlin`.',
    default: 'that of the controller, mostly UTC',
  },
  'spec.concurrencyPolicy': {
    text: 'When the last Job still runs: `Allow` another, `Forbid` it, or `Replace` the last.',
    default: '`Allow`',
  },
  'spec.startingDeadlineSeconds':
    'Seconds that a start may be late before it is skipped. Below 10 a start may be missed, since the controller looks every 10 seconds.',
  'spec.suspend': 'No Jobs are started.',
  'spec.jobTemplate': 'The Job that is started.',
  'spec.successfulJobsHistoryLimit': { text: 'Completed Jobs that are kept.', default: '3' },
  'spec.failedJobsHistoryLimit': { text: 'Failed Jobs that are kept.', default: '1' },
};

export const CLAIM: FieldDocs = {
  spec: 'How much storage of which kind.',
  'spec.accessModes':
    '`ReadWriteOnce` for one node (EBS), `ReadWriteMany` and `ReadOnlyMany` for several (EFS), `ReadWriteOncePod` for one pod.',
  'spec.accessModes[]': 'One access mode.',
  'spec.resources.requests': 'Size of the volume: `storage`.',
  'spec.resources.requests.*': 'A quantity, such as `20Gi`.',
  'spec.storageClassName': {
    text: 'StorageClass that makes the volume. The empty string: none, only volumes that exist.',
    default: 'the default StorageClass',
  },
  'spec.volumeName': 'Volume that the claim is bound to.',
  'spec.volumeMode': { text: '`Filesystem`, or `Block` for the raw device.', default: '`Filesystem`' },
};

export const STORAGE_CLASS: FieldDocs = {
  provisioner: 'Driver that makes the volumes: `ebs.csi.aws.com` for EBS, `efs.csi.aws.com` for EFS.',
  parameters: 'Parameters of the driver, such as `type: gp3`.',
  volumeBindingMode: {
    text: '`WaitForFirstConsumer` makes the volume where the pod is scheduled. `Immediate` chooses a zone before, which may be one where the pod cannot run.',
    default: '`Immediate`',
  },
  allowedTopologies: 'Zones in which volumes may be made; pods that use them are tied to these.',
  reclaimPolicy: {
    text: 'What happens to the volume after its claim: `Delete` or `Retain`.',
    default: '`Delete`',
  },
  allowVolumeExpansion: 'Whether claims may grow.',
};

export const PRIORITY_CLASS: FieldDocs = {
  value: {
    text: 'The priority; higher goes first and may push lower off a node.',
    constraint: 'up to 1000000000; cannot be changed',
  },
  globalDefault: 'Used by pods that name no class; at most one class.',
  preemptionPolicy: {
    text: '`PreemptLowerPriority`, or `Never` to only go first in the queue.',
    default: '`PreemptLowerPriority`',
  },
  description: 'What the class is for.',
};
