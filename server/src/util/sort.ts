/** Total orders used wherever the order of a result is part of the result. */

/** Compares by UTF-16 code units, as Go compares ASCII strings; independent of locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export const compareNumber = (a: number, b: number): number => a - b;

/** A sorted copy of distinct strings. */
export const sortedUnique = (values: Iterable<string>): string[] => [...new Set(values)].sort(compareText);
