/** C1 of the catalogue of mistakes: a pool without limits. */
import { insertEntry } from '../edits';
import { proposal } from '../proposals';
import { NODE_POOL } from '../kinds';
import { isStatic } from '../nodePoolView';
import { at, isSet } from '../read';
import { editRule } from '../rule';

export const limitsSet = editRule({
  id: 'karpenter/limits-set',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A NodePool has limits.',
    why:
      'Without `spec.limits` nothing but the account quota stops a runaway deployment or a leaking autoscaler from ' +
      'buying nodes. Karpenter checks limits before each launch, per NodePool. Set at least `cpu` (and `memory`) to ' +
      'what the pool may ever need, with room for rollouts.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#speclimits',
  },
  check({ manifest, report }) {
    if (isStatic(manifest) || isSet(at(manifest.value, 'spec', 'limits'))) return;
    report({
      path: ['spec'],
      mark: 'key',
      message: 'no spec.limits: nothing caps what this pool may spend',
      fixes: proposal('Cap the pool at 1000 CPUs', () =>
        insertEntry(manifest, ['spec'], 'limits: { cpu: "1000" }'),
      ),
    });
  },
});
