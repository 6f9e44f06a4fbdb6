/** Disruption budgets as rules look at them.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go Budget@v1.14.1 */
import type { Manifest } from '../manifest/document';
import type { Path } from '../manifest/path';
import { at, durationSeconds, isSet, list, scalarText, text, texts } from './read';

export interface PlacedBudget {
  readonly path: Path;
  readonly nodes: string | undefined;
  readonly schedule: string | undefined;
  readonly durationSeconds: number | undefined;
  /** Whether a schedule is there at all, readable or not. */
  readonly isScheduled: boolean;
  /** undefined: every reason. */
  readonly reasons: readonly string[] | undefined;
}

export const BUDGETS: Path = ['spec', 'disruption', 'budgets'];
export const REASONS = ['Drifted', 'Empty', 'Underutilized'] as const;

export function budgetsOf(pool: Manifest): readonly PlacedBudget[] {
  return list(at(pool.value, ...BUDGETS)).map((budget, index) => ({
    path: [...BUDGETS, index],
    nodes: scalarText(at(budget, 'nodes')),
    schedule: text(at(budget, 'schedule')),
    durationSeconds: durationSeconds(at(budget, 'duration')),
    isScheduled: isSet(at(budget, 'schedule')) || isSet(at(budget, 'duration')),
    reasons: isSet(at(budget, 'reasons')) ? texts(at(budget, 'reasons')) : undefined,
  }));
}

/** A budget that lets no node go, whatever the size of the pool. */
export const blocksAll = (budget: PlacedBudget): boolean => budget.nodes === '0' || budget.nodes === '0%';

export const covers = (budget: PlacedBudget, reason: string): boolean =>
  budget.reasons === undefined || budget.reasons.includes(reason);
