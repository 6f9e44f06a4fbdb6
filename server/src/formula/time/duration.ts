/** Durations as Go reads, writes and rounds them. @source golang/go time/time.go@go1.26 */
import { MAX_INT64, MIN_INT64 } from '../../util/int64';
import { goDurationNanos } from '../../util/goDuration';
import { durationOf, NANOS, type Duration } from './values';

/** Undefined for what is no duration, or longer than Go keeps. */
export function parseDuration(text: string): Duration | undefined {
  const nanos = goDurationNanos(text);
  return nanos === undefined ? undefined : durationOf(nanos);
}

export const clamped = (nanos: bigint): Duration =>
  durationOf(nanos < MIN_INT64 ? MIN_INT64 : nanos > MAX_INT64 ? MAX_INT64 : nanos);

export const absolute = (nanos: bigint): bigint => (nanos < 0n ? -nanos : nanos);

/** In hours, minutes and seconds, or below a second in one unit. */
export function durationText({ nanos }: Duration): string {
  if (nanos === 0n) return '0s';
  const sign = nanos < 0n ? '-' : '';
  const size = absolute(nanos);
  const small = [
    [1_000n, 'ns', 1n],
    [1_000_000n, '\u00b5s', 1_000n],
    [NANOS, 'ms', 1_000_000n],
  ] as const;
  for (const [limit, unit, nanosPerUnit] of small)
    if (size < limit) return `${sign}${decimal(size, nanosPerUnit)}${unit}`;
  const minutes = size / (60n * NANOS);
  const seconds = `${decimal(size % (60n * NANOS), NANOS)}s`;
  if (minutes === 0n) return sign + seconds;
  const hours = minutes / 60n;
  return `${sign}${hours > 0n ? `${hours}h` : ''}${minutes % 60n}m${seconds}`;
}

function decimal(nanos: bigint, unit: bigint): string {
  const digits = String(nanos % unit).padStart(String(unit).length - 1, '0');
  const fraction = unit === 1n ? '' : digits.replace(/(?<!0)0+$/, '');
  return `${nanos / unit}${fraction === '' ? '' : `.${fraction}`}`;
}

/** To the nearest multiple, halves away from zero. */
export function rounded({ nanos }: Duration, step: Duration): Duration {
  if (step.nanos <= 0n) return durationOf(nanos);
  const rest = absolute(nanos) % step.nanos;
  const size = absolute(nanos) - rest + (rest + rest < step.nanos ? 0n : step.nanos);
  return clamped(nanos < 0n ? -size : size);
}

/** In a unit, as Go adds up whole units and what is left. */
export const inUnit = ({ nanos }: Duration, unit: bigint): number =>
  Number(nanos / unit) + Number(nanos % unit) / Number(unit);
