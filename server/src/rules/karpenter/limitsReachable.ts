/** C3: part of a limit that no whole node fits. */
import { replaceSource } from '../edits';
import { safeProposal } from '../proposals';
import { formatAmount, resourceAmount } from '../../model/resources';
import { NODE_POOL } from '../kinds';
import { isStatic } from '../nodePoolView';
import { at, scalarText } from '../read';
import { solveRule } from '../rule';

/** Less than this is not worth a word. */
const WORTH_MILLI = 4000;

export const limitsReachable = solveRule({
  id: 'karpenter/limits-reachable',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The CPU limit of a pool is a multiple of what its types come in.',
    why:
      'Nodes are whole: when every type of a pool has a multiple of 32 CPUs, a limit of 2063 ends at 2048, and the rest can ' +
      'never be used. Set a multiple, or allow smaller sizes.',
    source: 'https://github.com/aws/karpenter-provider-aws/issues/6328',
  },
  check({ manifest, facts, report }) {
    const written = scalarText(at(manifest.value, 'spec', 'limits', 'cpu'));
    const limit = (written === undefined ? undefined : resourceAmount('cpu', written)) ?? NaN;
    const types = facts.poolTypes(manifest);
    if (isStatic(manifest) || !Number.isSafeInteger(limit) || types.length === 0) return;
    const step = types.map((type) => type.capacity['cpu'] ?? 0).reduce(greatestCommonDivisor);
    const rest = step > 0 ? limit % step : 0;
    if (limit < step || rest < WORTH_MILLI) return;
    report({
      path: ['spec', 'limits', 'cpu'],
      message: `every type comes in multiples of ${formatAmount('cpu', step)} CPUs: ${formatAmount('cpu', limit - rest)} of ${written ?? ''} can be used`,
      fixes: safeProposal(`Change to ${formatAmount('cpu', limit - rest)}`, () =>
        replaceSource(manifest, ['spec', 'limits', 'cpu'], JSON.stringify(formatAmount('cpu', limit - rest))),
      ),
    });
  },
});

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
