/** ScaledJob (keda.sh/v1alpha1), its own fields: the Job's are documented with the Job, triggers with the ScaledObject. */
import type { FieldDocs } from './fieldDoc';

export const SCALED_JOB: FieldDocs = {
  spec: 'Starts Jobs as long as triggers ask for work.',
  'spec.envSourceContainerName': {
    text: 'Container whose environment `…FromEnv` parameters are read from.',
    default: 'the first container',
  },
  'spec.failedJobsHistoryLimit': { text: 'Failed Jobs that are kept.', default: '100' },
  'spec.successfulJobsHistoryLimit': { text: 'Completed Jobs that are kept.', default: '100' },
  'spec.jobTargetRef': 'The Job that is started, as the `spec` of a Job.',
  'spec.minReplicaCount': { text: 'Jobs that run even without work.', default: '0' },
  'spec.maxReplicaCount': {
    text: 'Most Jobs that run at the same time.',
    default: '100',
    constraint: 'not below `minReplicaCount`',
  },
  'spec.pollingInterval': {
    text: 'Seconds between two looks at the triggers; each look may start Jobs.',
    default: '30',
  },
  'spec.rollout': 'What happens to running Jobs when the ScaledJob changes.',
  'spec.rollout.propagationPolicy': {
    text: 'How Jobs are deleted on an immediate rollout: `background`, or `foreground` to wait for their pods.',
    default: '`background`',
  },
  'spec.rollout.strategy': {
    text: '`gradual` lets running Jobs finish, `immediate` deletes them.',
    default: '`immediate`',
  },
  'spec.rolloutStrategy': 'Old place of `rollout.strategy`.',
  'spec.scalingStrategy': 'How the number of new Jobs follows from the length of the queue.',
  'spec.scalingStrategy.strategy': {
    text: '`default`: queue length less running Jobs. `accurate`: for queues that hide messages being worked on. `eager`: fills up to the maximum at once. `custom`: by the two numbers below.',
    default: '`default`',
  },
  'spec.scalingStrategy.customScalingQueueLengthDeduction':
    "With strategy `custom`: taken off the queue's length.",
  'spec.scalingStrategy.customScalingRunningJobPercentage': {
    text: 'With strategy `custom`: share of the running Jobs that counts as done work.',
    constraint: 'a number as a string, such as `"0.5"`',
  },
  'spec.scalingStrategy.multipleScalersCalculation': {
    text: 'How several triggers are joined: the largest demand, the smallest, their average or sum.',
    default: '`max`',
  },
  'spec.scalingStrategy.pendingPodConditions':
    'Pod conditions that must all be true for a Job to count as running rather than pending.',
  'spec.scalingStrategy.pendingPodConditions[]': 'One pod condition, such as `PodScheduled`.',
  status: 'What KEDA last saw; written by KEDA.',
  'status.Paused': 'Whether an annotation pauses it.',
  'status.authenticationsTypes': 'Authentication kinds in use.',
  'status.externalMetricNames': 'Metrics that the triggers publish.',
  'status.externalMetricNames[]': 'One metric.',
  'status.lastActiveTime': 'When a trigger was last active.',
  'status.triggersActivity': 'Which triggers are active.',
  'status.triggersActivity.*': 'One trigger.',
  'status.triggersActivity.*.isActive': 'Whether it is active.',
  'status.triggersTypes': 'Types of the triggers.',
};
