/** B35: types that start with swap. */
import { removeItem } from '../edits';
import { proposal } from '../proposals';
import { INSTANCE_TYPE } from '../../model/labels';
import { NODE_POOL } from '../kinds';
import { requirementsOf } from '../nodePoolView';
import { editRule } from '../rule';

const WITH_SWAP = ['c1.medium', 'm1.small'];

export const noSwapTypes = editRule({
  id: 'karpenter/no-swap-types',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A pool does not name the types whose system has swap.',
    why:
      'c1.medium and m1.small start with a swap volume, and the kubelet does not run with swap on: such a node never joins. ' +
      'Pools that leave them possible without naming them are not flagged; a lower bound for `instance-generation` keeps ' +
      'them out there.',
    source: 'https://karpenter.sh/docs/troubleshooting/',
  },
  check({ manifest, report }) {
    for (const { path, key, operator, values } of requirementsOf(manifest)) {
      if (key !== INSTANCE_TYPE || operator !== 'In') continue;
      values.forEach((value, index) => {
        if (!WITH_SWAP.includes(value)) return;
        report({
          path: [...path, 'values', index],
          message: `${value} starts with swap, and with swap on the kubelet does not run`,
          fixes: proposal(`Remove ${value}`, () => removeItem(manifest, [...path, 'values', index])),
        });
      });
    }
  },
});
