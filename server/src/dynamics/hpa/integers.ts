/** Go's integer arithmetic on JavaScript numbers. */

const MAX_INT32 = 2147483647;

/** a * b / c, truncated; exact where the product leaves the safe integers, too. */
export function multiplyDivide(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.trunc(product / c);
  if (![a, b, c].every(Number.isInteger)) return Math.trunc(product / c);
  return Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

/** A float as Go's int32() converts it on amd64: the low 32 bits of the truncated value. */
export const toInt32 = (value: number): number => value | 0;

/** A float rounded up, capped at the largest int32. */
export const ceilToInt32 = (value: number): number =>
  value > MAX_INT32 ? MAX_INT32 : toInt32(Math.ceil(value));

/** A float as Go's int64() converts it on amd64: what does not fit is the smallest integer. */
export const toInt64 = (value: number): number =>
  Math.abs(value) < 2 ** 63 ? Math.trunc(value) : -(2 ** 63);
