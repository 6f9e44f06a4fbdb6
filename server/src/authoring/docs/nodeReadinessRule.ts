/** NodeReadinessRule (readiness.node.x-k8s.io/v1alpha1).
 *  @source kubernetes-sigs/node-readiness-controller api/v1alpha1/nodereadinessrule_types.go */
import type { FieldDocs } from './fieldDoc';

export const NODE_READINESS_RULE: FieldDocs = {
  spec: 'Keeps a taint on nodes until their conditions say that they are ready for pods.',
  'spec.conditionPolicy': {
    text: 'Whether all conditions must hold before the taint goes, or one is enough.',
    default: '`allOf`',
    constraint: '`allOf`, `anyOf`; not changeable; not `anyOf` with `bootstrap-only`',
  },
  'spec.conditions': {
    text: 'Conditions of the node that the taint waits for.',
    constraint: '1 to 32 items, each type once; not changeable',
  },
  'spec.conditions[]': 'One condition, with the status that it must have.',
  'spec.conditions[].type': 'Type of the node condition, such as `cni.example.com/NetworkReady`.',
  'spec.conditions[].requiredStatus': 'Status that the condition must have.',
  'spec.conditions[].defaultStatus': {
    text: 'Status that counts while the node does not have the condition.',
    default: '`Unknown`',
    constraint: '`True`, `False`, `Unknown`; not with `bootstrap-only`',
  },
  'spec.dryRun': {
    text: 'Write to the status what would be done, and do nothing.',
    default: '`false`',
  },
  'spec.enforcementMode': {
    text: '`bootstrap-only`: once the conditions have held, the rule leaves the node alone. `continuous`: the taint comes back when they no longer hold; with `NoExecute` that evicts pods.',
    constraint: '`bootstrap-only`, `continuous`; not changeable',
  },
  'spec.nodeSelector': {
    text: 'Labels of the nodes that the rule is for.',
    constraint: 'not empty, not changeable',
  },
  'spec.taint':
    "The taint. In a NodePool's `startupTaints`, new nodes have it from the first moment, and Karpenter waits for it to go.",
  'spec.taint.key': {
    text: 'Name of the taint. No two rules may set the same one on the same nodes with the same effect.',
    constraint: 'begins with `readiness.k8s.io/`; at most 63 characters behind it; not changeable',
  },
  status: 'Which nodes were looked at, and what was found; written by the controller.',
};
