/** Pages about what is admitted and then refused by the controller or webhook that the object is for. */
import { CRON_TRIGGER, nodeClass, pool, poolTemplate, scaledJob, scaledObject } from './examples';
import type { Pages } from './page';

const POOL = 'kubernetes-sigs/karpenter pkg/apis/v1/nodepool_validation.go@v1.14.1';
const WEBHOOK = 'kedacore/keda apis/keda/v1alpha1/scaledobject_webhook.go@v2.21.0';

export type RuntimeRule =
  | 'ami-alias'
  | 'budget-schedule'
  | 'decode'
  | 'keda-authentication'
  | 'keda-cached-metrics'
  | 'keda-fallback'
  | 'keda-formula'
  | 'keda-formula-target'
  | 'keda-hpa-name'
  | 'keda-name'
  | 'keda-no-triggers'
  | 'keda-replicas'
  | 'keda-target'
  | 'keda-trigger-names'
  | 'kubelet'
  | 'node-label'
  | 'overlay-capacity'
  | 'requirement'
  | 'taint'
  | 'user-data';

const NOT_READY =
  'The API server takes the pool; Karpenter then marks it as not ready and launches nothing from it, which shows in its ' +
  'conditions alone. ';
const REFUSED =
  'KEDA’s webhook refuses it; where the webhook is not installed, its operator logs an error and scales nothing. ';

const namedScaler = (name: string): string =>
  scaledObject(CRON_TRIGGER).replace('name: web', `name: ${name}`);

const WORKER = scaledJob(
  `restartPolicy: Never
containers:
  - name: worker
    image: registry.example.com/worker:1
    resources:
      requests: { cpu: 500m, memory: 512Mi }`,
  `triggers:
  - type: redis
    metadata: { address: redis:6379, listName: jobs, listLength: "5" }`,
);

const authentication = (identity: string): string => `apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  name: queue
spec:
  podIdentity:
    provider: aws
${identity}`;

const overlay = (capacity: string): string => `apiVersion: karpenter.sh/v1alpha1
kind: NodeOverlay
metadata:
  name: devices
spec:
  requirements:
    - key: karpenter.k8s.aws/instance-family
      operator: In
      values: [m7i]
  capacity:
    ${capacity}`;

const formula = (modifiers: string): string =>
  scaledObject(
    `advanced:\n  scalingModifiers:\n${modifiers}\n${CRON_TRIGGER.replace('- type: cron', '- name: hours\n    type: cron')}`,
  );

const userData = (text: string): string =>
  nodeClass(`amiSelectorTerms:\n  - alias: bottlerocket@latest\nuserData: |\n  ${text}`);

