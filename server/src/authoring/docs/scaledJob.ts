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
  'spec.jobTargetRef.template.spec.restartPolicy': {
    text: 'When containers are started again: `OnFailure` or `Never`.',
    default: '`OnFailure`, set by KEDA',
  },
  'spec.minReplicaCount': {
    text: 'Jobs that run even without work. More than `maxReplicaCount` counts as `maxReplicaCount`.',
    default: '0',
  },
  'spec.maxReplicaCount': {
    text: 'Most Jobs that run at the same time. Left out, 100 beyond `minReplicaCount`.',
    default: '100',
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
  'spec.rolloutStrategy': 'Deprecated, the old place of `rollout.strategy`. With both, this one counts.',
  'spec.scalingStrategy': 'How the number of new Jobs follows from the length of the queue.',
  'spec.scalingStrategy.strategy': {
    text: 'New Jobs at each look, from those that the queue calls for. `default`: less the running ones. `accurate`: less only those whose pod has not started, for queues that hide messages being worked on. `eager`: all of them while there is room below the maximum. `custom`: by `customScalingQueueLengthDeduction` and `customScalingRunningJobPercentage`.',
    default: '`default`',
  },
  'spec.scalingStrategy.customScalingQueueLengthDeduction': {
    text: 'With strategy `custom`: taken off the number of Jobs that the queue calls for.',
    default: '0',
  },
  'spec.scalingStrategy.customScalingRunningJobPercentage': {
    text: 'With strategy `custom`: share of the running Jobs that is taken off; `"1"` takes off all, as `default` does. Left out or not a number, the strategy is `default`.',
    constraint: 'a number as a string, such as `"0.5"`',
  },
  'spec.scalingStrategy.multipleScalersCalculation': {
    text: 'Which of several active triggers counts: the one with the longest queue, the one with the shortest, or their average or sum.',
    default: '`max`',
  },
  'spec.scalingStrategy.pendingPodConditions': {
    text: 'Pod conditions that must all be true for a Job to count as running rather than pending. Strategies `accurate` and `eager` look at this.',
    default: 'a pod of the Job runs or has succeeded',
  },
  'spec.scalingStrategy.pendingPodConditions[]': 'One pod condition, such as `PodScheduled`.',
  'spec.triggers': 'Sources of work. Their target value is how much of the queue one Job takes.',
  'spec.triggers[].metricType': 'Not for a ScaledJob: with it, scaling does not start.',
  'spec.triggers[].useCachedMetrics': 'Has no effect in a ScaledJob.',
  'spec.triggers[].authenticationRef.name':
    'Object that holds the credentials: in the namespace of the ScaledJob, unless `kind` says ClusterTriggerAuthentication.',
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
