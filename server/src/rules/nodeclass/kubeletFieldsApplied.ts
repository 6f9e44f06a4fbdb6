/** E17: settings that do not reach the kubelet. */
import { removeEntryOrMap, replaceSource } from '../edits';
import { safeProposal } from '../proposals';
import { NODE_CLASS } from '../kinds';
import { familyOf } from '../nodeClassView';
import { at, isSet, list } from '../read';
import { editRule } from '../rule';

export const kubeletFieldsApplied = editRule({
  id: 'nodeclass/kubelet-fields-applied',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Settings of the kubelet are those that the AMI family passes on.',
    why:
      'Bottlerocket has no setting for `podsPerCore`: Karpenter leaves it out of the user data and of its own plans. Of ' +
      'several `clusterDNS` addresses only AL2023 gets all, the other families the first.',
    source: 'https://github.com/aws/karpenter-provider-aws/tree/v1.14.1/pkg/providers/amifamily/bootstrap',
  },
  check({ manifest, report }) {
    const family = familyOf(manifest);
    const kubelet = ['spec', 'kubelet'];
    if (family === 'Bottlerocket' && isSet(at(manifest.value, ...kubelet, 'podsPerCore')))
      report({
        path: [...kubelet, 'podsPerCore'],
        mark: 'key',
        message: 'Bottlerocket has no podsPerCore: it is ignored',
        fixes: safeProposal('Remove podsPerCore', () =>
          removeEntryOrMap(manifest, [...kubelet, 'podsPerCore']),
        ),
      });
    const isFirstOnly = family !== undefined && family !== 'AL2023' && family !== 'Custom';
    if (isFirstOnly && list(at(manifest.value, ...kubelet, 'clusterDNS')).length > 1)
      report({
        path: [...kubelet, 'clusterDNS'],
        mark: 'key',
        message: `${family} passes on the first address only`,
        fixes: safeProposal('Keep the first address', () =>
          replaceSource(
            manifest,
            [...kubelet, 'clusterDNS'],
            JSON.stringify(list(at(manifest.value, ...kubelet, 'clusterDNS')).slice(0, 1)),
          ),
        ),
      });
  },
});
