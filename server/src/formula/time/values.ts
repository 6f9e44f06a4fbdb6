/** Go's instants, durations and time zones as values of formulas. @source golang/go time@go1.26 */
import { wrappedInt64 } from '../../util/int64';
import { zoneClock, type OffsetAt } from '../../model/zoneClock';
import { notModelled } from '../problems';

export interface Zone {
  readonly kind: 'zone';
  readonly name: string;
  readonly offsetAt: OffsetAt;
  /** Its short name in texts; undefined where the tz database has one, which is not known here. */
  readonly abbreviation: string | undefined;
}

export interface Instant {
  readonly kind: 'instant';
  /** Since 1970. */
  readonly nanos: bigint;
  readonly zone: Zone;
  /** Go writes the reading of its own clock behind such an instant. */
  readonly hasReading: boolean;
}

export interface Duration {
  readonly kind: 'duration';
  readonly nanos: bigint;
}

/** A month, or a day of the week. */
export interface Named {
  readonly kind: 'month' | 'weekday';
  readonly value: bigint;
}

export const NANOS = 1_000_000_000n;

export const UTC_ZONE: Zone = { kind: 'zone', name: 'UTC', offsetAt: () => 0, abbreviation: 'UTC' };

/** The zone that Go finds under the name. */
export function zoneOf(name: string): Zone | undefined {
  const offsetAt = zoneClock(name);
  if (!offsetAt) return undefined;
  if (['', 'UTC', 'Local'].includes(name)) return UTC_ZONE;
  const offset: OffsetAt = (second) => offsetAt(Math.max(second, BEFORE_ZONES));
  return { kind: 'zone', name, offsetAt: offset, abbreviation: undefined };
}

/** In 1800 no place had changed its clocks yet; before the year 1 engines count years from the other side. */
const BEFORE_ZONES = Date.UTC(1800, 0) / 1000;

export const fixedZone = (name: string, offsetSeconds: number): Zone => ({
  kind: 'zone',
  name,
  offsetAt: () => offsetSeconds,
  abbreviation: name,
});

export const durationOf = (nanos: bigint): Duration => ({
  kind: 'duration',
  nanos: wrappedInt64(nanos),
});

/** Some 270,000 years. */
const FARTHEST = 8_640_000_000_000n * NANOS;

export function instantAt(nanos: bigint, zone: Zone, hasReading = false): Instant {
  if (nanos > FARTHEST || nanos < -FARTHEST) return notModelled('a time so far away');
  return { kind: 'instant', nanos, zone, hasReading };
}

/** Rounded down. */
export function divided(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

const secondOf = (instant: Instant): number => Number(divided(instant.nanos, NANOS));

export const offsetOf = (instant: Instant): number => instant.zone.offsetAt(secondOf(instant));

export interface Clock {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
}

/** Local time, its day of the week (0 is Sunday) and of the year (1 is the first). */
export function clockOf(instant: Instant): Clock & { readonly weekday: number; readonly yearDay: number } {
  const date = new Date((secondOf(instant) + offsetOf(instant)) * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nano: Number(instant.nanos - divided(instant.nanos, NANOS) * NANOS),
    weekday: date.getUTCDay(),
    yearDay: Math.floor((date.getTime() - utcSecond({ ...FIRST, year }) * 1000) / 86_400_000) + 1,
  };
}

const FIRST: Clock = { year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, nano: 0 };

/** Whatever is past its end carries over. Years below 100 are those years. */
function utcSecond({ year, month, day, hour, minute, second }: Clock): number {
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day) / 1000;
  return midnight + hour * 3600 + minute * 60 + second;
}

/** The instant of a local time. Of one that a change of clocks skips or repeats, the one that Go takes. */
export function instantOf(clock: Clock, zone: Zone): Instant {
  const asUtc = utcSecond(clock);
  if (Number.isNaN(asUtc)) return notModelled('a time so far away');
  const guess = zone.offsetAt(asUtc);
  const second = guess === 0 ? asUtc : asUtc - zone.offsetAt(asUtc - guess);
  return instantAt(BigInt(second) * NANOS + BigInt(clock.nano), zone);
}
