/** Local time in a time zone: what a schedule is read in. */
import { engineClock, type OffsetAt } from '../util/engineClock';
import { isKnownTimeZone, PLACEHOLDER } from './timeZones';

export type { OffsetAt };

export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export const UTC: OffsetAt = () => 0;

/** The clock of the zone that Go's LoadLocation would find; undefined when there is none of that name.
 *  The empty name is UTC, and so is Local in a container. */
export function zoneClock(name: string): OffsetAt | undefined {
  if (['', 'UTC', 'Local', PLACEHOLDER].includes(name)) return UTC;
  return isKnownTimeZone(name) ? engineClock(name) : undefined;
}

export function localTime(second: number, offsetAt: OffsetAt): LocalTime {
  const date = new Date((second + offsetAt(second)) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** The instant of a local time; months and days past their end carry over. Of a time that a change of clocks skips or
 *  repeats, the instant that Go takes.
 *  @source golang/go time.Date@go1.26 */
export function instantOf(
  { year, month, day, hour, minute, second }: Omit<LocalTime, 'weekday'>,
  offsetAt: OffsetAt,
): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const guess = offsetAt(asUtc);
  return guess === 0 ? asUtc : asUtc - offsetAt(asUtc - guess);
}
