/** Comparison of quantities, rounded up to thousandths as defaulting leaves those of resource lists. */
import { parseQuantity, type Quantity } from '../../util/quantity';

/** Thousandths, rounded up; undefined when `text` is no quantity (which decoding has reported). */
export function milliOf(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  return quantity && scaled(quantity, 3);
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
