/** A disruption budget: what it allows, and when it is active in the seven days to come. */
import { decodeBudgets, nodesAllowed, type Budget } from '../../../dynamics/budgets/budget';
import { activeSpans, type Span } from '../../../dynamics/budgets/intervals';
import { valueAt } from '../../../manifest/path';
import { isUnfilled } from '../../../manifest/placeholders';
import { localTime, UTC, zoneClock, type OffsetAt } from '../../../model/zoneClock';
import { isNodePool } from '../../poolPlaces';
import type { ClusterState, Facts, WallTime } from './ask';
import { basisLine, code, counted, paragraphs, plain } from './words';

const LIST = ['spec', 'disruption', 'budgets'];
const WEEK_SECONDS = 7 * 24 * 3600;
/** Spans that are listed. */
const SHOWN = 7;

export const budgetFacts: Facts = ({ manifest, path, cluster, time }) => {
  const index = path[LIST.length];
  if (!isNodePool(manifest) || !LIST.every((step, depth) => path[depth] === step)) return undefined;
  if (typeof index !== 'number') return undefined;
  const written = valueAt(manifest.value, [...LIST, index]);
  const decoded = decodeBudgets([written]);
  if (!decoded.ok) return undefined;
  const [budget] = decoded.value;
  if (!budget) return undefined;
  const nodePool = manifest.name ?? '';
  const state = cluster();
  const nodeCount = nodeCountOf(nodePool, state);
  return paragraphs(
    `**Budget ${index + 1}** · ${isOpen(written, 'nodes') ? 'how many nodes it lets go is filled in later' : allowedText(budget, nodeCount)}`,
    isOpen(written, 'schedule') || isOpen(written, 'duration')
      ? 'When it is active is filled in later.'
      : activityText(budget, time),
    nodeCount === undefined || state.state !== 'ready' ? '' : basisLine(state, { nodePool }),
  );
};

const isOpen = (budget: unknown, field: string): boolean => isUnfilled(valueAt(budget, [field]));

/** undefined where a share of the nodes is no number. */
function nodeCountOf(pool: string, state: ClusterState): number | undefined {
  if (state.state !== 'ready') return undefined;
  const found = state.preview.nodePools.find(({ name }) => name === pool);
  return found?.nodeCount || undefined;
}

function allowedText(budget: Budget, nodeCount: number | undefined): string {
  const reasons = budget.reasons ? ` for ${budget.reasons.map(plain).join(', ')}` : '';
  const allowed = nodesAllowed(budget, nodeCount ?? 0);
  if (!allowed.ok) return `not readable, so it lets no node go: ${plain(allowed.failure.message)}`;
  // Of however many.
  const isNone = Number.parseFloat(budget.nodes) === 0;
  if (nodeCount === undefined)
    return isNone
      ? `lets no node go${reasons}`
      : `lets ${code(budget.nodes)} of the nodes go at a time${reasons}`;
  const count = Math.max(0, Math.min(allowed.value, nodeCount));
  if (count === 0) return `lets none of ${counted(nodeCount, 'node')} go${reasons}`;
  return `lets ${count} of ${counted(nodeCount, 'node')} go at a time${reasons}`;
}

function activityText(budget: Budget, time: WallTime | undefined): string {
  if (budget.schedule === undefined && budget.durationNanos === undefined) return 'Active always.';
  if (!time) return '';
  const second = Math.floor(time.second);
  const week = { from: second, to: second + WEEK_SECONDS };
  const spans = activeSpans(budget, week);
  if (!spans.ok) return `Its schedule cannot be read: ${plain(spans.failure.message)}.`;
  if (spans.value.length === 0) return 'Active at no time in the next 7 days.';
  const [first] = spans.value;
  if (first && first.from <= week.from && first.to >= week.to) return 'Active throughout the next 7 days.';
  return spansText(toTheirEnd(spans.value, week, budget), time, second);
}

/** The last one may go on after the week. */
function toTheirEnd(spans: readonly Span[], week: Span, budget: Budget): readonly Span[] {
  const last = spans.at(-1);
  if (!last || last.to < week.to) return spans;
  const later = activeSpans(budget, { from: week.to, to: week.to + WEEK_SECONDS });
  const [next] = later.ok ? later.value : [];
  return next?.from === week.to ? [...spans.slice(0, -1), { from: last.from, to: next.to }] : spans;
}

function spansText(spans: readonly Span[], { timeZone }: WallTime, nowSecond: number): string {
  const offsetAt = AS_UTC.has(timeZone) ? UTC : zoneClock(timeZone);
  const lines = spans.slice(0, SHOWN).map((span) => `- ${spanText(span, offsetAt ?? UTC, nowSecond)}`);
  const more = spans.length > SHOWN ? [`- and ${spans.length - SHOWN} more`] : [];
  return [`Active in the next 7 days (${zoneText(timeZone, offsetAt)}):`, '', ...lines, ...more].join('\n');
}

/** Names under which machines have UTC itself: one time is enough. */
const AS_UTC: ReadonlySet<string> = new Set(['UTC', 'Etc/UTC']);

function zoneText(timeZone: string, offsetAt: OffsetAt | undefined): string {
  if (!offsetAt) return `UTC; there is no time zone ${plain(timeZone)}`;
  return offsetAt === UTC ? 'UTC' : `${plain(timeZone)}, then UTC`;
}

function spanText({ from, to }: Span, offsetAt: OffsetAt, nowSecond: number): string {
  const now = from <= nowSecond ? 'now, ' : '';
  const local = `${now}${dayTime(from, offsetAt)} to ${endTime(from, to, offsetAt)}`;
  return offsetAt === UTC ? local : `${local} · ${dayTime(from, UTC)} to ${endTime(from, to, UTC)} UTC`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function dayTime(second: number, offsetAt: OffsetAt): string {
  const { weekday, hour, minute } = localTime(second, offsetAt);
  return `${DAYS[weekday] ?? ''} ${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** The day again only where it is another; after a week its name would mislead. */
function endTime(from: number, to: number, offsetAt: OffsetAt): string {
  if (to - from >= WEEK_SECONDS) return 'a week later or more';
  const isSameDay = to - from < 24 * 3600 && localTime(from, offsetAt).day === localTime(to, offsetAt).day;
  const text = dayTime(to, offsetAt);
  return isSameDay ? text.slice(text.indexOf(' ') + 1) : text;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
