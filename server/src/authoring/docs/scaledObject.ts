/** ScaledObject (keda.sh/v1alpha1). HPA behavior is documented with the HPA, conditions with all kinds. */
import type { FieldDocs } from './fieldDoc';

/** Also those of a ScaledJob. */
const TRIGGERS: FieldDocs = {
  'spec.triggers': {
    text: 'What scales the target. It is active when any trigger is; of the sizes that they ask for, the largest counts, unless `scalingModifiers` joins them.',
    constraint: 'at least one',
  },
  'spec.triggers[]': 'One source of events or metrics.',
  'spec.triggers[].authenticationRef': "Where the trigger's credentials come from.",
  'spec.triggers[].authenticationRef.kind': {
    text: '`TriggerAuthentication` of the same namespace, or a `ClusterTriggerAuthentication`.',
    default: '`TriggerAuthentication`',
  },
  'spec.triggers[].authenticationRef.name':
    'Object that holds the credentials: in the namespace of the ScaledObject, unless `kind` says ClusterTriggerAuthentication.',
  'spec.triggers[].metadata': 'Parameters of the scaler; which there are depends on `type`.',
  'spec.triggers[].metadata.*': {
    text: 'Value of the parameter.',
    constraint: 'a string: quote numbers and booleans',
  },
  'spec.triggers[].metricType': {
    text: '`AverageValue`: the target is per replica. `Value`: altogether. `Utilization`: percent of the request, for `cpu` and `memory` only.',
    default: '`AverageValue`; for `cpu` and `memory` it must be given',
  },
  'spec.triggers[].name': {
    text: 'Name of the trigger, for `scalingModifiers.formula`.',
    constraint: 'unique within the object',
  },
  'spec.triggers[].type': 'The scaler: `cron`, `prometheus`, `aws-sqs-queue`, `kafka`, `cpu`, …',
  'spec.triggers[].useCachedMetrics': {
    text: 'Answer the HPA with what the last poll read, instead of asking the source each time. Saves requests; values are up to `pollingInterval` old.',
    default: '`false`',
    constraint: 'not for `cpu`, `memory`, `cron`',
  },
};

