/** Values of formulas that are run, and what names mean. */
import type { Node } from './ast';

export type Value = number | string | boolean | null | readonly Value[];

/** What names mean where an expression stands. */
export interface Bindings {
  readonly names: ReadonlyMap<string, Value>;
  /** The item of a predicate; undefined outside of one. */
  readonly item: Value | undefined;
}

/** The value of an expression; throws an `EvaluationProblem` where it has none. */
export type ValueOf = (node: Node, scope: Bindings) => Value;

export const withName = ({ names, item }: Bindings, name: string, value: Value): Bindings => ({
  names: new Map([...names, [name, value]]),
  item,
});

/** Why a formula cannot be run: thrown while it runs, caught by `evaluate`. */
export class EvaluationProblem extends Error {}

export function cannot(message: string): never {
  throw new EvaluationProblem(message);
}

export const numberOf = (value: Value): number =>
  typeof value === 'number' ? value : cannot('a number is missing');
export const flagOf = (value: Value): boolean =>
  typeof value === 'boolean' ? value : cannot('true or false is missing');
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const listOf = (value: Value): readonly Value[] =>
  isList(value) ? value : cannot('a list is missing');
