/** HorizontalPodAutoscaler (autoscaling/v2, and the one field that only v1 has). */
import { below, type FieldDocs } from './fieldDoc';

const RULES: FieldDocs = {
  policies: {
    text: 'How much may change per period. Several are evaluated side by side, and `selectPolicy` chooses.',
    constraint: 'at least one',
  },
  'policies[]': 'At most this much change within this period.',
  'policies[].periodSeconds': { text: 'Length of the period, in seconds.', constraint: '1 to 1800' },
  'policies[].type':
    '`Pods`: a number of pods. `Percent`: a share of the replicas at the beginning of the period, rounded up on the way up and down on the way down.',
  'policies[].value': { text: 'Pods, or percent, per period.', constraint: 'above 0' },
  selectPolicy: {
    text: '`Max` takes the policy that allows the largest change, `Min` the smallest, `Disabled` forbids scaling in this direction.',
    default: '`Max`',
  },
  tolerance: {
    text: 'How far the metric may be off its target before anything happens: `0.05` is 5 %.',
    default: 'that of the cluster, 0.1',
    constraint: 'not negative',
  },
};

const TARGET: FieldDocs = {
  '': 'The value that the metric should have.',
  type: '`Utilization`: percent of what the pods request. `AverageValue`: an amount per pod. `Value`: an amount altogether.',
  averageUtilization: {
    text: 'Percent of the request, averaged over the pods; a whole number. Pods without a request for the resource make the metric fail.',
    constraint: 'above 0; with type `Utilization`, for resources only',
  },
  averageValue: { text: 'Amount per pod, as a quantity.', constraint: 'above 0; with type `AverageValue`' },
  value: {
    text: 'Amount altogether, as a quantity: replicas grow in proportion.',
    constraint: 'above 0; with type `Value`',
  },
};

const METRIC: FieldDocs = {
  '': 'Which metric of the metrics API.',
  name: 'Name of the metric.',
  selector: 'Labels that choose among several series of that name; series that match are added up.',
};

const CURRENT: FieldDocs = {
  '': 'What was last measured.',
  averageUtilization: 'Percent of the request.',
  averageValue: 'Amount per pod.',
  value: 'Amount altogether.',
};

const OBJECT = {
  '': 'Object that the metric describes.',
  apiVersion: 'API version of the object.',
  kind: 'Kind of the object.',
  name: 'Name of the object, in the same namespace.',
};

const SOURCES: FieldDocs = {
  type: 'Which of the sources below is used; the field of that name must be given.',
  resource: 'CPU or memory of the pods, all containers together.',
  'resource.name': '`cpu` or `memory`.',
  containerResource: 'CPU or memory of one container of each pod, for pods with sidecars.',
  'containerResource.container': 'Name of the container.',
  'containerResource.name': '`cpu` or `memory`.',
  pods: 'A metric that each pod has; averaged over the pods.',
  object: 'A metric of one other object, such as requests of an Ingress.',
  external: 'A metric from outside the cluster, such as the length of a queue.',
  ...below('pods.metric', METRIC),
  ...below('object.metric', METRIC),
  ...below('external.metric', METRIC),
  ...below('object.describedObject', OBJECT),
};

const KINDS = ['resource', 'containerResource', 'pods', 'object', 'external'];

const each = (field: string, docs: FieldDocs): FieldDocs =>
  Object.assign({}, ...KINDS.map((kind) => below(`${kind}.${field}`, docs))) as FieldDocs;

export const HPA: FieldDocs = {
  spec: 'What is scaled, between which bounds, by which metrics and how fast.',
  'spec.scaleTargetRef':
    'The workload whose replicas are set. Two autoscalers on one workload fight over it.',
  'spec.scaleTargetRef.apiVersion': 'API version of the workload: `apps/v1` for a Deployment.',
  'spec.scaleTargetRef.kind':
    'Kind of the workload; it must have a scale subresource, as Deployment and StatefulSet do.',
  'spec.scaleTargetRef.name': 'Name of the workload, in the same namespace.',
  'spec.minReplicas': {
    text: 'Fewest replicas. To zero only KEDA scales: 0 is refused.',
    default: '1',
    constraint: 'at least 1',
  },
  'spec.maxReplicas': { text: 'Most replicas.', constraint: 'at least 1 and not below `minReplicas`' },
  'spec.metrics': {
    text: 'What replicas follow. With several, the largest demand wins; one that fails blocks scaling down, not up.',
    default: 'CPU at 80 % of the request',
  },
  'spec.metrics[]': 'One metric and its target.',
  ...below('spec.metrics[]', SOURCES),
  ...below('spec.metrics[]', each('target', TARGET)),
  'spec.behavior':
    'How fast replicas may change. Giving it at all, even empty, turns on other rules than leaving it out: without it, one sync may double the replicas, or go to 4.',
  'spec.behavior.scaleUp':
    'Speed on the way up. Left out: 4 pods or 100 % per 15 seconds, whichever is more, at once.',
  ...below('spec.behavior.scaleUp', RULES),
  'spec.behavior.scaleUp.stabilizationWindowSeconds': {
    text: 'Go up only to the smallest size that was recommended within this many seconds.',
    default: '0',
    constraint: '0 to 3600',
  },
  'spec.behavior.scaleDown':
    'Speed on the way down. Left out: everything per 15 seconds, after 300 quiet seconds.',
  ...below('spec.behavior.scaleDown', RULES),
  'spec.behavior.scaleDown.stabilizationWindowSeconds': {
    text: 'Go down only to the largest size that was recommended within this many seconds.',
    default: '300',
    constraint: '0 to 3600',
  },
  'spec.targetCPUUtilizationPercentage': {
    text: 'CPU in percent of the request that pods should use on average.',
    default: '80',
    constraint: 'at least 1',
  },
  status: 'What the controller last saw and did; written by the cluster.',
  'status.currentMetrics': 'What was last measured, metric by metric.',
  'status.currentMetrics[]': 'One metric.',
  ...below('status.currentMetrics[]', SOURCES),
  ...below('status.currentMetrics[]', each('current', CURRENT)),
  'status.currentReplicas': 'Replicas that the controller last saw.',
  'status.desiredReplicas': 'Replicas that it last asked for.',
  'status.lastScaleTime': 'When it last changed the replicas.',
  'status.observedGeneration': 'Version of the spec that was last acted on.',
  'status.currentCPUUtilizationPercentage': 'CPU in percent of the request, averaged over the pods.',
};
