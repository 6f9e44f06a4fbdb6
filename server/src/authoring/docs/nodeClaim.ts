/** NodeClaim (karpenter.sh/v1); a NodePool's template has the same fields. */
import { below, type FieldDocs } from './fieldDoc';

const TAINT: FieldDocs = {
  '': 'One taint. Pods that do not tolerate it are kept off the node, or away if possible, or evicted, by its effect.',
  key: {
    text: 'Name of the taint, which tolerations refer to.',
    constraint: 'a qualified name, such as `example.com/dedicated`',
  },
  value: {
    text: 'Value of the taint; a toleration with operator `Equal` must name the same one.',
    constraint: 'a label value: at most 63 characters',
  },
  effect:
    '`NoSchedule` keeps new pods off, `PreferNoSchedule` only if they fit elsewhere, `NoExecute` also evicts running ones.',
  timeAdded: 'When the taint came into effect. Written by the cluster for `NoExecute`; leave it out.',
};

const REQUIREMENT: FieldDocs = {
  '': 'One condition on a label of the node. All conditions of the list must hold together, and pods narrow them further.',
  key: {
    text: 'The node label. Use a well-known one (instance type, zone, capacity type, `karpenter.k8s.aws/instance-…`) or a label of your own; labels of your own become labels of the node.',
    constraint: 'a qualified name; labels of restricted domains such as `kubernetes.io/hostname` are refused',
  },
  operator:
    '`In` and `NotIn` compare with a list, `Exists` and `DoesNotExist` ask for presence, `Gt`, `Lt`, `Gte` and `Lte` compare one whole number.',
  values: {
    text: 'Values to compare with. Numbers are written as strings: `"4"`.',
    constraint:
      '`In` and `NotIn`: at least one; `Gt`, `Lt`, `Gte`, `Lte`: exactly one whole number, not negative; `Exists`, `DoesNotExist`: none',
  },
  'values[]': 'One value of the label, as a string.',
  minValues: {
    text: 'Keep at least this many different values of the label open when a node is launched, for example 15 instance types for spot. What cannot be kept open is not launched under the Strict policy.',
    constraint: '1 to 50; with `In` not more than there are values',
  },
};

export const NODE_CLAIM: FieldDocs = {
  spec: 'The node that is asked for. Claims are made by Karpenter from a NodePool; they cannot be changed afterwards.',
  'spec.expireAfter': {
    text: 'Age at which the node is replaced whatever runs on it; disruption budgets do not hold this back. Pods are drained within `terminationGracePeriod` when that is set.',
    constraint: 'whole `h`, `m` and `s`, or `Never`',
  },
  'spec.nodeClassRef':
    'The node class that says how instances are launched: image, subnets, security groups, disks.',
  'spec.nodeClassRef.group': {
    text: 'API group of the node class: `karpenter.k8s.aws`, in EKS Auto Mode `eks.amazonaws.com`.',
    constraint: 'without a version; not empty, not changeable',
  },
  'spec.nodeClassRef.kind': {
    text: 'Kind of the node class: `EC2NodeClass`, in EKS Auto Mode `NodeClass`.',
    constraint: 'not empty, not changeable',
  },
  'spec.nodeClassRef.name': {
    text: 'Name of the node class. While it does not exist or is not ready, nothing is launched.',
    constraint: 'not empty',
  },
  'spec.requirements':
    'Which instances may be launched. Whatever is not restricted here is open, so an empty list allows every type, zone and architecture.',
  ...below('spec.requirements[]', REQUIREMENT),
  'spec.resources': 'What the pods that led to this claim need together.',
  'spec.resources.requests': 'The smallest amount of each resource that the instance must offer.',
  'spec.resources.requests.*': 'Amount that the pods planned for the node need, daemons included.',
  'spec.startupTaints':
    'Taints that a node has until something removes them, such as an agent that has to start first. Karpenter waits for that before it calls the node initialized; pods need not tolerate them to get a node.',
  ...below('spec.startupTaints[]', TAINT),
  'spec.taints':
    'Taints of the node. Only pods that tolerate all `NoSchedule` and `NoExecute` ones are placed on it.',
  ...below('spec.taints[]', TAINT),
  'spec.terminationGracePeriod': {
    text: 'Longest time that draining may take. After it pods are deleted even against a PodDisruptionBudget, a `karpenter.sh/do-not-disrupt` annotation or their own grace period. Unset: draining may wait for ever.',
    constraint: 'whole `h`, `m` and `s`',
  },
  status: 'What became of the claim; written by Karpenter.',
  'status.allocatable': 'What pods can use of the node, after reservations for the system.',
  'status.allocatable.*': 'A quantity of the resource.',
  'status.capacity': 'All that the node has, estimated before it registers.',
  'status.capacity.*': 'A quantity of the resource.',
  'status.imageID': 'The AMI that the instance was started from.',
  'status.lastPodEventTime':
    'When a pod was last bound to the node or left it; `consolidateAfter` counts from here.',
  'status.nodeName': 'The Node object that registered for this claim.',
  'status.providerID': 'The EC2 instance, as `aws:///<zone>/<instance id>`.',
};
