/** E24: nodes that pods reach before Karpenter does. */
import { NODE_CLASS } from '../kinds';
import { at, text } from '../read';
import { editRule } from '../rule';

const TAINT = 'karpenter.sh/unregistered';

export const customUserDataTaints = editRule({
  id: 'nodeclass/custom-user-data-taints',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'User data of the Custom family registers nodes with the taint karpenter.sh/unregistered.',
    why:
      'With `amiFamily: Custom` Karpenter adds nothing to the user data. The kubelet must register with ' +
      '`karpenter.sh/unregistered:NoExecute`, or pods are placed before Karpenter has put labels and taints on the node. ' +
      'An image may bring the taint itself; then switch this off.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#custom',
  },
  check({ manifest, report }) {
    const path = ['spec', 'userData'];
    const data = text(at(manifest.value, ...path));
    if (text(at(manifest.value, 'spec', 'amiFamily')) !== 'Custom' || data === undefined) return;
    if (data.includes(TAINT)) return;
    report({
      path,
      mark: 'key',
      message: `nothing registers the node with ${TAINT}:NoExecute: pods may start before Karpenter has set its labels and taints`,
    });
  },
});
