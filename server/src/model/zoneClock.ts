/** Local time in a time zone: what a schedule is read in.
 *  Uses the tz database that the JavaScript engine carries; UTC needs none. */
import { isKnownTimeZone, PLACEHOLDER } from './timeZones';

/** Seconds that local time is ahead of UTC at an instant (seconds since 1970). */
export type OffsetAt = (second: number) => number;

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

/** Offsets change on quarters of an hour (UTC) in every zone since 1972. */
const BLOCK_SECONDS = 900;

function engineClock(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  return (second) => {
    const block = Math.floor(second / BLOCK_SECONDS);
    const found = known.get(block) ?? offsetOf(format, block * BLOCK_SECONDS);
    known.set(block, found);
    return found;
  };
}

function offsetOf(format: Intl.DateTimeFormat, second: number): number {
  const parts = Object.fromEntries(
    format.formatToParts(second * 1000).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, parts.second ?? 0) / 1000 - second;
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