const KARPENTER: Pages<`runtime/${'ami-alias' | 'budget-schedule' | 'kubelet' | 'node-label' | 'overlay-capacity' | 'requirement' | 'taint' | 'user-data'}`> =
  {
    'runtime/ami-alias': {
      summary: 'An AMI alias has more than one `@`.',
      why: 'Karpenter splits it at its `@` and ends its whole process when there are two: no pool of the cluster launches nodes any more.',
      wrong: nodeClass('amiSelectorTerms:\n  - alias: al2023@v20260101@x'),
      right: nodeClass('amiSelectorTerms:\n  - alias: al2023@v20260101'),
      source: 'aws/karpenter-provider-aws pkg/apis/v1/ec2nodeclass.go@v1.14.1',
    },
    'runtime/budget-schedule': {
      summary: 'The schedule of a disruption budget cannot be read.',
      why:
        'The API server checks its form only roughly. Karpenter then allows no disruption of the whole pool: nothing is ' +
        'consolidated and nothing drifts. Five fields in UTC, days of the week from 0 to 6, no time zone in front.',
      wrong: pool(
        'disruption:\n  consolidateAfter: 1m\n  budgets:\n    - nodes: "0"\n      schedule: 0 9 * * mon-fr\n      duration: 8h',
      ),
      right: pool(
        'disruption:\n  consolidateAfter: 1m\n  budgets:\n    - nodes: "0"\n      schedule: 0 9 * * mon-fri\n      duration: 8h',
      ),
      source: 'kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go Budget.IsActive@v1.14.1',
    },
    'runtime/node-label': {
      summary: 'The template of a NodePool gives its nodes a label that they cannot have.',
      why: `${NOT_READY}Labels of Karpenter’s own domains are set by Karpenter, and keys and values follow the rules of all labels.`,
      wrong: pool('weight: 10').replace(
        'template:\n',
        'template:\n    metadata:\n      labels:\n        karpenter.k8s.aws/ec2nodeclass: default\n',
      ),
      right: pool('weight: 10').replace(
        'template:\n',
        'template:\n    metadata:\n      labels:\n        example.com/team: web\n',
      ),
      source: POOL,
    },
    'runtime/overlay-capacity': {
      summary: 'A NodeOverlay sets a resource that comes from the instance type.',
      why: 'Karpenter does not apply the overlay. Overlays add extended resources of your own, such as devices of a plugin.',
      wrong: overlay('vpc.amazonaws.com/efa: "1"'),
      right: overlay('example.com/device: "1"'),
      source: 'kubernetes-sigs/karpenter pkg/apis/v1alpha1/nodeoverlay_validation.go@v1.14.1',
    },
    'runtime/requirement': {
      summary: 'A requirement is one that Karpenter does not accept.',
      why:
        `${NOT_READY}The key is a label that Karpenter keeps for itself, none of the values exists, a value is no label ` +
        'value, or the operator does not fit the number of values.',
      wrong: poolTemplate(
        'requirements:\n  - key: karpenter.sh/capacity-type\n    operator: In\n    values: [spots]',
      ),
      right: poolTemplate(
        'requirements:\n  - key: karpenter.sh/capacity-type\n    operator: In\n    values: [spot]',
      ),
      source: 'kubernetes-sigs/karpenter pkg/apis/v1/nodeclaim_validation.go@v1.14.1',
    },
    'runtime/taint': {
      summary: 'A taint of a NodePool is one that Karpenter does not accept.',
      why: `${NOT_READY}Key and effect may stand once only, in \`taints\` and \`startupTaints\` together.`,
      wrong: poolTemplate(
        'requirements: []\ntaints:\n  - key: example.com/gpu\n    effect: NoSchedule\nstartupTaints:\n  - key: example.com/gpu\n    effect: NoSchedule',
      ),
      right: poolTemplate(
        'requirements: []\ntaints:\n  - key: example.com/gpu\n    effect: NoSchedule\nstartupTaints:\n  - key: example.com/agent\n    effect: NoSchedule',
      ),
      source: POOL,
    },
    'runtime/kubelet': {
      summary: 'The kubelet settings of a node class are not what Karpenter 1.15.1 takes.',
      why:
        'From 1.15 on `spec.kubelet` is an open map that only the controller checks: eviction signals and thresholds, ' +
        'reserved resources, soft thresholds with their grace periods, percentages, and whether nodes of the family are ' +
        'given the field at all. What it refuses is not launched.',
      source: 'aws/karpenter-provider-aws pkg/apis/v1/kubeletconfiguration_validation.go@v1.15.1',
    },
    'runtime/user-data': {
      summary: 'The user data cannot be merged with what Karpenter adds to it.',
      why:
        'Launches fail until it is mended. Bottlerocket takes TOML; Amazon Linux takes a shell script, a NodeConfig, or a ' +
        'MIME archive of the type multipart/mixed with a boundary.',
      wrong: userData('[settings.kubernetes\n  max-pods = 50'),
      right: userData('[settings.kubernetes]\n  max-pods = 50'),
      source: 'aws/karpenter-provider-aws pkg/providers/amifamily/bootstrap@v1.14.1',
    },
  };

