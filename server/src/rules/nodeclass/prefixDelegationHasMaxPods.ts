/** E16: prefixes that Karpenter does not plan with. */
import { insertEntry } from '../edits';
import { proposal } from '../proposals';
import { NODE_CLASS } from '../kinds';
import { familyOf } from '../nodeClassView';
import { at, isSet } from '../read';
import { editRule } from '../rule';
import { delegatesPrefixes } from '../vpcCni';

export const prefixDelegationHasMaxPods = editRule({
  id: 'nodeclass/prefix-delegation-has-max-pods',
  kinds: [NODE_CLASS],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'Where the VPC CNI delegates prefixes, the node class says maxPods.',
    why:
      'Karpenter counts one address per slot of a network interface and does not know of prefixes: it plans with 8 pods on ' +
      'a type that holds 98, and launches larger or more nodes than needed. Set `kubelet.maxPods`, 110 for most types.',
    source: 'https://github.com/aws/karpenter-provider-aws/issues/8210',
  },
  check({ manifest, graph, report }) {
    const kubelet = at(manifest.value, 'spec', 'kubelet');
    if (isSet(at(kubelet, 'maxPods')) || familyOf(manifest)?.startsWith('Windows')) return;
    if (!delegatesPrefixes(graph)) return;
    report({
      path: ['spec'],
      mark: 'key',
      message:
        'the VPC CNI among the files delegates prefixes, and without kubelet.maxPods Karpenter plans with single addresses: far fewer pods per node than fit',
      fixes: proposal('Set kubelet.maxPods to 110', () =>
        isSet(kubelet)
          ? insertEntry(manifest, ['spec', 'kubelet'], 'maxPods: 110')
          : insertEntry(manifest, ['spec'], 'kubelet: { maxPods: 110 }'),
      ),
    });
  },
});
