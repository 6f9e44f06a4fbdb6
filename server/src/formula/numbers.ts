/** Operators on whole numbers, floats, texts, instants and durations.
 *  @source expr-lang/expr vm/runtime@v1.17.8 */
import { MIN_INT64, wrappedInt64 } from '../util/int64';
import { between, plus } from './time/methods';
import { durationOf, type Duration, type Instant } from './time/values';
import { cannot } from './problems';
import { floatOf, isNumeric, isTimeValue, type Value } from './value';

const isDuration = (value: Value): value is Duration => isTimeValue(value) && value.kind === 'duration';
const isInstant = (value: Value): value is Instant => isTimeValue(value) && value.kind === 'instant';

type Operator = (a: Value, b: Value) => Value;

/** On whole numbers, or on floats when one of the two is a float. */
function arithmetic(
  a: Value,
  b: Value,
  whole: (a: bigint, b: bigint) => bigint,
  float: (a: number, b: number) => number,
): Value {
  if (typeof a === 'bigint' && typeof b === 'bigint') return wrappedInt64(whole(a, b));
  return float(floatOf(a), floatOf(b));
}

export function sum(a: Value, b: Value): Value {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (isDuration(a) && isDuration(b)) return durationOf(a.nanos + b.nanos);
  if (isInstant(a) && isDuration(b)) return plus(a, b);
  if (isDuration(a) && isInstant(b)) return plus(b, a);
  return arithmetic(
    a,
    b,
    (one, other) => one + other,
    (one, other) => one + other,
  );
}

function difference(a: Value, b: Value): Value {
  if (isDuration(a) && isDuration(b)) return durationOf(a.nanos - b.nanos);
  if (isInstant(a) && isInstant(b)) return between(a, b);
  if (isInstant(a) && isDuration(b)) return plus(a, durationOf(-b.nanos));
  return arithmetic(
    a,
    b,
    (one, other) => one - other,
    (one, other) => one - other,
  );
}

/** A duration times a whole number is one; times a float it is a float. */
function product(a: Value, b: Value): Value {
  if (isDuration(a) && isDuration(b)) return durationOf(a.nanos * b.nanos);
  if (isDuration(a)) return scaled(a, b);
  if (isDuration(b)) return scaled(b, a);
  return arithmetic(
    a,
    b,
    (one, other) => one * other,
    (one, other) => one * other,
  );
}

const scaled = ({ nanos }: Duration, by: Value): Value =>
  typeof by === 'bigint' ? durationOf(nanos * by) : Number(nanos) * floatOf(by);

function remainder(a: Value, b: Value): Value {
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return cannot('a whole number is missing');
  return b === 0n ? cannot('a remainder of 0 cannot be taken') : a % b;
}

const power: Operator = (a, b) => floatOf(a) ** floatOf(b);

export const ARITHMETIC: Readonly<Record<string, Operator>> = {
  '+': sum,
  '-': difference,
  '*': product,
  '/': (a, b) => floatOf(a) / floatOf(b),
  '%': remainder,
  '**': power,
  '^': power,
};

export function negated(value: Value): Value {
  if (!isNumeric(value)) return cannot('a number is missing');
  return typeof value === 'bigint' ? wrappedInt64(-value) : -value;
}

/** What does not fit is the least of all, as processors of x86 have it. */
export function toInteger(value: number): bigint {
  const whole = Math.trunc(value);
  return whole >= -(2 ** 63) && whole < 2 ** 63 ? BigInt(whole) : MIN_INT64;
}

/** As Go prints a float: with an exponent from a million on, and below 0.0001. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN';
  if (Object.is(value, -0)) return '-0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power10 = Number(exponent);
  if (power10 >= -4 && power10 < 6) return String(value);
  return `${digits}e${power10 < 0 ? '-' : '+'}${String(Math.abs(power10)).padStart(2, '0')}`;
}
