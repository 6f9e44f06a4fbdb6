/** E25, E26: subnets and security groups selected by more than the cluster's own tag. */
import { renameKey, replaceValue } from '../edits';
import { proposal } from '../proposals';
import { NODE_CLASS } from '../kinds';
import { at, list, record, scalarText } from '../read';
import { editRule } from '../rule';
import type { Path } from '../../manifest/document';

export const selectorTagsExact = editRule({
  id: 'nodeclass/selector-tags-exact',
  kinds: [NODE_CLASS],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'Subnets and security groups are selected by tags of this cluster alone.',
    why:
      'A wildcard in a tag value matches whatever else the account calls that, other VPCs and clusters included. ' +
      '`kubernetes.io/cluster/<name>` on security groups often matches several, and the AWS load balancer controller ' +
      'refuses nodes with more than one such group. A tag of its own, such as `karpenter.sh/discovery: <cluster>`, ' +
      'avoids both.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#specsubnetselectorterms',
  },
  check({ manifest, report }) {
    const tagsOf = (field: string): { path: Path; key: string; value: string }[] =>
      list(at(manifest.value, 'spec', field)).flatMap((term, index) =>
        Object.entries(record(at(term, 'tags'))).map(([key, value]) => ({
          path: ['spec', field, index, 'tags', key],
          key,
          value: scalarText(value) ?? '',
        })),
      );
    for (const tag of tagsOf('subnetSelectorTerms')) {
      if (!tag.value.includes('*') || tag.value === '*') continue;
      report({
        path: tag.path,
        message: `"${tag.value}" also matches subnets of other VPCs and clusters with such names`,
      });
    }
    for (const tag of tagsOf('securityGroupSelectorTerms')) {
      if (!tag.key.startsWith('kubernetes.io/cluster/')) continue;
      report({
        path: tag.path,
        mark: 'key',
        message: `${tag.key} often marks several security groups; load balancer controllers accept one per node`,
        fixes: proposal('Select by karpenter.sh/discovery', () => [
          ...renameKey(manifest, tag.path, 'karpenter.sh/discovery'),
          ...replaceValue(manifest, tag.path, tag.key.slice('kubernetes.io/cluster/'.length)),
        ]),
      });
    }
  },
});
