/** E22: kubelet settings behind Karpenter's back. */
import { NODE_CLASS } from '../kinds';
import { familyOf } from '../nodeClassView';
import { at, text } from '../read';
import { editRule } from '../rule';

/** Settings that Karpenter plans with. */
const PLANNED = /^\s*"?(maxPods|podsPerCore|kubeReserved|systemReserved|evictionHard|evictionSoft)"?\s*:/m;

export const userDataLeavesKubelet = editRule({
  id: 'nodeclass/user-data-leaves-kubelet',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'User data leaves the settings of the kubelet that Karpenter plans with to the node class.',
    why:
      'Karpenter computes how many pods a node holds, and what is reserved on it, from `spec.kubelet` alone. A NodeConfig ' +
      'in the user data that says otherwise is either overruled by the one that Karpenter adds, or makes nodes differ from ' +
      'its plans: pods do not fit, or room stays unused.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#al2023-1',
  },
  check({ manifest, report }) {
    const path = ['spec', 'userData'];
    const data = text(at(manifest.value, ...path));
    if (familyOf(manifest) !== 'AL2023' || data === undefined || !data.includes('NodeConfig')) return;
    const field = PLANNED.exec(data)?.[1];
    if (field === undefined) return;
    report({
      path,
      mark: 'key',
      message: `the user data sets ${field}, which Karpenter does not see in its plans: set spec.kubelet.${field}`,
    });
  },
});
