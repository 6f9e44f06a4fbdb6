import type { Node } from './ast';
import type { Type } from './types';

/** What can be named, and inside a predicate the type of an item. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Type>;
  readonly triggers: ReadonlySet<string>;
  readonly item: Type | undefined;
}

/** The type of an expression; throws a `TypeProblem` where it has none. */
export type TypeOf = (node: Node, scope: Scope) => Type;

/** Why a formula does not compile: thrown while types are found, caught by `typeProblem`. */
export class TypeProblem extends Error {}

export function fail(message: string): never {
  throw new TypeProblem(message);
}
