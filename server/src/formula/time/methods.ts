/** Methods of instants, durations, time zones, months and days of the week: what they take, give and come to.
 *  @source golang/go time/time.go@go1.26; methods of two values give the first, those of three do not compile */
import { wrappedInt64 } from '../../util/int64';
import { cannot, notModelled } from '../problems';
import { isTimeValue, textOf, type TimeValue, type Value } from '../value';
import { absolute, clamped, durationText, inUnit, rounded } from './duration';
import { formatted, instantText, MONTHS, WEEKDAYS } from './layout';
import {
  clockOf,
  divided,
  durationOf,
  instantAt,
  instantOf,
  NANOS,
  offsetOf,
  UTC_ZONE,
  zoneOf,
  type Clock,
  type Duration,
  type Instant,
  type Named,
  type Zone,
} from './values';

export type TimeType = 'instant' | 'duration' | 'zone' | 'month' | 'weekday';
type Parameter = 'integer' | 'text' | TimeType;

export interface Method {
  readonly parameters: readonly Parameter[];
  readonly result: 'integer' | 'float' | 'text' | 'flag' | 'any' | TimeType;
  readonly run: (owner: TimeValue, args: readonly Value[]) => Value;
}

type Owner = {
  readonly instant: Instant;
  readonly duration: Duration;
  readonly zone: Zone;
  readonly month: Named;
  readonly weekday: Named;
};
type Run<K extends keyof Owner> = (owner: Owner[K], args: readonly Value[]) => Value;
type Entry<K extends keyof Owner> = readonly [
  name: string,
  result: Method['result'],
  run: Run<K>,
  ...parameters: readonly Parameter[],
];

function methodsOf<K extends keyof Owner>(
  kind: K,
  entries: readonly Entry<K>[],
): ReadonlyMap<string, Method> {
  const isOwner = (value: TimeValue): value is Owner[K] & TimeValue => value.kind === kind;
  return new Map(
    entries.map(([name, result, run, ...parameters]) => [
      name,
      {
        parameters,
        result,
        run: (owner, args) => (isOwner(owner) ? run(owner, args) : cannot(`it has no method ${name}`)),
      },
    ]),
  );
}

const instant = ([arg = null]: readonly Value[]): Instant =>
  isTimeValue(arg) && arg.kind === 'instant' ? arg : cannot('a time is missing');
const duration = ([arg = null]: readonly Value[]): Duration =>
  isTimeValue(arg) && arg.kind === 'duration' ? arg : cannot('a duration is missing');
const zone = ([arg = null]: readonly Value[]): Zone =>
  isTimeValue(arg) && arg.kind === 'zone' ? arg : cannot('a time zone is missing');
const integer = (arg: Value = null): number =>
  typeof arg === 'bigint' ? Number(arg) : cannot('a whole number is missing');

export const plus = (time: Instant, { nanos }: Duration): Instant =>
  instantAt(time.nanos + nanos, time.zone, time.hasReading);
export const between = (a: Instant, b: Instant): Duration => clamped(a.nanos - b.nanos);
export const inZone = (time: Instant, other: Zone): Instant => instantAt(time.nanos, other);
const compared = (a: Instant, b: Instant): bigint => (a.nanos < b.nanos ? -1n : a.nanos > b.nanos ? 1n : 0n);

/** Of the first of January of the year 1. */
const ZERO = -62_135_596_800n * NANOS;

/** Down to a multiple of the step, counted from the year 1; or to the nearest, halves up. */
function stepped(time: Instant, step: bigint, isRounded: boolean): Instant {
  if (step <= 0n) return instantAt(time.nanos, time.zone);
  const rest = time.nanos - ZERO - divided(time.nanos - ZERO, step) * step;
  const isUp = isRounded && rest + rest >= step;
  return instantAt(time.nanos - rest + (isUp ? step : 0n), time.zone);
}

function later(time: Instant, [years, months, days]: readonly Value[]): Instant {
  const clock = clockOf(time);
  const date = {
    year: clock.year + integer(years),
    month: clock.month + integer(months),
    day: clock.day + integer(days),
  };
  return instantOf({ ...clock, ...date }, time.zone);
}

/** The year of the week's Thursday. */
function isoYear(time: Instant): number {
  const { year, month, day, weekday } = clockOf(time);
  return new Date(new Date(0).setUTCFullYear(year, month - 1, day + 4 - (weekday || 7))).getUTCFullYear();
}

const field =
  (name: keyof Clock | 'yearDay'): Run<'instant'> =>
  (time) =>
    BigInt(clockOf(time)[name]);
const since1970 =
  (unit: bigint): Run<'instant'> =>
  (time) =>
    wrappedInt64(divided(time.nanos, unit));
const named = (kind: Named['kind'], value: number): Named => ({ kind, value: BigInt(value) });
const notRun = (): never => notModelled('what a time is in bytes');

function zoneName(time: Instant): string {
  return time.zone.abbreviation ?? notModelled('the short name of a time zone');
}

