/** When budgets are active over a span of time, found by walking from firing to firing. */
import type { Cron } from '../../model/cron';
import { nextFire } from '../../model/cronNext';
import { wholeSecond } from '../../util/instant';
import { success, type Outcome } from '../../util/outcome';
import { compareNumber } from '../../util/sort';
import { cronOf, isActive, nodesAllowed, UNBOUNDED, type Budget } from './budget';
import { DISRUPTION_REASONS, together, type AllowedByReason, type JudgedBudget } from './reasons';

/** From the first second to before the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface AllowedSpan extends Span {
  readonly allowed: AllowedByReason;
}

const HOUR = 3600;
const NANOS_PER_SECOND = 1_000_000_000n;
const nanosOf = (second: number): bigint => BigInt(second) * NANOS_PER_SECOND;

/** Spans within `span` in which the budget is active, ascending and apart; fails when its schedule does not parse. */
export function activeSpans(budget: Budget, span: Span): Outcome<readonly Span[]> {
  const { durationNanos = 0n } = budget;
  const atStart = isActive(budget, nanosOf(span.from));
  if (!atStart.ok) return atStart;
  const parsed = cronOf(budget);
  if (!parsed.ok || parsed.cron.kind === 'every') return success(atStart.value ? [span] : []);
  // An activity that ends within a second holds at that second's begin.
  const durationSeconds = -wholeSecond(-durationNanos);
  const spans: Span[] = [];
  let after = span.from - lookBack(parsed.cron, span.from, durationSeconds);
  for (;;) {
    const fire = nextFire(parsed.cron, after);
    if (fire === undefined) spans.push(unending(spans, span, atStart.value));
    if (fire === undefined || fire >= span.to) return success(clipped(spans, span));
    spans.push({ from: fire, to: fire + durationSeconds });
    after = fire;
  }
}

/** How far before `from` to begin: as far as the duration reaches, but no further than the last firings before it. */
function lookBack(cron: Cron, from: number, durationSeconds: number): number {
  let seconds = HOUR;
  while (seconds < durationSeconds && (nextFire(cron, from - seconds) ?? Infinity) > from) seconds *= 2;
  return Math.min(seconds, durationSeconds);
}

/** A schedule without further firings is active for good once the duration of its last one is over. */
function unending(spans: readonly Span[], { from, to }: Span, isActiveAtStart: boolean): Span {
  return { from: spans.at(-1)?.to ?? (isActiveAtStart ? from : to), to };
}

/** Spans in ascending order, cut to `span` and joined where they touch. */
function clipped(spans: readonly Span[], span: Span): readonly Span[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of spans) {
    const cut = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
    if (cut.from >= cut.to) continue;
    const last = joined.at(-1);
    if (last && cut.from <= last.to) last.to = Math.max(last.to, cut.to);
    else joined.push(cut);
  }
  return joined;
}

/** What all budgets together allow, as a step function over `span`. */
export function allowedSpans(
  budgets: readonly Budget[],
  nodeCount: number,
  span: Span,
): readonly AllowedSpan[] {
  const timed = budgets.map((budget) => new TimedBudget(budget, nodeCount, span));
  const edges = new Set([span.from, ...timed.flatMap(({ edges }) => edges)]);
  const starts = [...edges].filter((edge) => edge < span.to).sort(compareNumber);
  const steps: { from: number; to: number; allowed: AllowedByReason }[] = [];
  for (const [index, from] of starts.entries()) {
    const { allowed } = together(timed.map((budget) => budget.at(from)));
    const to = starts[index + 1] ?? span.to;
    const last = steps.at(-1);
    if (last && isSame(last.allowed, allowed)) last.to = to;
    else steps.push({ from, to, allowed });
  }
  return steps;
}

/** A budget with its active spans; asked in ascending order of time. */
class TimedBudget {
  private readonly spans: Outcome<readonly Span[]>;
  private readonly whenActive: Outcome<number>;
  private next = 0;

  constructor(
    private readonly budget: Budget,
    nodeCount: number,
    span: Span,
  ) {
    this.spans = activeSpans(budget, span);
    this.whenActive = this.spans.ok ? nodesAllowed(budget, nodeCount) : this.spans;
  }

  get edges(): number[] {
    return this.spans.ok ? this.spans.value.flatMap(({ from, to }) => [from, to]) : [];
  }

  at(second: number): JudgedBudget {
    const { budget, spans, whenActive } = this;
    if (!spans.ok) return { budget, allowed: spans };
    while ((spans.value[this.next]?.to ?? Infinity) <= second) this.next++;
    const isActiveNow = (spans.value[this.next]?.from ?? Infinity) <= second;
    return { budget, allowed: isActiveNow ? whenActive : success(UNBOUNDED) };
  }
}

const isSame = (a: AllowedByReason, b: AllowedByReason): boolean =>
  DISRUPTION_REASONS.every((reason) => a[reason] === b[reason]);
