/** What all budgets of a pool together allow, by the reason of the disruption. */
import type { Outcome } from '../../util/outcome';
import { allowedByBudget, UNBOUNDED, type Budget } from './budget';

export const DISRUPTION_REASONS = ['Drifted', 'Empty', 'Underutilized'] as const;
export type DisruptionReason = (typeof DISRUPTION_REASONS)[number];
export type AllowedByReason = Readonly<Record<DisruptionReason, number>>;

export interface BudgetVerdict {
  /** What the controller goes by: one budget in error closes every reason. */
  readonly allowed: AllowedByReason;
  /** The smallest numbers of the budgets that apply, those in error counted as 0. */
  readonly ignoringErrors: AllowedByReason;
  /** Why a budget is in error, of the first one. */
  readonly error?: string;
}

/** @source kubernetes-sigs/karpenter nodepool.go MustGetAllowedDisruptions, GetAllowedDisruptionsByReason@v1.14.1 */
export function allowedDisruptions(
  budgets: readonly Budget[],
  nodeCount: number,
  nowNanos: bigint,
): BudgetVerdict {
  return together(
    budgets.map((budget) => ({ budget, allowed: allowedByBudget(budget, nodeCount, nowNanos) })),
  );
}

/** A budget with the number it allows at some instant. */
export interface JudgedBudget {
  readonly budget: Budget;
  readonly allowed: Outcome<number>;
}

/** What budgets allow together. */
export function together(judged: readonly JudgedBudget[]): BudgetVerdict {
  const ignoringErrors = byReason((reason) => {
    const counts = judged
      .filter(({ budget }) => appliesTo(budget, reason))
      .map(({ allowed }) => (allowed.ok ? allowed.value : 0));
    return Math.min(UNBOUNDED, ...counts);
  });
  const wrong = judged.map(({ allowed }) => allowed).find(({ ok }) => !ok);
  if (!wrong || wrong.ok) return { allowed: ignoringErrors, ignoringErrors };
  return { allowed: byReason(() => 0), ignoringErrors, error: wrong.failure.message };
}

const appliesTo = ({ reasons }: Budget, reason: DisruptionReason): boolean =>
  reasons === undefined || reasons.includes(reason);

const byReason = (count: (reason: DisruptionReason) => number): AllowedByReason => ({
  Drifted: count('Drifted'),
  Empty: count('Empty'),
  Underutilized: count('Underutilized'),
});
