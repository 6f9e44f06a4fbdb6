/** The bounds of Go's int64, and what runs over them. */
export const MAX_INT64 = 2n ** 63n - 1n;
export const MIN_INT64 = -(2n ** 63n);

export const wrappedInt64 = (value: bigint): bigint => BigInt.asIntN(64, value);
