/** A node class reference whose kind and group do not belong together. */
import { AUTO_MODE_GROUP } from '../../model/autoModeLabels';
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { POOL_SPEC } from '../nodePoolView';
import { at, text } from '../read';
import { editRule } from '../rule';
import { ownValue } from '../../util/own';

/** The one kind of node class that each provider has. */
const KINDS: Readonly<Record<string, string>> = {
  'karpenter.k8s.aws': 'EC2NodeClass',
  [AUTO_MODE_GROUP]: 'NodeClass',
};

export const nodeClassKind = editRule({
  id: 'karpenter/node-class-kind',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The group and the kind of a node class belong together.',
    why:
      'Karpenter has `EC2NodeClass` in the group `karpenter.k8s.aws`, EKS Auto Mode has `NodeClass` in ' +
      '`eks.amazonaws.com`. The API server takes any pair; a pool with a kind that its provider does not have is never ' +
      'ready and launches nothing.',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html',
  },
  check({ manifest, report }) {
    const reference = at(manifest.value, ...POOL_SPEC, 'nodeClassRef');
    const group = text(at(reference, 'group'));
    const kind = text(at(reference, 'kind'));
    const wanted = group === undefined ? undefined : ownValue(KINDS, group);
    if (wanted === undefined || kind === undefined || kind === wanted) return;
    const path = [...POOL_SPEC, 'nodeClassRef', 'kind'];
    report({
      path,
      message: `${group} has no kind ${kind}: its node class is ${wanted}`,
      fixes: () => [
        { title: `Change to ${wanted}`, safe: false, edits: replaceValue(manifest, path, wanted) },
      ],
    });
  },
});
