/** The week of the disruption budgets as a calendar: a row a day, a column an hour, in the reader's time zone. */
import type {
  BudgetSpan,
  BudgetWeekEntry,
  BudgetWeekPool,
  BudgetWeekResult,
} from '../../../server/src/protocol/requests';
import { counted, grouped } from '../format';
import { html, type Html } from '../html';
import { duration } from './compareView';
import { placeLink } from './parts';

const DAY = 86_400;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const REASONS = ['Drifted', 'Underutilized', 'Empty'] as const;
type Reason = (typeof REASONS)[number];

/** The days of a week as the reader's clock has them. */
export interface Week {
  /** Begin of each day and the end of the last, in seconds since 1970: a day may have 23 or 25 hours. */
  readonly dayStarts: readonly number[];
  readonly timeZone: string;
  /** What the setting names, and is none. */
  readonly unknownZone?: string;
  /** An instant as the reader's clock shows it: "Mon 09:00". */
  readonly timeText: (second: number) => string;
}

export function renderWeek(week: Week, answer: BudgetWeekResult | undefined): Html {
  if (!answer) return html`<p class="quiet">Looking at the budgets…</p>`;
  if (answer.state !== 'ready') return html`<p class="bad">${answer.message}</p>`;
  return html`<p class="quiet">
      This week in
      ${week.timeZone}${week.unknownZone !== undefined && ` (there is no time zone ${week.unknownZone})`};
      Karpenter reads schedules in UTC. Where nothing may be disrupted the hours are hatched.
    </p>
    ${answer.pools.map((pool) => renderPool(pool, week))}`;
}

function renderPool(pool: BudgetWeekPool, week: Week): Html {
  return html`<section class="pool week" data-week="${pool.name}">
    <header class="pool-head">
      <h2>${placeLink(pool.name, pool.location)}</h2>
      <p class="pool-sum">
        <span>${counted(pool.nodeCount, 'node')}</span>
        <span class="blocked-hours ${blockedSeconds(pool) > 0 && 'bad'}">${blockedText(pool)}</span>
      </p>
    </header>
    ${pool.problem !== undefined && html`<p class="bad">${pool.problem}</p>`}
    <ul class="budgets" aria-label="Budgets of ${pool.name}">
      ${pool.budgets.map((budget) => html`<li>${renderBudget(budget)}</li>`)}
    </ul>
    ${calendarsOf(pool).map(({ reasons, steps }) => renderCalendar(pool, { reasons, steps }, week))}
  </section>`;
}

function renderBudget({ nodes, schedule, duration, reasons, location, problem }: BudgetWeekEntry): Html {
  const when = schedule === undefined ? 'always' : `${schedule} for ${duration ?? 'no time'}`;
  const why = reasons === undefined ? 'every reason' : reasons.join(', ') || 'no reason';
  return html`${placeLink(html`<code>${nodes}</code> of the nodes`, location)}
    <span class="quiet">${when}, ${why}</span>
    ${problem !== undefined && html`<span class="bad">${problem}</span>`}`;
}

/** In which nodes may not be disrupted for one reason at least. */
const blockedSeconds = ({ allowed }: BudgetWeekPool): number =>
  allowed
    .filter(({ nodeCounts }) => REASONS.some((reason) => nodeCounts[reason] === 0))
    .reduce((sum, { from, to }) => sum + to - from, 0);

export function blockedText(pool: BudgetWeekPool): string {
  if (pool.problem !== undefined) return 'a budget is refused';
  const seconds = blockedSeconds(pool);
  const total = pool.allowed.reduce((sum, { from, to }) => sum + to - from, 0);
  if (seconds === 0) return 'never blocked';
  return seconds >= total ? 'blocked all week' : `blocked ${duration(seconds)} of the week`;
}

interface Step extends BudgetSpan {
  /** undefined: no limit. */
  readonly count: number | undefined;
}

interface Calendar {
  readonly reasons: readonly Reason[];
  readonly steps: readonly Step[];
}

/** Reasons for which the same is allowed all week share a calendar. */
function calendarsOf({ allowed }: BudgetWeekPool): Calendar[] {
  const calendars = new Map<string, { reasons: Reason[]; steps: readonly Step[] }>();
  for (const reason of REASONS) {
    const steps = joined(
      allowed.map(({ from, to, nodeCounts }) => ({ from, to, count: nodeCounts[reason] })),
    );
    const key = JSON.stringify(steps);
    const calendar = calendars.get(key) ?? { reasons: [], steps };
    calendar.reasons.push(reason);
    calendars.set(key, calendar);
  }
  return [...calendars.values()];
}

function joined(steps: readonly Step[]): Step[] {
  const result: { from: number; to: number; count: number | undefined }[] = [];
  for (const step of steps) {
    const last = result.at(-1);
    if (last && last.count === step.count && last.to === step.from) last.to = step.to;
    else result.push({ ...step });
  }
  return result;
}

function renderCalendar({ name, nodeCount }: BudgetWeekPool, { reasons, steps }: Calendar, week: Week): Html {
  return html`<figure class="calendar">
    <figcaption>${reasons.join(', ')}</figcaption>
    ${drawCalendar(`${name}, ${reasons.join(', ')}`, { steps, nodeCount, week })}
    <details class="spans" data-key="spans/${name}/${reasons.join('/')}">
      <summary>As a list</summary>
      <ul>
        ${steps.map((step) => html`<li>${spanText(step, week)}: ${allowedText(step.count)}</li>`)}
      </ul>
    </details>
  </figure>`;
}

