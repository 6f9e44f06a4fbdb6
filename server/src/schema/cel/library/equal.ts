/** Equality of CEL values, for the functions that compare items: numbers across types, lists and maps by content. */
import { isCelList, isCelMap, isCelUint, type CelValue } from '@bufbuild/cel';

export function equalValues(left: CelValue, right: CelValue): boolean {
  if (left === right) return true;
  const a = isCelUint(left) ? left.value : left;
  const b = isCelUint(right) ? right.value : right;
  // A bigint and a number of the same value are equal in CEL, which only the loose operator says.
  if (isNumber(a) && isNumber(b)) return a <= b && a >= b;
  if (isCelList(a) && isCelList(b)) {
    return a.size === b.size && [...a].every((item, index) => equalValues(item, b.get(index) ?? null));
  }
  if (!isCelMap(a) || !isCelMap(b) || a.size !== b.size) return false;
  return [...a.entries()].every(([key, item]) => {
    const other = b.get(key);
    return other !== undefined && equalValues(item, other);
  });
}

function isNumber(value: unknown): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}
