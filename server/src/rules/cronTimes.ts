/** When a schedule fires over a fixed span of calendar days. */
import type { Cron } from '../model/cron';

type Fields = Extract<Cron, { kind: 'fields' }>;

const MINUTES_PER_DAY = 24 * 60;
/** 2024 to 2027 in UTC: holds every pairing of date and weekday that a rule cares for. */
const FIRST_DAY_MS = Date.UTC(2024, 0, 1);
const DAY_COUNT = 4 * 365 + 1;

/** The longest gap between two firings, in minutes; undefined when there are fewer than two in four years. */
export function longestGapMinutes(cron: Cron): number | undefined {
  if (cron.kind === 'every') return cron.intervalMs / 60_000;
  let longest: number | undefined;
  let before: number | undefined;
  for (const minute of fireMinutes(cron)) {
    if (before !== undefined) longest = Math.max(longest ?? 0, minute - before);
    before = minute;
  }
  return longest;
}

/** Every minute at which the schedule fires, ascending, counted from the begin of the span. */
function fireMinutes(cron: Fields): readonly number[] {
  const times = [...cron.hour.values].flatMap((hour) =>
    [...cron.minute.values].map((minute) => hour * 60 + minute),
  );
  times.sort((a, b) => a - b);
  const fires: number[] = [];
  for (let day = 0; day < DAY_COUNT; day++) {
    const date = new Date(FIRST_DAY_MS + day * MINUTES_PER_DAY * 60_000);
    if (firesOn(cron, date)) fires.push(...times.map((time) => day * MINUTES_PER_DAY + time));
  }
  return fires;
}

/** Day of month and day of week are joined by OR unless one of them is a star. @source robfig/cron spec.go dayMatches@v3.0.1 */
function firesOn({ month, dayOfMonth, dayOfWeek }: Fields, date: Date): boolean {
  if (!month.values.has(date.getUTCMonth() + 1)) return false;
  const inMonth = dayOfMonth.values.has(date.getUTCDate());
  const inWeek = dayOfWeek.values.has(date.getUTCDay());
  return dayOfMonth.star || dayOfWeek.star ? inMonth && inWeek : inMonth || inWeek;
}
