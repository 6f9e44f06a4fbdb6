/** Answers questions about disruption budgets, given and returned as plain JSON: at an instant, over a span, or of a schedule
 *  alone. Never throws; what cannot be read is an `error` or `decodeError`. */
import { integerAt, listAt, textAt } from '../../manifest/fields';
import { parseBudgetSchedule } from '../../model/cron';
import { nextFire } from '../../model/cronNext';
import { formatSecond, parseInstant, wholeSecond } from '../../util/instant';
import { crdViolations, isScheduleAdmitted } from './admission';
import { allowedByBudget, decodeBudgets, isActive, type Budget } from './budget';
import { activeSpans, allowedSpans, type Span } from './intervals';
import { allowedDisruptions } from './reasons';

/** As in the contract: `kind` is budget (with `at`), timeline (with `from` and `to`) or schedule (with `after`). */
export type BudgetCase = Readonly<Record<string, unknown>>;
export type BudgetAnswer = Readonly<Record<string, unknown>>;

export function judgeBudgets(question: BudgetCase): BudgetAnswer {
  if (textAt(question, 'kind') === 'schedule') return judgeSchedule(question);
  const budgets = decodeBudgets(question?.budgets);
  if (!budgets.ok) return { decodeError: budgets.failure.message };
  return textAt(question, 'kind') === 'timeline'
    ? judgeTimeline(question, budgets.value)
    : judgeInstant(question, budgets.value);
}

function judgeInstant(question: BudgetCase, budgets: readonly Budget[]): BudgetAnswer {
  const at = parseInstant(textAt(question, 'at') ?? '');
  if (at === undefined) return { error: '"at" is no RFC 3339 time' };
  const nodeCount = integerAt(question, 'numNodes') ?? 0;
  const { allowed, ignoringErrors, error } = allowedDisruptions(budgets, nodeCount, at);
  const written = listAt(question, 'budgets');
  return {
    perReason: allowed,
    ...(error === undefined ? {} : { error, perReasonIgnoringErrors: ignoringErrors }),
    perBudget: budgets.map((budget, index) => ({
      ...standing(budget, nodeCount, at),
      crdViolations: crdViolations(written[index]),
    })),
  };
}

function standing(budget: Budget, nodeCount: number, at: bigint): BudgetAnswer {
  const active = isActive(budget, at);
  const allowed = allowedByBudget(budget, nodeCount, at);
  return {
    active: active.ok ? active.value : null,
    ...(active.ok ? {} : { error: active.failure.message }),
    allowed: allowed.ok ? allowed.value : 0,
    ...(allowed.ok ? {} : { allowedError: allowed.failure.message }),
  };
}

function judgeTimeline(question: BudgetCase, budgets: readonly Budget[]): BudgetAnswer {
  const from = parseInstant(textAt(question, 'from') ?? '');
  const to = parseInstant(textAt(question, 'to') ?? '');
  if (from === undefined || to === undefined) return { error: '"from" or "to" is no RFC 3339 time' };
  const span = { from: wholeSecond(from), to: wholeSecond(to) };
  const written = listAt(question, 'budgets');
  return {
    allowed: allowedSpans(budgets, integerAt(question, 'numNodes') ?? 0, span).map((step) => ({
      from: formatSecond(step.from),
      to: formatSecond(step.to),
      allowed: step.allowed,
    })),
    perBudget: budgets.map((budget, index) => ({
      ...activity(budget, span),
      crdViolations: crdViolations(written[index]),
    })),
  };
}

function activity(budget: Budget, span: Span): BudgetAnswer {
  const spans = activeSpans(budget, span);
  if (!spans.ok) return { intervals: null, error: spans.failure.message };
  return { intervals: spans.value.map(({ from, to }) => [formatSecond(from), formatSecond(to)]) };
}

const FIRINGS_SHOWN = 5;

function judgeSchedule(question: BudgetCase): BudgetAnswer {
  const schedule = textAt(question, 'schedule') ?? '';
  const crdPatternAccepts = isScheduleAdmitted(schedule);
  const parsed = parseBudgetSchedule(schedule);
  if (!parsed.ok) return { parses: false, error: parsed.problem, crdPatternAccepts, firstFive: [] };
  const after = parseInstant(textAt(question, 'after') ?? '') ?? 0n;
  const firstFive: string[] = [];
  let fire = nextFire(parsed.cron, wholeSecond(after));
  while (fire !== undefined && firstFive.length < FIRINGS_SHOWN) {
    firstFive.push(formatSecond(fire));
    fire = nextFire(parsed.cron, fire);
  }
  return { parses: true, crdPatternAccepts, ...(firstFive.length ? {} : { neverFires: true }), firstFive };
}
