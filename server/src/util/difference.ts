/** What differs between two pieces of plain data, as plain data, and the newer one made of the older and that. What is the
 *  same need not travel and stays the same object, so that whoever drew it knows that nothing has changed. */
import { sameEnds } from './sameEnds';

/** Absent: nothing differs. */
export type Difference =
  /** Something else stands there. */
  | { readonly value: unknown }
  /** The same keys in the same order. */
  | { readonly fields: Readonly<Record<string, Difference>> }
  /** The first `head` items and the last `tail` stay; between them null stays, too. */
  | { readonly head: number; readonly tail: number; readonly items: readonly (Difference | null)[] };

type Fields = Readonly<Record<string, unknown>>;

export function differenceOf(before: unknown, after: unknown): Difference | undefined {
  if (before === after) return undefined;
  if (Array.isArray(before) && Array.isArray(after)) return listDifference(before, after);
  if (isFields(before) && isFields(after)) return fieldsDifference(before, after);
  return { value: after };
}

/** @param difference  between `before` and something of the type of the result */
export function changed(before: unknown, difference: Difference): unknown {
  if ('value' in difference) return difference.value;
  if ('fields' in difference) {
    const { fields } = difference;
    const kept = isFields(before) ? before : {};
    // Over the older one, so that the order of the keys stays.
    return { ...kept, ...mapFields(fields, (key, one) => changed(kept[key], one)) };
  }
  const { head, tail, items } = difference;
  const list: readonly unknown[] = Array.isArray(before) ? before : [];
  const between = items.map((one, index) => {
    const older = list[head + index];
    return one ? changed(older, one) : older;
  });
  return [...list.slice(0, head), ...between, ...list.slice(list.length - tail)];
}

function listDifference(before: readonly unknown[], after: readonly unknown[]): Difference | undefined {
  const { head, tail } = sameEnds(before, after, (a, b) => differenceOf(a, b) === undefined);
  if (head === before.length && head === after.length) return undefined;
  const end = before.length - tail;
  const items = after.slice(head, after.length - tail).map((item, index) => {
    const hasOlder = head + index < end;
    return (hasOlder ? differenceOf(before[head + index], item) : { value: item }) ?? null;
  });
  return { head, tail, items };
}

function fieldsDifference(before: Fields, after: Fields): Difference | undefined {
  const [older, keys] = [keysOf(before), keysOf(after)];
  if (older.length !== keys.length || older.some((key, index) => key !== keys[index]))
    return { value: after };
  const differing = keys.flatMap((key) => {
    const difference = differenceOf(before[key], after[key]);
    return difference ? [[key, difference] as const] : [];
  });
  return differing.length === 0 ? undefined : { fields: Object.fromEntries(differing) };
}

/** What is undefined does not travel. */
const keysOf = (fields: Fields): readonly string[] =>
  Object.keys(fields).filter((key) => fields[key] !== undefined);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapFields = (
  fields: Readonly<Record<string, Difference>>,
  map: (key: string, difference: Difference) => unknown,
): Fields => Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, map(key, one)]));