export const RUNTIME: Pages<`runtime/${RuntimeRule}`> = {
  ...KARPENTER,
  'runtime/decode': {
    summary: 'A value is admitted by the schema, and its controller cannot read it.',
    why: 'Whole numbers past their width, durations past 292 years, quantities such as `1e1.5`. The controller stays with the last object that it could read.',
    wrong: nodeClass('amiSelectorTerms:\n  - alias: al2023@latest\nipPrefixCount: 2147483648'),
    right: nodeClass('amiSelectorTerms:\n  - alias: al2023@latest\nipPrefixCount: 1'),
    source: 'kubernetes/apimachinery pkg/runtime/serializer/json/json.go@v0.35.0',
  },
  'runtime/keda-authentication': {
    summary: 'A TriggerAuthentication contradicts itself or lacks a part.',
    why: `${REFUSED}An identity takes either a role of its own or that of the workload; OAuth needs client credentials, an id and a URL.`,
    wrong: authentication('    identityOwner: workload\n    roleArn: arn:aws:iam::123456789012:role/queue'),
    right: authentication('    roleArn: arn:aws:iam::123456789012:role/queue'),
    source: 'kedacore/keda apis/keda/v1alpha1/triggerauthentication_webhook.go@v2.21.0',
  },
  'runtime/keda-cached-metrics': {
    summary: 'A trigger asks KEDA to cache metrics that are not KEDA’s.',
    why: `${REFUSED}The scalers cpu, memory and cron have nothing to cache: remove \`useCachedMetrics\`.`,
    wrong: scaledObject(`${CRON_TRIGGER}\n    useCachedMetrics: true`),
    right: scaledObject(CRON_TRIGGER),
    source: 'kedacore/keda apis/keda/v1alpha1/scaletriggers_types.go@v2.21.0',
  },
  'runtime/keda-fallback': {
    summary: 'A fallback cannot work.',
    why: `${REFUSED}A fallback replaces a metric that KEDA could not get; cpu and memory are measured by Kubernetes, without KEDA.`,
    wrong: scaledObject(
      'fallback:\n  failureThreshold: 3\n  replicas: 2\ntriggers:\n  - type: cpu\n    metricType: Utilization\n    metadata: { value: "70" }',
    ),
    right: scaledObject(`fallback:\n  failureThreshold: 3\n  replicas: 2\n${CRON_TRIGGER}`),
    source: WEBHOOK,
  },
  'runtime/keda-formula': {
    summary: 'A formula of the scaling modifiers cannot be evaluated.',
    why: `${REFUSED}It names triggers by their \`name\` (not cpu and memory) and gives one number.`,
    wrong: formula('    formula: days + 1\n    target: "1"'),
    right: formula('    formula: hours + 1\n    target: "1"'),
    source: WEBHOOK,
  },
  'runtime/keda-formula-target': {
    summary: 'The target of a formula is missing or no number above 0.',
    why: `${REFUSED}The result of the formula is compared with it, per pod (AverageValue) or altogether (Value).`,
    wrong: formula('    formula: hours + 1\n    target: many'),
    right: formula('    formula: hours + 1\n    target: "1"'),
    source: WEBHOOK,
  },
  'runtime/keda-hpa-name': {
    summary: 'The HPA that KEDA makes would have too long a name.',
    why: `${REFUSED}It is called \`keda-hpa-\` and the name of the ScaledObject, or as \`horizontalPodAutoscalerConfig.name\` says.`,
    wrong: namedScaler('a-name-that-leaves-no-room-for-what-keda-puts-before-it'),
    right: namedScaler('a-name-that-leaves-room'),
    source: WEBHOOK,
  },
  'runtime/keda-name': {
    summary: 'The name of a ScaledObject does not fit a label.',
    why: `${REFUSED}KEDA puts the name into a label of 63 characters at most.`,
    wrong: namedScaler('x'.repeat(64)),
    right: namedScaler('web'),
    source: WEBHOOK,
  },
  'runtime/keda-no-triggers': {
    summary: 'A ScaledJob has no trigger.',
    why: `The API server takes a ScaledJob without a specification. ${REFUSED}`,
    wrong: 'apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata:\n  name: worker',
    right: WORKER,
    source: 'kedacore/keda apis/keda/v1alpha1/scaletriggers_types.go@v2.21.0',
  },
  'runtime/keda-replicas': {
    summary: 'The replica counts of a ScaledObject contradict each other.',
    why:
      `${REFUSED}\`idleReplicaCount\` lies below \`minReplicaCount\`, which counts as 1 when it is written as 0, and that ` +
      'not above `maxReplicaCount`, which is 100 when it is left out.',
    wrong: scaledObject(`idleReplicaCount: 2\nminReplicaCount: 2\n${CRON_TRIGGER}`),
    right: scaledObject(`idleReplicaCount: 0\nminReplicaCount: 2\n${CRON_TRIGGER}`),
    source: WEBHOOK,
  },
  'runtime/keda-target': {
    summary: 'The apiVersion of a ScaledObject’s target cannot be read.',
    why: `${REFUSED}It is a version, or a group and a version with one slash between them.`,
    wrong: scaledObject(CRON_TRIGGER).replace(
      'scaleTargetRef:\n',
      'scaleTargetRef:\n    apiVersion: apps/v1/deployments\n',
    ),
    right: scaledObject(CRON_TRIGGER).replace(
      'scaleTargetRef:\n',
      'scaleTargetRef:\n    apiVersion: apps/v1\n',
    ),
    source: WEBHOOK,
  },
  'runtime/keda-trigger-names': {
    summary: 'Two triggers have the same name.',
    why: `${REFUSED}Formulas tell triggers apart by their names.`,
    wrong: scaledObject(
      'triggers:\n  - type: kubernetes-workload\n    name: load\n    metadata: { podSelector: app=a, value: "1" }\n  - type: kubernetes-workload\n    name: load\n    metadata: { podSelector: app=b, value: "1" }',
    ),
    right: scaledObject(
      'triggers:\n  - type: kubernetes-workload\n    name: load\n    metadata: { podSelector: app=a, value: "1" }\n  - type: kubernetes-workload\n    name: queue\n    metadata: { podSelector: app=b, value: "1" }',
    ),
    source: 'kedacore/keda apis/keda/v1alpha1/scaletriggers_types.go@v2.21.0',
  },
};
