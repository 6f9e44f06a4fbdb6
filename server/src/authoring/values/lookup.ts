/** Looks a field up in a table of values. */
import { viewsOf } from '../views';
import type { Spot, Value, Values } from './value';

/** The values of the first view that the table knows; none when it knows none. */
export function valuesAt(
  table: Readonly<Record<string, Values>>,
  kind: string,
  steps: readonly string[],
  spot: Spot,
): readonly Value[] {
  for (const view of viewsOf(kind, steps)) {
    const name = `${view.kind} ${view.pattern}`;
    if (Object.hasOwn(table, name)) return table[name]?.(spot) ?? [];
  }
  return [];
}
