/** B26, B27: a node label that no pool can give. */
import { isOldLabel } from '../../convert/oldLabels';
import { renameKey } from '../edits';
import { podSource } from '../graph';
import { NODE_POOL, WORKLOADS } from '../kinds';
import type { Manifest } from '../../manifest/document';
import { HOSTNAME } from '../../model/labels';
import { nearestLabel } from '../../model/nearestLabel';
import { NORMALIZED_LABELS, WELL_KNOWN_LABELS } from '../../model/wellKnownLabels';
import { requirementsOf } from '../nodePoolView';
import { nodeSelectorsOf } from '../podView';
import { at, record } from '../read';
import { editRule } from '../rule';
import { ownValue } from '../../util/own';

const OTHER_NODES = [
  'eks.amazonaws.com/',
  'alpha.eksctl.io/',
  'node-role.kubernetes.io/',
  'node.kubernetes.io/',
];

export const nodeLabelOffered = editRule({
  id: 'pods/node-label-offered',
  kinds: WORKLOADS,
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'A label that pods select is offered by some NodePool.',
    why:
      'A label outside the well-known ones has values only where a NodePool names it, in its template labels or in a ' +
      'requirement. Otherwise no pool can hold the pod ("label does not have known values"). The pool may live in ' +
      'another repository, so this is a note.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#user-defined-annotations-labels-taints',
  },
  check({ manifest, graph, report }) {
    const pools = graph.ofKind(NODE_POOL);
    if (pools.length === 0) return;
    for (const selector of nodeSelectorsOf(podSource(manifest))) {
      const { key, operator, path, isEntry } = selector;
      if (operator === 'NotIn' || operator === 'DoesNotExist' || isOffered(key, pools)) continue;
      // Told by pods/node-labels-current.
      if (isOldLabel(key)) continue;
      const guess = nearestLabel(key, [...WELL_KNOWN_LABELS, ...pools.flatMap(customLabels)]);
      report({
        path,
        mark: isEntry ? 'key' : 'value',
        message: `no NodePool in these files offers the label ${key}${guess ? `; did you mean ${guess}?` : ''}`,
        fixes: () =>
          guess && isEntry
            ? [{ title: `Change to ${guess}`, safe: false, edits: renameKey(manifest, path, guess) }]
            : [],
      });
    }
  },
});

function isOffered(key: string, pools: readonly Manifest[]): boolean {
  if (WELL_KNOWN_LABELS.has(key) || ownValue(NORMALIZED_LABELS, key) !== undefined || key === HOSTNAME)
    return true;
  if (
    OTHER_NODES.some((prefix) => key.startsWith(prefix)) ||
    key.startsWith('karpenter.k8s.aws/ec2nodeclass')
  )
    return true;
  return pools.some((pool) => customLabels(pool).includes(key));
}

const customLabels = (pool: Manifest): readonly string[] => [
  ...Object.keys(record(at(pool.value, 'spec', 'template', 'metadata', 'labels'))),
  ...requirementsOf(pool).map((requirement) => requirement.key),
];
