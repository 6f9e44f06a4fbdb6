/** Values of formulas that are run, and what names mean. */
import type { Node } from './ast';
import { cannot } from './problems';
import type { Duration, Instant, Named, Zone } from './time/values';

export type ValueMap = ReadonlyMap<Value, Value>;
export type TimeValue = Instant | Duration | Zone | Named;

/** A `number` is a float64, a `bigint` a whole number of 64 bits. */
export type Value = number | bigint | string | boolean | null | readonly Value[] | ValueMap | TimeValue;

/** A map whose keys need not be texts. */
export class OpenMap extends Map<Value, Value> {}

/** What names mean where an expression stands. */
export interface Bindings {
  readonly names: ReadonlyMap<string, Value>;
  /** The triggers alone. */
  readonly triggers: ReadonlyMap<string, Value>;
  /** The item of a predicate; undefined outside of one. */
  readonly item: Value | undefined;
  /** Seconds since 1970 on KEDA's clock; undefined where it is not known. */
  readonly second: number | undefined;
}

/** The value of an expression; throws an `EvaluationProblem` where it has none. */
export type ValueOf = (node: Node, scope: Bindings) => Value;

export const withName = (scope: Bindings, name: string, value: Value): Bindings => ({
  ...scope,
  names: new Map([...scope.names, [name, value]]),
});

export const isNumeric = (value: Value): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';
export const floatOf = (value: Value): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : cannot('a number is missing');
};
export const integerOf = (value: Value): bigint =>
  typeof value === 'bigint' ? value : cannot('a whole number is missing');
/** A place in a list or text. */
export const placeOf = (value: Value): number => Math.trunc(floatOf(value));
export const textOf = (value: Value): string =>
  typeof value === 'string' ? value : cannot('a text is missing');
export const flagOf = (value: Value): boolean =>
  typeof value === 'boolean' ? value : cannot('true or false is missing');
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isMap = (value: Value): value is ValueMap => value instanceof Map;
export const isTimeValue = (value: Value): value is TimeValue =>
  typeof value === 'object' && value !== null && 'kind' in value;
export const listOf = (value: Value): readonly Value[] =>
  isList(value) ? value : cannot('a list is missing');
export const mapOf = (value: Value): ValueMap => (isMap(value) ? value : cannot('a map is missing'));

export function areEqual(a: Value, b: Value): boolean {
  if (isNumeric(a) && isNumeric(b)) return typeof a === typeof b ? a === b : Number(a) === Number(b);
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, index) => areEqual(item, b[index] ?? null));
  if (isMap(a) && isMap(b))
    return (
      a.size === b.size && [...a].every(([key, value]) => b.has(key) && areSame(value, b.get(key) ?? null))
    );
  return isTimeValue(a) && isTimeValue(b) ? areSameTimes(a, b) : a === b;
}

/** Inside maps a whole number is no float. */
const areSame = (a: Value, b: Value): boolean => typeof a === typeof b && areEqual(a, b);

function areSameTimes(a: TimeValue, b: TimeValue): boolean {
  if (a.kind === 'zone' || b.kind === 'zone') return a === b;
  if (a.kind === 'instant' || a.kind === 'duration') return b.kind === a.kind && a.nanos === b.nanos;
  return b.kind === a.kind && a.value === b.value;
}

/** Numbers, texts, instants and durations have an order among themselves. */
export function isLess(a: Value, b: Value): boolean {
  if (typeof a === 'string') return a < textOf(b);
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b;
  if (!isTimeValue(a)) return floatOf(a) < floatOf(b);
  const isOrdered = a.kind === 'instant' || a.kind === 'duration';
  if (!isOrdered || !isTimeValue(b) || b.kind !== a.kind) return cannot('these have no order');
  return a.nanos < b.nanos;
}