const INSTANT = methodsOf('instant', [
  ['Year', 'integer', field('year')],
  ['Month', 'month', (time) => named('month', clockOf(time).month)],
  ['Day', 'integer', field('day')],
  ['Hour', 'integer', field('hour')],
  ['Minute', 'integer', field('minute')],
  ['Second', 'integer', field('second')],
  ['Nanosecond', 'integer', field('nano')],
  ['YearDay', 'integer', field('yearDay')],
  ['Weekday', 'weekday', (time) => named('weekday', clockOf(time).weekday)],
  ['ISOWeek', 'integer', (time) => BigInt(isoYear(time))],
  ['Unix', 'integer', since1970(NANOS)],
  ['UnixMilli', 'integer', since1970(1_000_000n)],
  ['UnixMicro', 'integer', since1970(1_000n)],
  ['UnixNano', 'integer', since1970(1n)],
  ['Add', 'instant', (time, args) => plus(time, duration(args)), 'duration'],
  ['AddDate', 'instant', later, 'integer', 'integer', 'integer'],
  ['Sub', 'duration', (time, args) => between(time, instant(args)), 'instant'],
  ['After', 'flag', (time, args) => time.nanos > instant(args).nanos, 'instant'],
  ['Before', 'flag', (time, args) => time.nanos < instant(args).nanos, 'instant'],
  ['Equal', 'flag', (time, args) => time.nanos === instant(args).nanos, 'instant'],
  ['Compare', 'integer', (time, args) => compared(time, instant(args)), 'instant'],
  ['IsZero', 'flag', (time) => time.nanos === ZERO],
  ['Truncate', 'instant', (time, args) => stepped(time, duration(args).nanos, false), 'duration'],
  ['Round', 'instant', (time, args) => stepped(time, duration(args).nanos, true), 'duration'],
  ['UTC', 'instant', (time) => inZone(time, UTC_ZONE)],
  ['Local', 'instant', (time) => inZone(time, UTC_ZONE)],
  ['In', 'instant', (time, args) => inZone(time, zone(args)), 'zone'],
  ['Location', 'zone', (time) => time.zone],
  ['Zone', 'text', zoneName],
  ['IsDST', 'flag', isSummer],
  ['Format', 'text', (time, [layout = null]) => formatted(time, textOf(layout)), 'text'],
  ['String', 'text', instantText],
  ['GoString', 'text', notRun],
  ['ZoneBounds', 'instant', notRun],
  ...['MarshalJSON', 'MarshalText', 'MarshalBinary', 'GobEncode'].map(
    (name) => [name, 'any', notRun] as const,
  ),
]);

/** Where the year has another offset that is less. Zones that put their winter ahead are not told apart. */
function isSummer(time: Instant): boolean {
  const offsets = [1, 4, 7, 10].map((month) =>
    offsetOf(instantOf({ ...clockOf(time), month, day: 1 }, time.zone)),
  );
  return offsetOf(time) > Math.min(...offsets);
}

const DURATION = methodsOf('duration', [
  ['Hours', 'float', (span) => inUnit(span, 3600n * NANOS)],
  ['Minutes', 'float', (span) => inUnit(span, 60n * NANOS)],
  ['Seconds', 'float', (span) => inUnit(span, NANOS)],
  ['Milliseconds', 'integer', (span) => span.nanos / 1_000_000n],
  ['Microseconds', 'integer', (span) => span.nanos / 1_000n],
  ['Nanoseconds', 'integer', (span) => span.nanos],
  ['Truncate', 'duration', truncated, 'duration'],
  ['Round', 'duration', (span, args) => rounded(span, duration(args)), 'duration'],
  ['Abs', 'duration', (span) => clamped(absolute(span.nanos))],
  ['String', 'text', durationText],
]);

function truncated(span: Duration, args: readonly Value[]): Duration {
  const step = duration(args).nanos;
  return step <= 0n ? span : durationOf(span.nanos - (span.nanos % step));
}

const METHODS: Readonly<Record<TimeType, ReadonlyMap<string, Method>>> = {
  instant: INSTANT,
  duration: DURATION,
  zone: methodsOf('zone', [['String', 'text', ({ name }) => name]]),
  month: methodsOf('month', [['String', 'text', ({ value }) => MONTHS[Number(value) - 1] ?? '']]),
  weekday: methodsOf('weekday', [['String', 'text', ({ value }) => WEEKDAYS[Number(value)] ?? '']]),
};

export const methodOf = (type: TimeType, name: string): Method | undefined => METHODS[type].get(name);

/** What `string` makes of it. */
export function timeText(value: TimeValue): string {
  if (value.kind === 'instant') return instantText(value);
  if (value.kind === 'duration') return durationText(value);
  if (value.kind === 'zone') return value.name;
  const names = value.kind === 'month' ? ['', ...MONTHS] : WEEKDAYS;
  return names[Number(value.value)] ?? '';
}

/** The zone of the name. */
export const zoneNamed = (name: string): Zone => zoneOf(name) ?? cannot(`there is no time zone ${name}`);
