/** D20, G16: a budget that lets no pod go. */
import { replaceSource, renameKey } from '../edits';
import { PDB } from '../kinds';
import { allowsNoEviction } from '../pdbView';
import { at, isSet } from '../read';
import { editRule } from '../rule';

export const allowsEviction = editRule({
  id: 'pdb/allows-eviction',
  kinds: [PDB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A PodDisruptionBudget lets at least one pod go.',
    why:
      'Karpenter drains by eviction. A budget that never allows one blocks consolidation, drift and node upgrades of every ' +
      'node with such a pod, until `terminationGracePeriod` ends it by force. `maxUnavailable: 1` keeps the rest up and ' +
      'lets nodes roll; it needs two replicas to be without a gap.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#pod-level-controls',
  },
  check({ manifest, graph, report }) {
    const reason = allowsNoEviction(manifest, graph);
    if (reason === undefined) return;
    const field = isSet(at(manifest.value, 'spec', 'maxUnavailable')) ? 'maxUnavailable' : 'minAvailable';
    const path = ['spec', field];
    report({
      path,
      message: `${reason}: no pod may ever be evicted, so its node cannot be drained; maxUnavailable 1 lets nodes roll`,
      fixes: () => [
        {
          title: 'Change to maxUnavailable: 1',
          safe: false,
          edits: [
            ...(field === 'minAvailable' ? renameKey(manifest, path, 'maxUnavailable') : []),
            ...replaceSource(manifest, path, '1'),
          ],
        },
      ],
    });
  },
});
