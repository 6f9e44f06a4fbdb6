/** D16: consolidation without a pause. */
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { isStatic } from '../nodePoolView';
import { at, durationSeconds, isSet, text } from '../read';
import { editRule } from '../rule';

const MINUTE = 60;

export const consolidateAfterSet = editRule({
  id: 'karpenter/consolidate-after-not-zero',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Consolidation of underused nodes waits a moment after the last change.',
    why:
      '`consolidateAfter` is the time since the last pod came or went on a node. It is 0s when `spec.disruption` is left ' +
      'out. Together with `WhenEmptyOrUnderutilized` every pod that ends makes its node a candidate at once, so ' +
      'workloads that go up and down move nodes all day. A minute or more keeps the savings and drops the churn.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#consolidation',
  },
  check({ manifest, report }) {
    const disruption = at(manifest.value, 'spec', 'disruption');
    const policy = at(disruption, 'consolidationPolicy');
    if (isStatic(manifest) || (isSet(policy) && text(policy) !== 'WhenEmptyOrUnderutilized')) return;
    const path = ['spec', 'disruption', 'consolidateAfter'];
    const after = at(disruption, 'consolidateAfter');
    if (!isSet(disruption)) {
      report({
        path: ['spec'],
        mark: 'key',
        severity: 'info',
        message:
          'no spec.disruption: nodes are consolidated the moment they look underused (consolidateAfter 0s); 1m or more avoids churn',
      });
    } else if ((durationSeconds(after) ?? MINUTE) < MINUTE) {
      const isZero = durationSeconds(after) === 0;
      report({
        path,
        ...(isZero ? {} : { severity: 'hint' as const }),
        message: isZero
          ? `consolidateAfter ${text(after)}: every pod that ends can replace its node at once; 1m or more avoids churn`
          : `consolidateAfter ${text(after)}: workloads that go up and down by the minute move their nodes; 1m or more avoids churn`,
        fixes: () => [
          {
            title: 'Wait one minute (consolidateAfter: 1m)',
            safe: false,
            edits: replaceValue(manifest, path, '1m'),
          },
        ],
      });
    }
  },
});
