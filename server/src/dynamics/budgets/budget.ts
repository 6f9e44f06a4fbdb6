/** One disruption budget: how it is read, when it is active, how many nodes it lets go.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go@v1.14.1 */
import { fieldsOf, textAt, valueAt } from '../../manifest/fields';
import { parseBudgetSchedule, type Cron } from '../../model/cron';
import { nextFire } from '../../model/cronNext';
import { goDurationNanos } from '../../util/goDuration';
import { failed, success, type Outcome } from '../../util/outcome';
import { wholeSecond } from '../../util/instant';
import { perObject } from '../../util/perObject';
import { integerPart, percentOf } from './nodeCount';

/** A budget as it is stored, after the API server's defaults. */
export interface Budget {
  readonly nodes: string;
  readonly schedule?: string;
  readonly durationNanos?: bigint;
  /** Absent: every reason. Empty: none. */
  readonly reasons?: readonly string[];
}

/** What Karpenter stands for "no limit". */
export const UNBOUNDED = 2147483647;

/** Reads the list `spec.disruption.budgets`; fails when a duration is no Go duration. */
export function decodeBudgets(value: unknown): Outcome<readonly Budget[]> {
  const budgets: Budget[] = [];
  for (const item of Array.isArray(value) ? value : []) {
    const duration = valueAt(item, 'duration') ?? undefined;
    const durationNanos = typeof duration === 'string' ? goDurationNanos(duration) : undefined;
    if (duration !== undefined && durationNanos === undefined)
      return failed(`${JSON.stringify(duration)} is no duration, such as 8h or 1h30m`);
    budgets.push(budgetOf(item, durationNanos));
  }
  return success(budgets);
}

function budgetOf(item: unknown, durationNanos: bigint | undefined): Budget {
  const schedule = textAt(item, 'schedule');
  const { reasons } = fieldsOf(item);
  return {
    nodes: textAt(item, 'nodes') ?? '',
    ...(schedule === undefined ? {} : { schedule }),
    ...(durationNanos === undefined ? {} : { durationNanos }),
    ...(Array.isArray(reasons) ? { reasons: reasons.map(String) } : {}),
  };
}

/** The budget's schedule, parsed once. */
export const cronOf = perObject(({ schedule = '' }: Budget) => parseBudgetSchedule(schedule));

/** Whether the budget holds at an instant: from each firing on, for its duration. One that never fires always holds.
 *  Fails when the schedule does not parse, as any with a time zone of its own does.
 *  @param nowNanos nanoseconds since 1970 in UTC */
export function isActive(budget: Budget, nowNanos: bigint): Outcome<boolean> {
  const { schedule, durationNanos } = budget;
  if (schedule === undefined && durationNanos === undefined) return success(true);
  const parsed = cronOf(budget);
  if (!parsed.ok) return failed(parsed.problem);
  const fire = fireAfter(budget, parsed.cron, wholeSecond(nowNanos - (durationNanos ?? 0n)));
  return success(fire === undefined || fire <= wholeSecond(nowNanos));
}

/** What a schedule was last asked for: from then until it fires the answer is the same. */
interface KnownFire {
  from: number;
  fire: number;
}

const knownFires = perObject((_: Budget): KnownFire => ({ from: Infinity, fire: -Infinity }));

function fireAfter(budget: Budget, cron: Cron, second: number): number | undefined {
  // An interval counts from the question.
  if (cron.kind === 'every') return nextFire(cron, second);
  const known = knownFires(budget);
  if (known.from <= second && second < known.fire) return known.fire;
  const fire = nextFire(cron, second);
  if (fire !== undefined) Object.assign(known, { from: second, fire });
  return fire;
}

/** How many of `nodeCount` nodes may be disrupted at the instant, as far as this budget goes; percentages round up.
 *  Fails when the schedule or the number does not parse: upstream then counts 0. */
export function allowedByBudget(budget: Budget, nodeCount: number, nowNanos: bigint): Outcome<number> {
  const active = isActive(budget, nowNanos);
  if (!active.ok) return active;
  return active.value ? nodesAllowed(budget, nodeCount) : success(UNBOUNDED);
}

/** The number of an active budget. */
export function nodesAllowed(budget: Budget, nodeCount: number): Outcome<number> {
  const { count, percent } = sizeOf(budget);
  if (count !== undefined) return success(count | 0);
  if (percent !== undefined) return success(percentOf(percent, nodeCount));
  return failed(`${JSON.stringify(budget.nodes)} is neither a number nor a percentage`);
}

/** The budget's number or percentage, read once. */
const sizeOf = perObject(({ nodes }: Budget) => ({
  count: integerPart(nodes),
  percent: nodes.endsWith('%') ? integerPart(nodes.slice(0, -1)) : undefined,
}));
