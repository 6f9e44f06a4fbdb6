/** The clock of a time zone by the tz database that the JavaScript engine carries. */

/** Seconds that local time is ahead of UTC at an instant (seconds since 1970). */
export type OffsetAt = (second: number) => number;

/** Offsets change on quarters of an hour (UTC) in every zone since 1972. */
const BLOCK_SECONDS = 900;

/** @param timeZone  one that the engine knows; any other is a RangeError */
export function engineClock(timeZone: string): OffsetAt {
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
