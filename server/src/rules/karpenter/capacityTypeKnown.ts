/** B1: some values of the capacity type requirement are misspelt. */
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { CAPACITY_TYPE, ON_DEMAND, RESERVED, SPOT } from '../../model/labels';
import { nearestWord } from '../../util/nearest';
import { requirementsOf } from '../nodePoolView';
import { editRule } from '../rule';

const KNOWN = [ON_DEMAND, RESERVED, SPOT];

export const capacityTypeKnown = editRule({
  id: 'karpenter/capacity-type-known',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Every value of the capacity type requirement is one that Karpenter knows.',
    why:
      'Known values are `spot`, `on-demand` and `reserved`. When all values are wrong, the pool is not ready. When ' +
      'only some are, Karpenter writes one log line and goes on with the rest: the fallback that was meant does not exist.',
    source: 'https://github.com/kubernetes-sigs/karpenter/blob/v1.14.1/pkg/apis/v1/nodeclaim_validation.go',
  },
  check({ manifest, report }) {
    for (const requirement of requirementsOf(manifest)) {
      if (requirement.key !== CAPACITY_TYPE || requirement.operator !== 'In') continue;
      // With no valid value at all the pool is not ready: the run-time check says so.
      if (!requirement.values.some((value) => KNOWN.includes(value))) continue;
      requirement.values.forEach((value, index) => {
        if (KNOWN.includes(value)) return;
        const path = [...requirement.path, 'values', index];
        const guess = nearestWord(value.replace('_', '-'), KNOWN);
        report({
          path,
          message: `"${value}" is no capacity type and is ignored${guess ? `; did you mean "${guess}"?` : ''}`,
          fixes: () =>
            guess
              ? [{ title: `Change to "${guess}"`, safe: false, edits: replaceValue(manifest, path, guess) }]
              : [],
        });
      });
    }
  },
});