export const SCALED_OBJECT: FieldDocs = {
  ...TRIGGERS,
  spec: 'What is scaled by which triggers. KEDA makes an HPA of it, and scales to and from zero itself.',
  'spec.scaleTargetRef': 'The workload that is scaled. It must not have an HPA or ScaledObject besides.',
  'spec.scaleTargetRef.apiVersion': {
    text: 'API group and version that `kind` is looked up in; needed for custom resources with a scale subresource.',
    default: '`apps/v1`',
  },
  'spec.scaleTargetRef.kind': {
    text: 'Kind of the workload; anything with a scale subresource.',
    default: '`Deployment`',
  },
  'spec.scaleTargetRef.name': 'Name of the workload, in the same namespace.',
  'spec.scaleTargetRef.envSourceContainerName': {
    text: 'Container whose environment `…FromEnv` parameters are read from.',
    default: 'the first container',
  },
  'spec.pollingInterval': {
    text: 'Seconds between two looks at the triggers while the target is at zero. Above zero the HPA asks every 15 seconds, whatever this says.',
    default: '30',
  },
  'spec.cooldownPeriod': {
    text: "Seconds after the last active trigger before the target goes to zero, or to `idleReplicaCount`. Between minimum and maximum the HPA's own windows count.",
    default: '300',
  },
  'spec.initialCooldownPeriod': {
    text: 'Seconds after the object was made before it may go to zero. 0: a target without active trigger is emptied at the first poll.',
    default: '0',
  },
  'spec.idleReplicaCount': {
    text: 'Replicas while no trigger is active, below the minimum.',
    constraint: 'below `minReplicaCount`; only 0 works',
  },
  'spec.minReplicaCount': {
    text: 'Fewest replicas while a trigger is active. 0: the target is emptied when none is, and starts with 1.',
    default: '0',
  },
  'spec.maxReplicaCount': {
    text: 'Most replicas that the HPA may ask for. The default is high: it is also what the bill can grow to.',
    default: '100',
    constraint: 'not below `minReplicaCount`',
  },
  'spec.fallback': {
    text: 'Replicas when a trigger cannot be read. Without it, replicas stay as they are. For metric type `Value` it works only while a pod is ready.',
    constraint: 'a trigger other than `cpu` and `memory`, or a formula',
  },
  'spec.fallback.behavior':
    '`static`: `replicas`. `currentReplicas`: as they are. `currentReplicasIfHigher`, `currentReplicasIfLower`: the larger or smaller of the two. `scalingModifiers`: left to the formula.',
  'spec.fallback.failureThreshold': {
    text: 'After how many failed polls in a row the metric counts as gone; until then the HPA gets none and stays where it is.',
    constraint: 'required, not negative',
  },
  'spec.fallback.replicas': {
    text: 'Replicas to hold while the metric is gone. `behavior` says when more or fewer that run already are kept.',
    constraint: 'required, not negative',
  },
  'spec.advanced': 'Settings of the HPA that KEDA makes, formulas, and what happens on deletion.',
  'spec.advanced.horizontalPodAutoscalerConfig': 'Settings of the HPA that KEDA makes.',
  'spec.advanced.horizontalPodAutoscalerConfig.behavior':
    'How fast the HPA may change replicas, from 1 on; to and from zero is one step of KEDA.',
  'spec.advanced.horizontalPodAutoscalerConfig.name': {
    text: 'What the HPA is called, for tools and dashboards that know it by name.',
    default: "`keda-hpa-` and the ScaledObject's name",
  },
  'spec.advanced.restoreToOriginalReplicaCount': {
    text: 'When the ScaledObject is deleted, give the workload the replicas it had before.',
    default: '`false`',
  },
  'spec.advanced.scalingModifiers': 'Joins several triggers into one metric.',
  'spec.advanced.scalingModifiers.activationTarget': {
    text: "The target is active when the formula's value is above this.",
    default: '0',
    constraint: 'a number, as a string',
  },
  'spec.advanced.scalingModifiers.formula': {
    text: "Expression over the triggers' names, such as `max(queue, rate) * 2`.",
    constraint: 'must give a number; every name must be that of a trigger',
  },
  'spec.advanced.scalingModifiers.metricType': {
    text: 'Whether `target` is per replica or altogether.',
    default: '`AverageValue`',
  },
  'spec.advanced.scalingModifiers.target': {
    text: 'The value that the formula should have.',
    constraint: 'a number above 0, as a string; required with a formula',
  },
  status: 'What KEDA last saw; written by KEDA.',
  'status.authenticationsTypes': 'Authentication kinds in use.',
  'status.compositeScalerName': 'Metric that the formula is published as.',
  'status.externalMetricNames': 'Metrics that the HPA asks KEDA for.',
  'status.externalMetricNames[]': 'One metric.',
  'status.health': 'How each external metric fares.',
  'status.health.*': 'One metric.',
  'status.health.*.numberOfFailures': 'Failures in a row.',
  'status.health.*.status': '`Happy` or `Failing`.',
  'status.hpaName': 'The HPA that KEDA made.',
  'status.lastActiveTime': 'When a trigger was last active; `cooldownPeriod` counts from here.',
  'status.originalReplicaCount': 'Replicas of the workload before it was scaled.',
  'status.pausedReplicaCount': 'Replicas that the pause annotation holds.',
  'status.resourceMetricNames': 'CPU and memory, when they are triggers.',
  'status.resourceMetricNames[]': 'One of them.',
  'status.scaleTargetGVKR': 'What the target was found to be.',
  'status.scaleTargetGVKR.group': 'API group of the target.',
  'status.scaleTargetGVKR.kind': 'Kind of the target.',
  'status.scaleTargetGVKR.resource': 'Its plural name in the API.',
  'status.scaleTargetGVKR.version': 'API version of the target.',
  'status.scaleTargetKind': 'API version and kind of the target, as one text.',
  'status.triggersActivity': 'Which triggers are active.',
  'status.triggersActivity.*': 'One trigger.',
  'status.triggersActivity.*.isActive': 'Whether it is active.',
  'status.triggersTypes': 'Types of the triggers.',
};
