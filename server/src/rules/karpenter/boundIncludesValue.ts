/** B12: a bound that leaves out the size it names. */
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { isStatic, requirementsOf } from '../nodePoolView';
import { solveRule } from '../rule';
import { ownValue } from '../../util/own';

const INCLUSIVE: Readonly<Record<string, string>> = { Gt: 'Gte', Lt: 'Lte' };
const SIZES = ['karpenter.k8s.aws/instance-cpu'];

export const boundIncludesValue = solveRule({
  id: 'karpenter/bound-includes-value',
  kinds: [NODE_POOL],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'A bound on CPUs that names a size of EC2 includes it.',
    why:
      '`Gt` and `Lt` leave the value itself out: `instance-cpu Gt 4` begins with 8 CPUs. Who names a size that types have ' +
      'mostly means "at least" or "at most", which are `Gte` and `Lte`.',
    source: 'https://github.com/kubernetes-sigs/karpenter/blob/v1.14.1/designs/gte-lte-operators.md',
  },
  check({ manifest, facts, report }) {
    if (isStatic(manifest)) return;
    for (const { path, key, operator, values } of requirementsOf(manifest)) {
      const inclusive = ownValue(INCLUSIVE, operator);
      const value = values[0];
      if (inclusive === undefined || value === undefined || !SIZES.includes(key)) continue;
      const left = facts.classTypes(manifest).filter((type) => type.labels[key]?.includes(value)).length;
      if (left === 0) continue;
      report({
        path: [...path, 'operator'],
        message: `${operator} ${value} leaves out the ${left} types of exactly ${value}; ${inclusive} includes them`,
        fixes: () => [
          {
            title: `Change to ${inclusive}`,
            safe: false,
            edits: replaceValue(manifest, [...path, 'operator'], inclusive),
          },
        ],
      });
    }
  },
});
