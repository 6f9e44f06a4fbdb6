/** Functions of formulas that are run: of numbers, of lists, and with predicates.
 *  @source expr-lang/expr builtin/lib.go@v1.17.8 */
import type { Node } from './ast';
import {
  cannot,
  flagOf,
  isList,
  listOf,
  numberOf,
  withName,
  type Bindings,
  type Value,
  type ValueOf,
} from './value';

type Call = (args: readonly Value[]) => Value;
type PredicateCall = (args: readonly Node[], scope: Bindings, valueOf: ValueOf) => Value;

const first = (args: readonly Value[]): Value => args[0] ?? null;

/** Arguments, lists among them opened. */
const numbers = (args: readonly Value[]): number[] =>
  args.flatMap((arg) => (isList(arg) ? numbers(arg) : [numberOf(arg)]));

/** Halves go away from zero, as in Go. */
const round = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function converted(value: Value): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : cannot('a text is no number');
}

export const FUNCTIONS: Readonly<Record<string, Call>> = {
  abs: (args) => Math.abs(numberOf(first(args))),
  ceil: (args) => Math.ceil(numberOf(first(args))),
  floor: (args) => Math.floor(numberOf(first(args))),
  round: (args) => round(numberOf(first(args))),
  int: (args) => Math.trunc(converted(first(args))),
  float: (args) => converted(first(args)),
  max: (args) => Math.max(...numbers(args)),
  min: (args) => Math.min(...numbers(args)),
  mean: (args) => mean(numbers(args)),
  median: (args) => median(numbers(args)),
  len: (args) => listOf(first(args)).length,
  first: (args) => listOf(first(args))[0] ?? null,
  last: (args) => listOf(first(args)).at(-1) ?? null,
  reverse: (args) => [...listOf(first(args))].reverse(),
  uniq: (args) => [...new Set(listOf(first(args)))],
  concat: (args) => args.flatMap(listOf),
};

/** The value of the predicate for each item of the list; without one the items themselves. */
function mapped([source, predicate]: readonly Node[], scope: Bindings, valueOf: ValueOf): readonly Value[] {
  const items = source ? listOf(valueOf(source, scope)) : [];
  if (!predicate) return items;
  return items.map((item, index) => valueOf(predicate, { ...withName(scope, '#index', index), item }));
}

const flags = (args: readonly Node[], scope: Bindings, valueOf: ValueOf): readonly boolean[] =>
  mapped(args, scope, valueOf).map(flagOf);

function kept(args: readonly Node[], scope: Bindings, valueOf: ValueOf): readonly Value[] {
  const passes = flags(args, scope, valueOf);
  return mapped(args.slice(0, 1), scope, valueOf).filter((_, index) => passes[index]);
}

export const PREDICATE_FUNCTIONS: Readonly<Record<string, PredicateCall>> = {
  all: (args, scope, valueOf) => flags(args, scope, valueOf).every(Boolean),
  any: (args, scope, valueOf) => flags(args, scope, valueOf).some(Boolean),
  none: (args, scope, valueOf) => !flags(args, scope, valueOf).some(Boolean),
  one: (args, scope, valueOf) => flags(args, scope, valueOf).filter(Boolean).length === 1,
  count: (args, scope, valueOf) => flags(args, scope, valueOf).filter(Boolean).length,
  filter: kept,
  map: mapped,
  find: (args, scope, valueOf) => kept(args, scope, valueOf)[0] ?? null,
  findLast: (args, scope, valueOf) => kept(args, scope, valueOf).at(-1) ?? null,
  findIndex: (args, scope, valueOf) => flags(args, scope, valueOf).indexOf(true),
  findLastIndex: (args, scope, valueOf) => flags(args, scope, valueOf).lastIndexOf(true),
  sum: (args, scope, valueOf) => numbers(mapped(args, scope, valueOf)).reduce((sum, value) => sum + value, 0),
};
