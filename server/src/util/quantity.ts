/** Kubernetes quantities, exact: parsing, rounding up to whole units, canonical printing.
 *  @source kubernetes/apimachinery pkg/api/resource/quantity.go@v0.35.3 */
import { MAX_INT64 } from './int64';

/** `digits * 10^exponent` or `digits * 2^exponent`: exact, never rounded. */
export interface Quantity {
  readonly digits: bigint;
  readonly base: 2 | 10;
  readonly exponent: number;
}

/** No digit needs to be there: `.`, `+` and `Ki` are zero. */
const PATTERN = /^(?=.)([+-]?)(\d*(?:\.\d*)?)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
/** Past this a power of ten is beyond every quantity; it is counted as this. */
const MAX_EXPONENT = 400;
/** Amounts with a binary suffix end there. */
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** The quantity that `text` spells, or undefined when it is none. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [, sign, number = '', scientific, suffix = ''] = match;
  const [whole = '', fraction = ''] = number.split('.');
  const magnitude = BigInt(`${whole}${fraction}` || '0');
  const digits = sign === '-' ? -magnitude : magnitude;
  const binary = BINARY[suffix];
  if (binary !== undefined) return binaryQuantity(digits, fraction.length, binary);
  const exponent = scientific ? Number(scientific.slice(1)) : (DECIMAL[suffix] ?? 0);
  const bounded = Math.min(MAX_EXPONENT, Math.max(-MAX_EXPONENT, exponent));
  return { digits, base: 10, exponent: bounded - fraction.length };
}

/** Blanks that JSON carries as themselves: the decoder drops them around a quantity, but not `\n` and `\t`, which are escaped. */
const WIRE_BLANKS =
  ' \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000';

/** The text of a quantity as the API server's decoder takes it from JSON.
 *  @source kubernetes/apimachinery pkg/api/resource/quantity.go UnmarshalJSON @v0.35.4 */
export function wireQuantity(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && WIRE_BLANKS.includes(text.charAt(start))) start += 1;
  while (end > start && WIRE_BLANKS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A binary suffix after decimal digits: 10^-n has no finite binary form, so the value is taken in nano-units, rounded up. */
function binaryQuantity(digits: bigint, decimals: number, exponent: number): Quantity {
  const most = MAX_INT64 * 10n ** BigInt(decimals);
  const amount = digits * 2n ** BigInt(exponent);
  if (amount > most || amount < -most)
    return { digits: digits > 0n ? MAX_INT64 : -MAX_INT64, base: 2, exponent: 0 };
  if (decimals === 0) return { digits, base: 2, exponent };
  const scaled = amount * 10n ** 9n;
  return { digits: ceilDivide(scaled, 10n ** BigInt(decimals)), base: 10, exponent: -9 };
}

function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor > 0n ? quotient + 1n : quotient;
}

/** The quantity in units of 10^-decimals (3: milli), rounded up, as Quantity.ScaledValue does.
 *  Exact up to 2^53 units; larger values are the nearest double. */
export function scaledValue(quantity: Quantity, decimals: number): number {
  if (quantity.base === 2) {
    return Number(quantity.digits * 2n ** BigInt(quantity.exponent) * 10n ** BigInt(decimals));
  }
  const shift = quantity.exponent + decimals;
  if (shift >= 0) return Number(quantity.digits * 10n ** BigInt(shift));
  return Number(ceilDivide(quantity.digits, 10n ** BigInt(-shift)));
}

/** Whole units, rounded up (bytes, counts); undefined when `text` is no quantity. */
export function wholeUnits(text: string): number | undefined {
  const quantity = parseQuantity(text);
  return quantity && scaledValue(quantity, 0);
}

/** Milli-units, rounded up (millicores); undefined when `text` is no quantity. */
export function milliUnits(text: string): number | undefined {
  const quantity = parseQuantity(text);
  return quantity && scaledValue(quantity, 3);
}

const BINARY_STEPS = [
  ['Ei', 2 ** 60],
  ['Pi', 2 ** 50],
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
] as const;

/** Bytes as a quantity with the largest binary suffix that keeps it whole: 1073741824 -> "1Gi". */
export function formatBytes(bytes: number): string {
  if (bytes === 0) return '0';
  const step = BINARY_STEPS.find(([, size]) => bytes % size === 0);
  return step ? `${bytes / step[1]}${step[0]}` : String(bytes);
}

/** Millicores as a quantity: 1500 -> "1500m", 2000 -> "2". */
export const formatMilli = (milli: number): string =>
  milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;

const DECIMAL_STEPS = [
  ['E', 1e18],
  ['P', 1e15],
  ['T', 1e12],
  ['G', 1e9],
  ['M', 1e6],
  ['k', 1e3],
] as const;

/** Whole units as Kubernetes prints them, in the family of suffixes that the text is written in: "1024Gi" -> "1Ti".
 *  undefined when the text is no quantity. */
export function canonicalQuantity(text: string): string | undefined {
  const units = wholeUnits(text);
  if (units === undefined) return undefined;
  // Below 1024 the binary family is printed without a suffix, too.
  if (text.endsWith('i') && Math.abs(units) >= 1024) return formatBytes(units);
  const step = DECIMAL_STEPS.find(([, size]) => units !== 0 && units % size === 0);
  return step ? `${units / step[1]}${step[0]}` : String(units);
}
