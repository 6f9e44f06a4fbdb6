/** Values of formulas that are run, and what names mean. */
import type { Node } from './ast';

export type ValueMap = ReadonlyMap<Value, Value>;
export type Value = number | string | boolean | null | readonly Value[] | ValueMap;

/** What names mean where an expression stands. */
export interface Bindings {
  readonly names: ReadonlyMap<string, Value>;
  /** The triggers alone. */
  readonly triggers: ReadonlyMap<string, Value>;
  /** The item of a predicate; undefined outside of one. */
  readonly item: Value | undefined;
}

/** The value of an expression; throws an `EvaluationProblem` where it has none. */
export type ValueOf = (node: Node, scope: Bindings) => Value;

export const withName = (scope: Bindings, name: string, value: Value): Bindings => ({
  ...scope,
  names: new Map([...scope.names, [name, value]]),
});

/** Why a formula cannot be run: thrown while it runs, caught by `evaluate`. */
export class EvaluationProblem extends Error {}

/** It could upstream. */
export class NotModelled extends EvaluationProblem {}

export function cannot(message: string): never {
  throw new EvaluationProblem(message);
}

export function notModelled(part: string): never {
  throw new NotModelled(`${part} is not run here`);
}

export const numberOf = (value: Value): number =>
  typeof value === 'number' ? value : cannot('a number is missing');
export const textOf = (value: Value): string =>
  typeof value === 'string' ? value : cannot('a text is missing');
export const flagOf = (value: Value): boolean =>
  typeof value === 'boolean' ? value : cannot('true or false is missing');
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isMap = (value: Value): value is ValueMap => value instanceof Map;
export const listOf = (value: Value): readonly Value[] =>
  isList(value) ? value : cannot('a list is missing');
export const mapOf = (value: Value): ValueMap => (isMap(value) ? value : cannot('a map is missing'));

export function areEqual(a: Value, b: Value): boolean {
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, index) => areEqual(item, b[index] ?? null));
  if (isMap(a) && isMap(b))
    return (
      a.size === b.size && [...a].every(([key, value]) => b.has(key) && areEqual(value, b.get(key) ?? null))
    );
  return a === b;
}

/** Numbers and texts have an order among themselves. */
export function isLess(a: Value, b: Value): boolean {
  return typeof a === 'string' ? a < textOf(b) : numberOf(a) < numberOf(b);
}
