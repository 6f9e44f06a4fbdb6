/** CapacityBuffer (autoscaling.x-k8s.io/v1beta1), as Karpenter's controller reads it.
 *  @source kubernetes-sigs/karpenter pkg/controllers/capacitybuffer/controller.go@v1.14.1 */
import type { FieldDocs } from './fieldDoc';

export const CAPACITY_BUFFER: FieldDocs = {
  spec: 'Room that is kept free for pods to come: Karpenter plans with pods that do not exist. Needs the feature gate CapacityBuffer.',
  'spec.limits':
    'Most of each resource that the buffer may hold, by the requests of its pods. Without `replicas` and `percentage` as many pods as fit. A resource that the pods do not request does not count.',
  'spec.limits.*': 'A quantity of the resource.',
  'spec.percentage': {
    text: "Size of the buffer as a percentage of the workload's replicas, rounded up: `20` of 12 replicas is 3 pods. With `replicas` as well, the larger of the two counts.",
    constraint: 'not negative; with `scalableRef`',
  },
  'spec.podTemplateRef': {
    text: 'PodTemplate that says what a pod of the buffer looks like, in the same namespace.',
    constraint: 'either this or `scalableRef`; with it also `replicas` or `limits`',
  },
  'spec.podTemplateRef.name': 'Name of the PodTemplate.',
  'spec.provisioningStrategy': 'How the buffer is kept: by pods that are planned for and never run.',
  'spec.replicas': {
    text: 'Size of the buffer in pods. With `percentage` as well, the larger of the two counts; `limits` caps either.',
    constraint: 'not negative',
  },
  'spec.scalableRef': {
    text: 'Workload whose pods the buffer is for, in the same namespace.',
    constraint: 'either this or `podTemplateRef`',
  },
  'spec.scalableRef.apiGroup': {
    text: 'API group of the workload, without a version.',
    default: '`apps`, the only one that Karpenter knows',
  },
  'spec.scalableRef.kind': {
    text: 'Kind of the workload. Karpenter passes others by.',
    constraint: '`Deployment`, `StatefulSet` or `ReplicaSet`',
  },
  'spec.scalableRef.name': 'Name of the workload.',
  status: 'What the buffer is at present; written by Karpenter.',
  'status.podTemplateGeneration': 'Generation of the PodTemplate that was last read.',
  'status.podTemplateRef': 'The PodTemplate that is in use.',
  'status.podTemplateRef.name': 'Name of the PodTemplate.',
  'status.provisioningStrategy': 'The strategy that is in use.',
  'status.replicas': 'Pods that are planned for.',
};
