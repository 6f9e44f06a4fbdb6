/** D6: budgets for some reasons leave the others without a limit. */
import { insertItem } from '../edits';
import { NODE_POOL } from '../kinds';
import { BUDGETS, REASONS, budgetsOf, covers } from '../budgetView';
import { editRule } from '../rule';

export const budgetReasonsCovered = editRule({
  id: 'karpenter/budget-reasons-covered',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Disruption budgets cover every reason.',
    why:
      'A budget with `reasons` counts for those alone. A reason that no budget names has no limit at all; the default of ' +
      '10% counts only while no budget is written. Add one for the others, or one without reasons as the common ceiling.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#reasons',
  },
  check({ manifest, report }) {
    const budgets = budgetsOf(manifest);
    const open = REASONS.filter((reason) => !budgets.some((budget) => covers(budget, reason)));
    if (budgets.length === 0 || open.length === 0) return;
    report({
      path: BUDGETS,
      mark: 'key',
      message: `no budget covers ${open.join(', ')}: any number of nodes may go at once for ${open.length === 1 ? 'that reason' : 'those reasons'}`,
      fixes: () => [
        {
          title: `Add a budget of 10% for ${open.join(', ')}`,
          safe: false,
          edits: insertItem(manifest, BUDGETS, `{ nodes: "10%", reasons: [${open.join(', ')}] }`),
        },
      ],
    });
  },
});
