/** B17: more values wanted than the other requirements leave. */
import { replaceSource } from '../edits';
import { proposal } from '../proposals';
import { NODE_POOL } from '../kinds';
import { isStatic, requirementsOf } from '../nodePoolView';
import { solveRule } from '../rule';

export const minValuesReachable = solveRule({
  id: 'karpenter/min-values-reachable',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'minValues can be met by the types that all requirements together leave.',
    why:
      'With the default policy `Strict` a node is launched only when its types have that many values of the label. When ' +
      'the other requirements leave fewer, no pod can ever be placed. With `BestEffort` the number is lowered instead.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#min-values',
  },
  check({ manifest, facts, options, report }) {
    const types = facts.poolTypes(manifest);
    if (isStatic(manifest) || types.length === 0) return;
    requirementsOf(manifest).forEach((requirement) => {
      const { key, minValues, path } = requirement;
      if (minValues === undefined) return;
      const labels = types.map((type) => type.labels[key]);
      if (labels.some((values) => values === undefined)) return;
      const left = new Set(labels.flatMap((values) => values ?? [])).size;
      if (left >= minValues) return;
      report({
        path: [...path, 'minValues'],
        ...(options.minValuesPolicy === 'BestEffort' ? { severity: 'info' as const } : {}),
        message: `minValues ${minValues}, but the requirements together leave ${left} ${left === 1 ? 'value' : 'values'} of ${key}: no node can be launched`,
        fixes: proposal(`Lower minValues to ${left}`, () =>
          replaceSource(manifest, [...path, 'minValues'], String(left)),
        ),
      });
    });
  },
});
