/** Comparison of quantities, rounded up to thousandths as defaulting leaves those of resource lists. */
import { MAX_INT64, wrappedInt64 } from '../../util/int64';
import { parseQuantity, type Quantity } from '../../util/quantity';

/** Thousandths, rounded up; undefined when `text` is no quantity (which decoding has reported). */
export function milliOf(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  return quantity && scaled(quantity, 3);
}

/** A number of so many digits is kept as an integer of 64 bits beside a power of ten. */
const SHORT_DIGITS = 18;
/** Powers of ten that such an integer is multiplied with whether that fits or not; where others do not fit, nothing is left. */
const AT_ONCE: ReadonlySet<number> = new Set([0, 1, 2, 3, 6, 9]);

/** Thousandths (3 decimals) or whole units (0) as the server counts them: in 64 bits, which run over.
 *  @source kubernetes/apimachinery pkg/api/resource/quantity.go (ScaledValue), math.go@v0.35.4 */
export function countedOf(text: string, decimals: 0 | 3): bigint | undefined {
  const quantity = parseQuantity(text);
  if (!quantity) return undefined;
  const exact = scaled(quantity, decimals);
  if (exact <= MAX_INT64 && exact >= -MAX_INT64) return exact;
  const isShort = quantity.base === 10 && String(quantity.digits).replace('-', '').length <= SHORT_DIGITS;
  return isShort && !AT_ONCE.has(quantity.exponent + decimals) ? 0n : wrappedInt64(exact);
}

/** Whole units, rounded up. */
export function unitsOf(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  return quantity && scaled(quantity, 0);
}

/** Sign of the exact value: -1, 0 or 1. */
export function signOf(text: string): number {
  const quantity = parseQuantity(text);
  if (!quantity || quantity.digits === 0n) return 0;
  return quantity.digits < 0n ? -1 : 1;
}

function scaled(quantity: Quantity, decimals: number): bigint {
  if (quantity.base === 2) return quantity.digits * 2n ** BigInt(quantity.exponent) * 10n ** BigInt(decimals);
  const shift = quantity.exponent + decimals;
  if (shift >= 0) return quantity.digits * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  const quotient = quantity.digits / divisor;
  return quantity.digits % divisor === 0n ? quotient : quotient + (quantity.digits > 0n ? 1n : -1n);
}
