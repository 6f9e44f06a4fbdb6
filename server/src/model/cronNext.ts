/** When a schedule fires next, as robfig/cron seeks it: month, day, hour, minute in turn, in the local time of a zone, with
 *  that library's own ways around changes of the clock.
 *  @source robfig/cron spec.go Next, constantdelay.go@v3.0.1 */
import type { Cron } from './cron';
import { instantOf, localTime, UTC, type LocalTime, type OffsetAt } from './zoneClock';

type Fields = Extract<Cron, { kind: 'fields' }>;

const MINUTE = 60;
const HOUR = 3600;
/** A schedule that finds nothing by the end of this many years never fires. */
const YEARS = 5;

interface Seek {
  second: number;
  /** Whether a field was moved: smaller fields then start from their beginning. */
  hasMoved: boolean;
  readonly offsetAt: OffsetAt;
}

/** The first firing after the whole second `after`, in seconds since 1970; undefined when there is none within five years.
 *  A zone that the schedule itself names must have been resolved into `offsetAt`. */
export function nextFire(cron: Cron, after: number, offsetAt: OffsetAt = UTC): number | undefined {
  if (cron.kind === 'every') return after + cron.intervalMs / 1000;
  if ([cron.month, cron.hour, cron.minute].some(({ values }) => values.size === 0)) return undefined;
  const seek: Seek = { second: after + 1, hasMoved: false, offsetAt };
  const lastYear = localTime(seek.second, offsetAt).year + YEARS;
  while (localTime(seek.second, offsetAt).year <= lastYear) {
    const isFound =
      seekMonth(cron, seek) &&
      seekDay(cron, seek) &&
      seekHour(cron, seek) &&
      seekMinute(cron, seek) &&
      seekWholeMinute(seek);
    if (isFound) return seek.second;
  }
  return undefined;
}

/** Each seek moves on to a value of its field; false when that carried into the next larger field: all begins anew. */
function seekMonth({ month }: Fields, seek: Seek): boolean {
  let now = localTime(seek.second, seek.offsetAt);
  while (!month.values.has(now.month)) {
    if (!seek.hasMoved) now = moveTo(seek, { ...now, day: 1, hour: 0, minute: 0, second: 0 });
    now = moveTo(seek, { ...now, month: now.month + 1 });
    if (now.month === 1) return false;
  }
  return true;
}

function seekDay(cron: Fields, seek: Seek): boolean {
  let now = localTime(seek.second, seek.offsetAt);
  while (!matchesDay(cron, now)) {
    if (!seek.hasMoved) now = moveTo(seek, { ...now, hour: 0, minute: 0, second: 0 });
    now = moveTo(seek, { ...now, day: now.day + 1 });
    // Where clocks change at midnight the day begins at one, or the step ends at eleven the evening before.
    if (now.hour !== 0) {
      seek.second += (now.hour > 12 ? 24 - now.hour : -now.hour) * HOUR;
      now = localTime(seek.second, seek.offsetAt);
    }
    if (now.day === 1) return false;
  }
  return true;
}

function seekHour({ hour }: Fields, seek: Seek): boolean {
  let now = localTime(seek.second, seek.offsetAt);
  while (!hour.values.has(now.hour)) {
    if (!seek.hasMoved) moveTo(seek, { ...now, minute: 0, second: 0 });
    seek.second += HOUR;
    now = localTime(seek.second, seek.offsetAt);
    if (now.hour === 0) return false;
  }
  return true;
}

function seekMinute({ minute }: Fields, seek: Seek): boolean {
  let now = localTime(seek.second, seek.offsetAt);
  while (!minute.values.has(now.minute)) {
    if (!seek.hasMoved) seek.second -= modulo(seek.second, MINUTE);
    seek.hasMoved = true;
    seek.second += MINUTE;
    now = localTime(seek.second, seek.offsetAt);
    if (now.minute === 0) return false;
  }
  return true;
}

/** Schedules of five fields fire at second 0. */
function seekWholeMinute(seek: Seek): boolean {
  const { second } = localTime(seek.second, seek.offsetAt);
  if (second === 0) return true;
  seek.hasMoved = true;
  seek.second += MINUTE - second;
  return false;
}

function moveTo(seek: Seek, local: LocalTime): LocalTime {
  seek.hasMoved = true;
  seek.second = instantOf(local, seek.offsetAt);
  return localTime(seek.second, seek.offsetAt);
}

/** Day of month and day of week are joined by OR unless one of them is a star. */
function matchesDay(
  { dayOfMonth, dayOfWeek }: Pick<Fields, 'dayOfMonth' | 'dayOfWeek'>,
  { day, weekday }: Pick<LocalTime, 'day' | 'weekday'>,
): boolean {
  const inMonth = dayOfMonth.values.has(day);
  const inWeek = dayOfWeek.values.has(weekday);
  return dayOfMonth.star || dayOfWeek.star ? inMonth && inWeek : inMonth || inWeek;
}

const modulo = (dividend: number, divisor: number): number => ((dividend % divisor) + divisor) % divisor;