const spanText = ({ from, to }: BudgetSpan, { dayStarts, timeText }: Week): string =>
  from === dayStarts[0] && to === dayStarts.at(-1) ? 'All week' : `${timeText(from)} to ${timeText(to)}`;

const allowedText = (count: number | undefined): string =>
  count === undefined ? 'no limit' : `${counted(count, 'node')} at a time`;

/** Heights in pixels. What lies along a row is a part of its width: the calendar fits wherever it is. */
const ROW = 20;
const HOURS = 16;

interface Row {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly hours: readonly HourLabel[];
  /** Its hours stand above it: those of the row before it are at other places. */
  readonly hasHours: boolean;
  /** Its top, hours included. */
  readonly y: number;
}

interface HourLabel {
  readonly text: string;
  /** Part of the row's width. */
  readonly at: number;
}

/** @param subject  pool and reasons */
function drawCalendar(
  subject: string,
  { steps, nodeCount, week }: { steps: readonly Step[]; nodeCount: number; week: Week },
): Html {
  const rows = rowsOf(week);
  const last = rows.at(-1);
  const told = steps.map((step) => `${spanText(step, week)}: ${allowedText(step.count)}`).join('; ');
  return html`<svg
    class="days"
    height="${last ? bottomOf(last) : 0}"
    role="img"
    aria-label="Week of ${subject}. ${told}"
  >
    <g aria-hidden="true">${rows.map((row) => drawDay(row, steps, nodeCount))}</g>
  </svg>`;
}

function rowsOf(week: Week): Row[] {
  const rows: Row[] = [];
  for (const [day, name] of DAYS.entries()) {
    const [start, end] = [week.dayStarts[day], week.dayStarts[day + 1]];
    if (start === undefined || end === undefined) continue;
    const hours = hoursOf({ start, end }, week);
    const before = rows.at(-1);
    const hasHours = JSON.stringify(before?.hours) !== JSON.stringify(hours);
    rows.push({ start, end, name, hours, hasHours, y: before ? bottomOf(before) : 0 });
  }
  return rows;
}

const bottomOf = ({ y, hasHours }: Row): number => y + ROW + (hasHours ? HOURS : 0);

/** Clocks that change do so by half an hour at least. */
const CLOCK_STEP = 1800;

/** A day on which the clocks change has its hours elsewhere than other days. */
function hoursOf({ start, end }: { start: number; end: number }, { timeText }: Week): HourLabel[] {
  if (end - start === DAY) return [0, 6, 12, 18].map((hour) => ({ text: `${hour}:00`, at: hour / 24 }));
  const labels: HourLabel[] = [];
  for (let second = start; second < end; second += CLOCK_STEP) {
    const text = timeText(second).replace(/^\D*0?/, '');
    const isWanted = second === start || ['6:00', '12:00', '18:00'].includes(text);
    if (isWanted && !labels.some((label) => label.text === text))
      labels.push({ text, at: (second - start) / (end - start) });
  }
  return labels;
}

function drawDay(row: Row, steps: readonly Step[], nodeCount: number): Html {
  const { start, end, name, hours, hasHours } = row;
  const y = bottomOf(row) - ROW;
  const part = (second: number): number => (Math.min(Math.max(second, start), end) - start) / (end - start);
  const own = steps.filter((step) => step.from < end && step.to > start);
  return html`${hasHours && hours.map(({ text, at }) => html`<text class="hour" x="${percent(at)}" y="${y - 5}">${text}</text>`)}
    <text class="day" x="-36" y="${y + 14}">${name}</text>
    ${own.map((step) => {
      const x = part(step.from);
      return drawStep(step, { x, y: y + 1, width: part(step.to) - x, height: ROW - 3 }, nodeCount);
    })}`;
}

const percent = (part: number): string => `${Math.round(part * 1e4) / 100}%`;

/** `x` and `width` are parts of the row. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawStep({ count }: Step, { x, y, width, height }: Place, nodeCount: number): Html {
  const place = html`x="${percent(x)}" y="${y}" width="${percent(width)}" height="${height}"`;
  const isBlocked = count === 0;
  const level = count === undefined || count >= nodeCount ? 'free' : 'some';
  const text = count === undefined ? 'any' : grouped(count);
  const room = roomFor(text, width);
  return html`<rect class="step ${isBlocked ? 'blocked' : level}" ${place} rx="2" />
    ${isBlocked && html`<rect class="over" fill="url(#hatched)" ${place} rx="2" />`}
    ${room !== undefined && html`<text class="amount ${room}" x="${percent(x)}" dx="5" y="${y + 12.5}">${text}</text>`}`;
}

/** How wide a row is at least, in pixels, in panels that are wide, of medium width, and as narrow as they get: the style
 *  hides in the others what has no room there. */
const ROOMS = [
  ['', 140],
  ['if-medium', 390],
  ['if-wide', 650],
] as const;

/** Where a text in a part of a row has room; undefined: nowhere. */
function roomFor(text: string, width: number): string | undefined {
  const needed = 10 + text.length * 7;
  return ROOMS.find(([, row]) => row * width >= needed)?.[0];
}
