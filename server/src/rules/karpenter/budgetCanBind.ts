/** D9: a budget that never counts. */
import { removeItem } from '../edits';
import { safeProposal } from '../proposals';
import { budgetsOf, type PlacedBudget } from '../budgetView';
import { NODE_POOL } from '../kinds';
import { editRule } from '../rule';

export const budgetCanBind = editRule({
  id: 'karpenter/budget-can-bind',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'No disruption budget is undercut by another at all times.',
    why:
      'Of all budgets that are active for a reason the smallest counts. One that allows more than another without a ' +
      'schedule, for the same reasons, never counts: it can go, or the other one was meant for certain times.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#nodes',
  },
  check({ manifest, report }) {
    const budgets = budgetsOf(manifest);
    for (const [index, budget] of budgets.entries()) {
      const other = budgets.find((one, at) => at !== index && undercuts(one, budget, at < index));
      if (!other) continue;
      report({
        path: budget.path,
        shownAt: [...budget.path, 'nodes'],
        message: `never counts: budget ${String(other.path.at(-1))} allows ${other.nodes ?? ''} at all times`,
        fixes: safeProposal('Remove this budget', () => removeItem(manifest, budget.path)),
      });
    }
  },
});

/** Of equal ones the later is the needless one. */
function undercuts(a: PlacedBudget, b: PlacedBudget, isEarlier: boolean): boolean {
  if (a.isScheduled || !coversAll(a, b)) return false;
  const [limitA, limitB] = [amount(a.nodes), amount(b.nodes)];
  if (!limitA || !limitB || limitA.unit !== limitB.unit) return false;
  return limitA.value < limitB.value || (limitA.value === limitB.value && isEarlier && !b.isScheduled);
}

const coversAll = (a: PlacedBudget, b: PlacedBudget): boolean =>
  a.reasons === undefined || (b.reasons ?? [undefined]).every((one) => one && a.reasons?.includes(one));

function amount(nodes: string | undefined): { readonly value: number; readonly unit: string } | undefined {
  const match = /^(\d+)(%?)$/.exec(nodes ?? '');
  return match ? { value: Number(match[1]), unit: match[2] ?? '' } : undefined;
}
