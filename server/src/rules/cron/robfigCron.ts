/** Cron expressions as Karpenter and KEDA read them; stricter than crontab(5): no day 7, no range that wraps.
 *  @source robfig/cron parser.go, spec.go@v3.0.1 */

/** A parsed expression. Sets hold the values at which a field matches. */
export interface CronSchedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** Day of month and day of week must both match; otherwise one is enough. */
  readonly bothDays: boolean;
}

export type CronResult =
  | { readonly ok: true; readonly schedule: CronSchedule }
  | { readonly ok: false; readonly field: string; readonly problem: string };

interface FieldRule {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

interface FieldValue {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTE: FieldRule = { name: 'minute', min: 0, max: 59, names: [] };
const HOUR: FieldRule = { name: 'hour', min: 0, max: 23, names: [] };
const DAY_OF_MONTH: FieldRule = { name: 'day of month', min: 1, max: 31, names: [] };
const MONTH: FieldRule = { name: 'month', min: 1, max: 12, names: MONTHS };
const DAY_OF_WEEK: FieldRule = { name: 'day of week', min: 0, max: 6, names: WEEKDAYS };

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Parses five fields, or a descriptor such as `@daily`. `@every` has no calendar and counts as unreadable here. */
export function parseCron(expression: string): CronResult {
  const spelled = expression.trim();
  const expanded = spelled.startsWith('@') ? DESCRIPTORS[spelled] : spelled;
  if (expanded === undefined) return problem('expression', `"${spelled}" is no known descriptor`);
  const fields = expanded.split(/\s+/).filter((field) => field !== '');
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (fields.length !== 5 || !minute || !hour || !dayOfMonth || !month || !dayOfWeek) {
    return problem('expression', `five fields are needed, found ${fields.length}`);
  }
  return assemble([
    parseField(minute, MINUTE),
    parseField(hour, HOUR),
    parseField(dayOfMonth, DAY_OF_MONTH),
    parseField(month, MONTH),
    parseField(dayOfWeek, DAY_OF_WEEK),
  ]);
}

function assemble(fields: readonly [Field, Field, Field, Field, Field]): CronResult {
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = fields;
  if (!minutes.ok) return minutes;
  if (!hours.ok) return hours;
  if (!daysOfMonth.ok) return daysOfMonth;
  if (!months.ok) return months;
  if (!daysOfWeek.ok) return daysOfWeek;
  return {
    ok: true,
    schedule: {
      minutes: minutes.values,
      hours: hours.values,
      daysOfMonth: daysOfMonth.values,
      months: months.values,
      daysOfWeek: daysOfWeek.values,
      bothDays: daysOfMonth.star || daysOfWeek.star,
    },
  };
}

type Problem = { readonly ok: false; readonly field: string; readonly problem: string };
type Field = (FieldValue & { readonly ok: true }) | Problem;

const problem = (field: string, text: string): Problem => ({ ok: false, field, problem: text });

function parseField(field: string, rule: FieldRule): Field {
  const values = new Set<number>();
  let star = false;
  for (const part of field.split(',').filter((item) => item !== '')) {
    const range = parseRange(part, rule);
    if (typeof range === 'string') return problem(rule.name, range);
    for (let value = range.start; value <= range.end; value += range.step) values.add(value);
    star ||= range.star;
  }
  return { ok: true, values, star };
}

interface ParsedRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly star: boolean;
}

/** One element of a field; a text says what is wrong with it. `N/step` runs to the field's end, as upstream. */
function parseRange(part: string, rule: FieldRule): ParsedRange | string {
  const [span = '', stepText, ...moreSteps] = part.split('/');
  const [low = '', high, ...moreBounds] = span.split('-');
  if (moreSteps.length > 0) return `too many slashes in "${part}"`;
  const star = low === '*' || low === '?';
  if (!star && moreBounds.length > 0) return `too many hyphens in "${part}"`;
  const step = stepText === undefined ? 1 : wholeNumber(stepText);
  const start = star ? rule.min : valueOf(low, rule);
  if (start === undefined || step === undefined) return `"${part}" is not understood`;
  const openEnd = stepText !== undefined && high === undefined;
  const end = star || openEnd ? rule.max : high === undefined ? start : valueOf(high, rule);
  if (end === undefined) return `"${part}" is not understood`;
  if (start < rule.min) return `${start} is below the minimum of ${rule.min}`;
  if (end > rule.max) return `${end} is above the maximum of ${rule.max}`;
  if (start > end) return `the range "${part}" begins after its end`;
  if (step === 0) return `the step of "${part}" is 0`;
  return { start, end, step, star: star && step === 1 };
}

function valueOf(word: string, rule: FieldRule): number | undefined {
  const index = rule.names.indexOf(word.toLowerCase());
  return index < 0 ? wholeNumber(word) : index + rule.min;
}

const wholeNumber = (word: string): number | undefined => (/^\+?\d+$/.test(word) ? Number(word) : undefined);

const MINUTES_PER_DAY = 24 * 60;

/** Whether the schedule can fire on the day: `dayOfWeek` 0 is Sunday, `month` 1 is January. */
function firesOn(schedule: CronSchedule, dayOfMonth: number, month: number, dayOfWeek: number): boolean {
  if (!schedule.months.has(month)) return false;
  const inMonth = schedule.daysOfMonth.has(dayOfMonth);
  const inWeek = schedule.daysOfWeek.has(dayOfWeek);
  return schedule.bothDays ? inMonth && inWeek : inMonth || inWeek;
}

/** A fixed span of calendar days that holds every pairing of date and weekday that a rule cares for: 2024 to 2027, in UTC. */
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAY_COUNT = 4 * 365 + 1;

/** Every minute at which the schedule fires over four fixed years, ascending, counted from their begin. */
export function fireMinutes(schedule: CronSchedule): readonly number[] {
  const times = [...schedule.hours].flatMap((hour) =>
    [...schedule.minutes].map((minute) => hour * 60 + minute),
  );
  times.sort((a, b) => a - b);
  const fires: number[] = [];
  for (let day = 0; day < DAY_COUNT; day++) {
    const date = new Date(FIRST_DAY + day * MINUTES_PER_DAY * 60_000);
    if (!firesOn(schedule, date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay())) continue;
    for (const time of times) fires.push(day * MINUTES_PER_DAY + time);
  }
  return fires;
}

/** The longest gap between two firings, in minutes; undefined when it never fires or only once in four years. */
export function longestGapMinutes(schedule: CronSchedule): number | undefined {
  const fires = fireMinutes(schedule);
  let longest: number | undefined;
  fires.forEach((minute, index) => {
    const before = fires[index - 1];
    if (before !== undefined) longest = Math.max(longest ?? 0, minute - before);
  });
  return longest;
}
