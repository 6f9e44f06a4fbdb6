/** B35: types that start with swap. */
import { NODE_POOL } from '../kinds';
import { REQUIREMENTS, isStatic } from '../nodePoolView';
import { solveRule } from '../rule';

const WITH_SWAP = ['c1.medium', 'm1.small'];

export const noSwapTypes = solveRule({
  id: 'karpenter/no-swap-types',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'A pool leaves out the types whose system has swap.',
    why:
      'c1.medium and m1.small start with a swap partition, and the kubelet does not run with swap on: such a node never ' +
      'joins. A lower bound for `instance-generation` leaves them out.',
    source: 'https://karpenter.sh/docs/troubleshooting/',
  },
  check({ manifest, facts, report }) {
    if (isStatic(manifest)) return;
    const names = facts
      .poolTypes(manifest)
      .map(({ name }) => name)
      .filter((name) => WITH_SWAP.includes(name));
    if (names.length === 0) return;
    report({
      path: REQUIREMENTS,
      mark: 'key',
      message: `${names.join(' and ')} may be launched: with its swap the kubelet does not start`,
    });
  },
});
