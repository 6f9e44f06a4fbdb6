/** PodDisruptionBudget (policy/v1). */
import type { FieldDocs } from './fieldDoc';

export const POD_DISRUPTION_BUDGET: FieldDocs = {
  spec: 'How many of the selected pods may be evicted at a time. Karpenter drains nodes by eviction, so a budget that allows none holds a node until `terminationGracePeriod`.',
  'spec.maxUnavailable': {
    text: 'Most pods that may be gone after an eviction: a number, or a share of the pods that should be there, rounded up. `0` allows no eviction ever.',
    constraint: 'either this or `minAvailable`',
  },
  'spec.minAvailable': {
    text: 'Fewest pods that must be left after an eviction: a number, or a share, rounded up. As many as there are replicas, or `100%`, allows no eviction ever.',
    constraint: 'either this or `maxUnavailable`',
  },
  'spec.selector':
    'Labels of the pods, in the same namespace. `{}` selects all pods of the namespace; left out, none. A pod that several budgets select cannot be evicted.',
  'spec.unhealthyPodEvictionPolicy': {
    text: 'Whether running pods that are not ready may be evicted: `IfHealthyBudget` only while the budget is met, `AlwaysAllow` always, so that broken pods do not hold a node.',
    default: '`IfHealthyBudget`',
  },
  status: 'Counts of pods; written by the cluster.',
  'status.currentHealthy': 'Pods that are ready.',
  'status.desiredHealthy': 'Pods that must stay ready.',
  'status.disruptedPods': 'Pods whose eviction was allowed and is under way.',
  'status.disruptedPods.*': 'When it was allowed.',
  'status.disruptionsAllowed': 'Pods that may be evicted now.',
  'status.expectedPods': 'Pods that there should be.',
  'status.observedGeneration': 'Version of the spec that was last acted on.',
};
