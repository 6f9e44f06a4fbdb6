/** D5: budgets written as windows in which disruption is allowed. */
import { insertItem } from '../edits';
import { NODE_POOL } from '../kinds';
import { BUDGETS, budgetsOf } from '../budgetView';
import { editRule } from '../rule';

export const budgetHasFloor = editRule({
  id: 'karpenter/budget-has-floor',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Beside scheduled disruption budgets one is always active.',
    why:
      'Budgets only restrict. Outside the windows of the scheduled ones nothing limits how many nodes go at once: the ' +
      'default of 10% counts only while no budget is written at all. Where windows block (nodes 0), add a budget without ' +
      'a schedule for the rest of the time. Where they were meant to allow, turn them round: a low budget always, or ' +
      '0 nodes during the hours that must stay quiet.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets',
  },
  check({ manifest, report }) {
    const budgets = budgetsOf(manifest);
    if (budgets.length === 0 || budgets.some((budget) => !budget.isScheduled)) return;
    report({
      path: BUDGETS,
      mark: 'key',
      message:
        budgets.length === 1
          ? 'outside the schedule of the only budget any number of nodes may be disrupted at once, not 10%'
          : `outside the schedules of these ${budgets.length} budgets any number of nodes may be disrupted at once, not 10%`,
      fixes: () => [
        {
          title: 'Add a budget of 10% for the rest of the time',
          safe: false,
          edits: insertItem(manifest, BUDGETS, 'nodes: "10%"'),
        },
      ],
    });
  },
});
