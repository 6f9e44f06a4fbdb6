/** Cron expressions as Karpenter, KEDA and CronJobs read them (robfig/cron): five fields or a descriptor.
 *  Stricter than crontab(5): there is no day of week 7, no range that wraps, no L, W or #.
 *  @source robfig/cron parser.go, spec.go@v3.0.1 */

import { goDurationNanos } from '../util/goDuration';

/** Fields as sets of numbers; `star` when the field was given as `*` or `?`. */
export interface CronField {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

/** A schedule in some time zone, or a fixed interval. */
export type Cron =
  | {
      readonly kind: 'fields';
      readonly minute: CronField;
      readonly hour: CronField;
      readonly dayOfMonth: CronField;
      readonly month: CronField;
      readonly dayOfWeek: CronField;
      /** From a TZ= or CRON_TZ= prefix. */
      readonly timeZone?: string;
    }
  | { readonly kind: 'every'; readonly intervalMs: number };

export type CronResult =
  { readonly ok: true; readonly cron: Cron } | { readonly ok: false; readonly problem: string };

interface Bounds {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');
export const BOUNDS = {
  second: { name: 'second', min: 0, max: 59, names: [] },
  minute: { name: 'minute', min: 0, max: 59, names: [] },
  hour: { name: 'hour', min: 0, max: 23, names: [] },
  dayOfMonth: { name: 'day of month', min: 1, max: 31, names: [] },
  month: { name: 'month', min: 1, max: 12, names: MONTHS },
  dayOfWeek: { name: 'day of week', min: 0, max: 6, names: DAYS },
} satisfies Record<string, Bounds>;

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Parses `expression` as ParseStandard does. The problem says which field is wrong and what would be right. */
export function parseCron(expression: string): CronResult {
  if (expression === '') return wrong('the schedule is empty');
  const zoned = /^(?:CRON_)?TZ=([^ ]*)(?: (.*))?$/s.exec(expression);
  if (!zoned) return parseBody(expression);
  if (zoned[2] === undefined) return wrong('after the time zone a schedule is needed');
  const parsed = parseBody(zoned[2].trim());
  if (!parsed.ok || parsed.cron.kind === 'every') return parsed;
  return { ok: true, cron: { ...parsed.cron, timeZone: zoned[1] ?? '' } };
}

/** As Karpenter reads the schedule of a disruption budget: it puts a time zone of its own in front. */
export function parseBudgetSchedule(schedule: string): CronResult {
  const parsed = parseCron(`TZ=UTC ${schedule}`);
  if (parsed.ok || !/^\s*(?:CRON_)?TZ=/.test(schedule)) return parsed;
  return wrong('schedules are in UTC, and a time zone of their own makes them unreadable');
}

function wrong(problem: string): CronResult {
  return { ok: false, problem };
}

function parseBody(body: string): CronResult {
  if (!body.startsWith('@')) return parseFields(body);
  const fields = Object.hasOwn(DESCRIPTORS, body) ? DESCRIPTORS[body] : undefined;
  if (fields !== undefined) return parseFields(fields);
  if (body.startsWith('@every ')) return parseEvery(body.slice('@every '.length));
  return wrong(`${body} is no descriptor: use ${Object.keys(DESCRIPTORS).join(', ')}`);
}

function parseEvery(text: string): CronResult {
  const intervalMs = durationMs(text);
  if (intervalMs === undefined) return wrong(`${JSON.stringify(text)} is no duration, such as 1h30m`);
  // Shorter intervals become a second, longer ones lose their fraction.
  return {
    ok: true,
    cron: { kind: 'every', intervalMs: Math.max(1000, Math.floor(intervalMs / 1000) * 1000) },
  };
}

function parseFields(body: string): CronResult {
  const texts = body
    .split(/[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/)
    .filter((text) => text !== '');
  if (texts.length !== 5)
    return wrong(
      `a schedule has 5 fields (minute, hour, day of month, month, day of week), not ${texts.length}`,
    );
  const [minuteText = '', hourText = '', domText = '', monthText = '', dowText = ''] = texts;
  const minute = parseField(minuteText, BOUNDS.minute);
  const hour = parseField(hourText, BOUNDS.hour);
  const dayOfMonth = parseField(domText, BOUNDS.dayOfMonth);
  const month = parseField(monthText, BOUNDS.month);
  const dayOfWeek = parseField(dowText, BOUNDS.dayOfWeek);
  for (const field of [minute, hour, dayOfMonth, month, dayOfWeek])
    if (typeof field === 'string') return wrong(field);
  if (typeof minute === 'string' || typeof hour === 'string' || typeof dayOfMonth === 'string')
    return wrong('');
  if (typeof month === 'string' || typeof dayOfWeek === 'string') return wrong('');
  return { ok: true, cron: { kind: 'fields', minute, hour, dayOfMonth, month, dayOfWeek } };
}

/** A comma list of ranges, or what is wrong with it. */
export function parseField(text: string, bounds: Bounds): CronField | string {
  const values = new Set<number>();
  let star = false;
  for (const expression of text.split(',').filter((part) => part !== '')) {
    const range = parseRange(expression, bounds);
    if (typeof range === 'string') return `${bounds.name} ${JSON.stringify(text)}: ${range}`;
    for (let value = range.start; value <= range.end; value += range.step) values.add(value);
    star ||= range.star;
  }
  return { values, star };
}

interface StepRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly star: boolean;
}

function parseRange(expression: string, bounds: Bounds): StepRange | string {
  const [limits = '', stepText, ...surplus] = expression.split('/');
  if (surplus.length > 0) return 'it has more than one /';
  const [low = '', high, ...more] = limits.split('-');
  const isStar = low === '*' || low === '?';
  if (!isStar && more.length > 0) return 'it has more than one -';
  const start = isStar ? bounds.min : parseNumber(low, bounds.names);
  if (start === undefined) return `${JSON.stringify(low)} is neither a number nor a name`;
  const end = isStar ? bounds.max : endOf(start, high, stepText !== undefined, bounds);
  if (end === undefined) return `${JSON.stringify(high ?? '')} is neither a number nor a name`;
  const step = stepText === undefined ? 1 : parseNumber(stepText, []);
  if (step === undefined) return `the step ${JSON.stringify(stepText ?? '')} is no number`;
  const problem = rangeProblem(start, end, step, bounds);
  // With a step other than 1 the star no longer means "any day".
  return problem ?? { start, end, step, star: isStar && step === 1 };
}

/** One number alone ends at itself, or with a step at the end of the field. */
function endOf(
  start: number,
  high: string | undefined,
  hasStep: boolean,
  bounds: Bounds,
): number | undefined {
  if (high !== undefined) return parseNumber(high, bounds.names);
  return hasStep ? bounds.max : start;
}

function rangeProblem(start: number, end: number, step: number, bounds: Bounds): string | undefined {
  if (start < bounds.min) return `${start} is below ${bounds.min}`;
  if (end > bounds.max) return `${end} is above ${bounds.max}`;
  if (start > end) return `the range ${start}-${end} runs backwards`;
  return step === 0 ? 'the step must be more than 0' : undefined;
}

function parseNumber(text: string, names: readonly string[]): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return names.length === 12 ? index + 1 : index;
  if (!/^[+-]?\d{1,15}$/.test(text)) return undefined;
  const value = Number(text);
  return value < 0 ? undefined : value;
}

/** A Go duration such as `1h30m` in milliseconds; undefined when `text` is none or more than 292 years. */
export function durationMs(text: string): number | undefined {
  const nanos = goDurationNanos(text);
  return nanos === undefined ? undefined : Number(nanos) / 1_000_000;
}
