/** D7: a budget that blocks drift for good. */
import { replaceSource } from '../edits';
import { proposal } from '../proposals';
import { NODE_POOL } from '../kinds';
import { parseBudgetSchedule } from '../../model/cron';
import { blocksAll, budgetsOf, covers, type PlacedBudget } from '../budgetView';
import { longestGapMinutes } from '../cronTimes';
import { editRule } from '../rule';

export const budgetLetsNodesRoll = editRule({
  id: 'karpenter/budget-lets-nodes-roll',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'No disruption budget blocks every node at all times.',
    why:
      'A budget of 0 nodes that is always active stops consolidation and drift for good: new AMIs and changed node ' +
      'classes never reach running nodes, and half-empty nodes stay. It does not stop expiry. Give it a schedule and ' +
      'a duration, or name the reasons that it should block.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets',
  },
  check({ manifest, report }) {
    for (const budget of budgetsOf(manifest)) {
      if (!blocksAll(budget)) continue;
      const why = alwaysActive(budget);
      if (why === undefined) continue;
      const reasons = budget.reasons;
      if (reasons?.length === 0) continue;
      const drift = covers(budget, 'Drifted');
      report({
        path: [...budget.path, 'nodes'],
        ...(drift ? {} : { severity: 'info' as const }),
        message:
          reasons === undefined
            ? `nodes ${budget.nodes}${why}: no node is ever consolidated or replaced after drift`
            : `nodes ${budget.nodes}${why}: never disrupted for ${reasons.join(', ')}`,
        fixes: proposal("Allow 10% at a time, Karpenter's default", () =>
          budget.isScheduled ? [] : replaceSource(manifest, [...budget.path, 'nodes'], '10%'),
        ),
      });
    }
  },
});

/** Why the budget is active at every time; undefined when there are times at which it is not. */
function alwaysActive(budget: PlacedBudget): string | undefined {
  if (!budget.isScheduled) return ' without a schedule';
  if (budget.schedule === undefined || budget.durationSeconds === undefined) return undefined;
  const parsed = parseBudgetSchedule(budget.schedule);
  if (!parsed.ok) return undefined;
  const gapMinutes = longestGapMinutes(parsed.cron);
  if (gapMinutes === undefined || budget.durationSeconds < gapMinutes * 60) return undefined;
  return `, and its windows leave no gap (every ${gapMinutes} min for ${budget.durationSeconds / 60} min)`;
}
