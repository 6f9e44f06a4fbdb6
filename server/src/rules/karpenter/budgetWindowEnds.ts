/** D10: a window that is always open. */
import { removeEntry } from '../edits';
import { safeProposal } from '../proposals';
import { parseBudgetSchedule } from '../../model/cron';
import { budgetsOf, blocksAll } from '../budgetView';
import { longestGapMinutes } from '../cronTimes';
import { NODE_POOL } from '../kinds';
import { editRule } from '../rule';

export const budgetWindowEnds = editRule({
  id: 'karpenter/budget-window-ends',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The window of a scheduled budget ends before it begins again.',
    why:
      'A window that lasts as long as the time between two starts is always open: the schedule changes nothing. Shorten ' +
      '`duration`, or drop both so that the budget says what it does.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#duration',
  },
  check({ manifest, report }) {
    for (const budget of budgetsOf(manifest)) {
      if (budget.schedule === undefined || budget.durationSeconds === undefined || blocksAll(budget))
        continue;
      const parsed = parseBudgetSchedule(budget.schedule);
      const gap = parsed.ok ? longestGapMinutes(parsed.cron) : undefined;
      if (gap === undefined || budget.durationSeconds < gap * 60) continue;
      report({
        path: [...budget.path, 'schedule'],
        message: 'the window begins again before it ends: this budget is active at all times',
        fixes: safeProposal('Remove schedule and duration', () => {
          const parts = ['schedule', 'duration'].map((key) => removeEntry(manifest, [...budget.path, key]));
          return parts.every((edits) => edits[0]?.range.start.character === 0) ? parts.flat() : [];
        }),
      });
    }
  },
});
