/** B28: a selector that only managed node groups can satisfy. */
import { removeEntryOrMap } from '../edits';
import { proposal } from '../proposals';
import { podSource } from '../graph';
import { NODE_POOL, WORKLOADS } from '../kinds';
import { nodeSelectorsOf } from '../podView';
import { editRule } from '../rule';

const NODE_GROUP_LABELS = ['eks.amazonaws.com/nodegroup', 'alpha.eksctl.io/nodegroup-name'];

export const nodeGroupSelected = editRule({
  id: 'pods/no-node-group-selector',
  kinds: WORKLOADS,
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Pods meant for Karpenter do not select a managed node group.',
    why:
      'Nodes that Karpenter launches never carry node group labels, and no requirement can give them one. Such pods wait ' +
      'for the node group. After a move to Karpenter, select a label of the NodePool.',
    source: 'https://karpenter.sh/docs/getting-started/migrating-from-cas/',
  },
  check({ manifest, graph, report }) {
    if (graph.ofKind(NODE_POOL).length === 0) return;
    for (const selector of nodeSelectorsOf(podSource(manifest))) {
      if (!NODE_GROUP_LABELS.includes(selector.key) || selector.operator !== 'In') continue;
      report({
        path: selector.path,
        mark: selector.isEntry ? 'key' : 'value',
        message: `${selector.key} is a label of managed node groups: no node of Karpenter has it`,
        fixes: proposal('Remove the selector', () =>
          selector.isEntry ? removeEntryOrMap(manifest, selector.path) : [],
        ),
      });
    }
  },
});
