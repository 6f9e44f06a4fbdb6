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
    <ul class="budgets">
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

function blockedText(pool: BudgetWeekPool): string {
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
    <div class="scroller" tabindex="0" role="region" aria-label="Week of ${name}: ${reasons.join(', ')}">
      ${drawCalendar(steps, nodeCount, week)}
    </div>
    <details class="spans" data-key="spans/${name}/${reasons.join('/')}">
      <summary>As a list</summary>
      <ul>
        ${steps.map(
          (step) =>
            html`<li>
              ${week.timeText(step.from)} to ${week.timeText(step.to)}: ${allowedText(step.count)}
            </li>`,
        )}
      </ul>
    </details>
  </figure>`;
}

const allowedText = (count: number | undefined): string =>
  count === undefined ? 'no limit' : `${counted(count, 'node')} at a time`;

const WIDTH = 720;
const LEFT = 36;
const ROW = 20;
const TOP = 16;

function drawCalendar(steps: readonly Step[], nodeCount: number, week: Week): Html {
  const rows = week.dayStarts
    .slice(0, -1)
    .map((start, day) => ({ start, end: week.dayStarts[day + 1] ?? start, day }));
  const label = steps.map((step) => `${week.timeText(step.from)}: ${allowedText(step.count)}`).join('; ');
  return html`<svg
    class="days"
    viewBox="0 0 ${WIDTH} ${TOP + rows.length * ROW}"
    role="img"
    aria-label="${label}"
  >
    ${[0, 6, 12, 18].map((hour) => html`<text class="hour" x="${LEFT + (hour / 24) * (WIDTH - LEFT)}" y="11">${hour}:00</text>`)}
    ${rows.map((row) => drawDay(row, steps, nodeCount))}
  </svg>`;
}

function drawDay(
  { start, end, day }: { start: number; end: number; day: number },
  steps: readonly Step[],
  nodeCount: number,
): Html {
  const y = TOP + day * ROW;
  const scale = (WIDTH - LEFT) / Math.max(end - start, DAY - 3600);
  const own = steps.filter((step) => step.from < end && step.to > start);
  return html`<text class="day" x="0" y="${y + 14}">${DAYS[day]}</text> ${own.map((step) => {
      const x = LEFT + Math.max(0, step.from - start) * scale;
      const width = (Math.min(step.to, end) - Math.max(step.from, start)) * scale;
      return drawStep(step, { x, y: y + 1, width, height: ROW - 3 }, nodeCount);
    })}`;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawStep({ count }: Step, { x, y, width, height }: Place, nodeCount: number): Html {
  const place = html`x="${x.toFixed(1)}" y="${y}" width="${Math.max(0, width - 1).toFixed(1)}"
  height="${height}"`;
  const isBlocked = count === 0;
  const level = count === undefined || count >= nodeCount ? 'free' : 'some';
  return html`<rect class="step ${isBlocked ? 'blocked' : level}" ${place} rx="2" />
    ${isBlocked && html`<rect class="over" fill="url(#hatched)" ${place} rx="2" />`}
    ${width > 30 && html`<text class="amount" x="${(x + 5).toFixed(1)}" y="${y + 12.5}">${count === undefined ? 'any' : grouped(count)}</text>`}`;
}
