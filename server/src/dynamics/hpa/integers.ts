/** Go's integer arithmetic on JavaScript numbers. */

const MAX_INT32 = 2147483647;
const MIN_INT32 = -2147483648;

/** a * b / c, truncated; exact where the product leaves the safe integers, too, and wrapped past 64 bits. */
export function multiplyDivide(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.trunc(product / c);
  if (![a, b, c].every(Number.isInteger)) return Math.trunc(product / c);
  return Number(BigInt.asIntN(64, BigInt(a) * BigInt(b)) / BigInt(c));
}

/** A float as Go's int32() converts it on amd64: truncated; what does not fit is the smallest integer. */
export const toInt32 = (value: number): number =>
  value > MIN_INT32 - 1 && value < MAX_INT32 + 1 ? value | 0 : MIN_INT32;

/** An integer as Go's int32 arithmetic keeps it: its low 32 bits. */
export const wrapInt32 = (value: number): number => value | 0;

/** A float rounded up, capped at the largest int32. */
export const ceilToInt32 = (value: number): number =>
  value > MAX_INT32 ? MAX_INT32 : toInt32(Math.ceil(value));

/** A float as Go's int64() converts it on amd64: what does not fit is the smallest integer. */
export const toInt64 = (value: number): number =>
  Math.abs(value) < 2 ** 63 ? Math.trunc(value) : -(2 ** 63);

/** An integer as Go's int64 arithmetic keeps it: its low 64 bits. */
export const wrapInt64 = (value: bigint): number => Number(BigInt.asIntN(64, value));
