/** Numbers and percentages as Go reads them. @source kubernetes/apimachinery pkg/util/intstr/intstr.go@v0.35.3 */

const MAX_INT64 = 2n ** 63n - 1n;

/** A decimal integer within 64 bits, as strconv.Atoi takes it. */
export function integerPart(text: string): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return value > MAX_INT64 || value < -MAX_INT64 - 1n ? undefined : Number(value);
}

/** `percent` of `total`, rounded up. */
export const percentOf = (percent: number, total: number): number => Math.ceil((percent * total) / 100) + 0;
