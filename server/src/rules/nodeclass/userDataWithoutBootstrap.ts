/** E21: user data that calls the bootstrap script of the EKS AMIs. */
import { NODE_CLASS } from '../kinds';
import { familyOf } from '../nodeClassView';
import { editRule } from '../rule';
import { at } from '../read';

export const userDataWithoutBootstrap = editRule({
  id: 'nodeclass/user-data-without-bootstrap',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'User data leaves joining the cluster to Karpenter.',
    why:
      'Karpenter adds what a node needs to join. On AL2023 there is no `/etc/eks/bootstrap.sh`: nodeadm reads a NodeConfig ' +
      'document instead, so the call fails and its kubelet options are lost. On AL2 the script runs twice. Put kubelet ' +
      'settings into `spec.kubelet`, labels and taints into the NodePool.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#specuserdata',
  },
  check({ manifest, report }) {
    const path = ['spec', 'userData'];
    const userData = at(manifest.value, ...path);
    if (typeof userData !== 'string' || !userData.includes('/etc/eks/bootstrap.sh')) return;
    const family = familyOf(manifest);
    if (family === 'AL2023') {
      report({
        path,
        mark: 'key',
        message:
          'AL2023 has no /etc/eks/bootstrap.sh: the call fails; kubelet options belong in spec.kubelet, labels in the NodePool',
      });
    } else if (family === 'AL2') {
      report({
        path,
        mark: 'key',
        message: 'Karpenter calls /etc/eks/bootstrap.sh itself: here it runs twice',
      });
    }
  },
});
