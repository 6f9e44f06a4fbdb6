/** D8: a freeze that expiry walks through. */
import { blocksAll, budgetsOf, covers } from '../budgetView';
import { NODE_POOL } from '../kinds';
import { POOL_SPEC } from '../nodePoolView';
import { at, durationSeconds } from '../read';
import { editRule } from '../rule';

export const expiryIgnoresBudgets = editRule({
  id: 'karpenter/expiry-ignores-budgets',
  kinds: [NODE_POOL],
  severity: 'hint',
  fixable: false,
  docs: {
    summary: 'A pool whose budgets freeze disruption at times does not count on them for expiry.',
    why:
      'Budgets bound consolidation and drift. Expiry is forceful: a node that reaches `expireAfter` is drained at once, in ' +
      'the middle of a window of 0 nodes too, and nothing replaces it beforehand. PodDisruptionBudgets still count. Where ' +
      'nodes must stay during the window, set `expireAfter: Never` and roll nodes by drift.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#expiration',
  },
  check({ manifest, report }) {
    const path = [...POOL_SPEC, 'expireAfter'];
    const seconds = durationSeconds(at(manifest.value, ...path));
    const freeze = budgetsOf(manifest).find(
      (budget) => budget.isScheduled && blocksAll(budget) && covers(budget, 'Drifted'),
    );
    if (seconds === undefined || !freeze) return;
    report({
      path,
      message: `nodes expire inside the window of budget ${String(freeze.path.at(-1))} as well: expiry ignores budgets`,
    });
  },
});
