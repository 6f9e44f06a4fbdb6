/** B24: more than a NodeClaim holds. */
import { NODE_POOL } from '../kinds';
import { requirementsOf } from '../nodePoolView';
import { at, record } from '../read';
import { editRule } from '../rule';

/** @source kubernetes-sigs/karpenter pkg/apis/crds/karpenter.sh_nodeclaims.yaml@v1.14.1 */
const MOST = 100;
const LABELS = ['spec', 'template', 'metadata', 'labels'];

export const requirementCount = editRule({
  id: 'karpenter/requirement-count',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'Requirements and labels of a pool together are at most 100.',
    why:
      'A NodeClaim carries the requirements and the labels of its pool in one list of at most 100. Each of the two may be ' +
      'accepted alone; with more of both together the API server refuses every NodeClaim, and no node is launched.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements',
  },
  check({ manifest, report }) {
    const labels = Object.keys(record(at(manifest.value, ...LABELS)));
    const keys = new Set([...labels, ...requirementsOf(manifest).map(({ key }) => key)]);
    if (labels.length === 0 || keys.size <= MOST) return;
    report({
      path: LABELS,
      mark: 'key',
      message: `${keys.size} requirements and labels together: a NodeClaim holds ${MOST}, so none can be created`,
    });
  },
});
