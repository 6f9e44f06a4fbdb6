/** NodePool (karpenter.sh/v1). Fields below `spec.template.spec` are those of a NodeClaim. */
import type { FieldDocs } from './fieldDoc';

export const NODE_POOL: FieldDocs = {
  spec: 'Which nodes may be launched for pending pods, how many, and when they are removed again.',
  'spec.disruption': 'When nodes of this pool are replaced or removed by choice.',
  'spec.disruption.budgets': {
    text: 'How many nodes may be disrupted at a time. Of all budgets that are active at the moment, the strictest counts. An empty list means no limit.',
    constraint: 'at most 50',
  },
  'spec.disruption.budgets[]':
    'One limit, always active or in the hours that `schedule` and `duration` give.',
  'spec.disruption.budgets[].duration': {
    text: 'How long the budget is active after each hit of `schedule`.',
    constraint: 'hours and minutes, such as `8h` or `1h30m`; only together with `schedule`',
  },
  'spec.disruption.budgets[].nodes': {
    text: "Most nodes that may be going away at the same time: a number, or a share of the pool's nodes, rounded up. `0` forbids disruption while the budget is active. Nodes that are not ready count as going away.",
    constraint: '`0` to `100%`, or a whole number',
  },
  'spec.disruption.budgets[].reasons': {
    text: 'The reasons that this budget limits. Left out: all. An empty list limits none.',
    constraint: '`Underutilized`, `Empty`, `Drifted`',
  },
  'spec.disruption.budgets[].reasons[]':
    '`Underutilized`: consolidation; `Empty`: no pods but daemons; `Drifted`: the node no longer matches its NodePool or EC2NodeClass. Expiration obeys no budget.',
  'spec.disruption.budgets[].schedule': {
    text: 'When the budget becomes active, as five cron fields or a shorthand such as `@daily`, in UTC. A schedule that does not parse blocks all disruption of the pool.',
    constraint: 'no time zone prefix; only together with `duration`',
  },
  'spec.disruption.consolidateAfter': {
    text: 'Quiet time after the last pod came or went before a node is considered for consolidation. `0s` reacts at once, `Never` switches consolidation off. Ignored with `replicas`.',
    constraint: 'whole `h`, `m` and `s`, or `Never`',
  },
  'spec.disruption.consolidationPolicy':
    '`WhenEmpty` removes only nodes without pods; `WhenEmptyOrUnderutilized` also moves pods to fewer or cheaper nodes; `Balanced` does so only when the saving outweighs the disruption. Ignored with `replicas`.',
  'spec.limits':
    'Most of each resource that all nodes of the pool may have together. A node that would go beyond is not launched. While planning, a new node counts with the largest type it may still become, so a pool stops earlier than the final sizes suggest.',
  'spec.limits.*':
    'A quantity: `cpu: "100"`, `memory: 400Gi`, `nodes: "10"`, or an extended resource such as `nvidia.com/gpu`.',
  'spec.replicas': {
    text: 'Fixed number of nodes, kept whether or not pods need them (static capacity, behind a feature gate). Such a pool takes no part in scheduling pending pods; consolidation settings are ignored.',
    constraint: 'at least 0; with it only `limits.nodes`, no `weight`',
  },
  'spec.template': 'The node that the pool launches: labels, and what a NodeClaim says.',
  'spec.template.metadata': 'Labels and annotations of the nodes.',
  'spec.template.metadata.annotations': 'Annotations of every node of the pool.',
  'spec.template.metadata.annotations.*': 'Value of the annotation.',
  'spec.template.metadata.labels': {
    text: 'Labels of every node of the pool, for node selectors and affinities.',
    constraint: 'not `karpenter.sh/nodepool` and other labels that Karpenter sets itself; at most 100',
  },
  'spec.template.metadata.labels.*': {
    text: 'Value of the label.',
    constraint: 'letters, digits, `-`, `_`, `.`; at most 63 characters',
  },
  'spec.template.spec':
    'Requirements, taints, node class and lifetime of the nodes. A change here makes existing nodes drift.',
  'spec.weight': {
    text: 'Order in which pools are tried for a pod: higher first, no weight counts as 0. Pools of equal weight should not overlap. Not allowed with `replicas`.',
  },
  status: 'What the pool has; written by Karpenter.',
  'status.nodeClassObservedGeneration':
    'Generation of the EC2NodeClass that the conditions were derived from.',
  'status.nodes': 'How many nodes belong to the pool.',
  'status.resources': 'What these nodes have together; this is what `spec.limits` is compared with.',
  'status.resources.*': 'A quantity of the resource.',
};
