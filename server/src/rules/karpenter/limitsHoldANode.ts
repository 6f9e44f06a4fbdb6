/** C2: limits below the smallest node. */
import { replaceSource } from '../edits';
import { proposal } from '../proposals';
import { NODE_POOL } from '../kinds';
import { formatAmount, resourceAmount } from '../../model/resources';
import { counted } from '../../util/thousands';
import { isStatic } from '../nodePoolView';
import { at, record, scalarText } from '../read';
import { solveRule } from '../rule';

export const limitsHoldANode = solveRule({
  id: 'karpenter/limits-hold-a-node',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The limits of a pool hold its smallest instance type.',
    why:
      'Karpenter leaves out every type that would exceed what is left of a limit. When even the smallest type is larger ' +
      'than the limit the pool can launch nothing ("all available instance types exceed limits for nodepool").',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#speclimits',
  },
  check({ manifest, facts, report }) {
    const types = facts.poolTypes(manifest);
    if (isStatic(manifest) || types.length === 0) return;
    for (const [resource, written] of Object.entries(record(at(manifest.value, 'spec', 'limits')))) {
      const limit = resourceAmount(resource, scalarText(written) ?? '');
      if (limit === undefined || (resource !== 'cpu' && resource !== 'memory')) continue;
      const least = Math.min(...types.map((type) => type.capacity[resource] ?? 0));
      if (limit >= least) continue;
      report({
        path: ['spec', 'limits', resource],
        message: `limit ${scalarText(written)} is below the ${types.length === 1 ? 'only type left' : `smallest of ${counted(types.length, 'type')}`} (${formatAmount(resource, least)} ${resource}): the pool can launch nothing`,
        fixes: proposal(`Raise to ${formatAmount(resource, least)}`, () =>
          replaceSource(
            manifest,
            ['spec', 'limits', resource],
            JSON.stringify(formatAmount(resource, least)),
          ),
        ),
      });
    }
  },
});
