/** Instants as RFC 3339 writes them, exact to the nanosecond, without a clock. */

const NANOS_PER_SECOND = 1_000_000_000n;
const PATTERN =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Nanoseconds since 1970 in UTC, or undefined when `text` is no RFC 3339 time. */
export function parseInstant(text: string): bigint | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHours, offsetMinutes] = match;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * (sign === '-' ? -60 : 60);
  return BigInt(local / 1000 - offset) * NANOS_PER_SECOND + BigInt(fraction.padEnd(9, '0'));
}

/** The whole second that `nanos` lies in: rounded down, before 1970, too. */
export function wholeSecond(nanos: bigint): number {
  const quotient = nanos / NANOS_PER_SECOND;
  return Number(nanos % NANOS_PER_SECOND < 0n ? quotient - 1n : quotient);
}

/** `2026-11-25T10:30:00Z` for seconds since 1970. */
export const formatSecond = (second: number): string =>
  new Date(second * 1000).toISOString().replace('.000', '');
