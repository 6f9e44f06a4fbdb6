/** Functions of formulas that are run: of numbers, of lists, and with predicates.
 *  @source expr-lang/expr builtin/lib.go@v1.17.8 */
import type { Node } from './ast';
import { TEXT_FUNCTIONS } from './textLibrary';
import {
  areEqual,
  cannot,
  flagOf,
  isLess,
  isList,
  isMap,
  listOf,
  mapOf,
  numberOf,
  textOf,
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

export const WHOLE_TEXT = /^[+-]?\d+$/;
/** Hexadecimal ones, and words for what is no number, are left out. */
export const NUMBER_TEXT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

function converted(value: Value, pattern: RegExp): number {
  if (typeof value !== 'string') return numberOf(value);
  return pattern.test(value) ? Number(value) : cannot('a text is no number');
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return [...value].length;
  return isMap(value) ? value.size : listOf(value).length;
}

/** What comes first under an order. */
function extreme(values: readonly number[], choose: (...values: number[]) => number): Value {
  return values.length === 0 ? null : choose(...values);
}

function itemOrNothing([owner = null, key = null]: readonly Value[]): Value {
  if (isMap(owner)) return owner.get(key) ?? null;
  return listOf(owner).at(numberOf(key)) ?? null;
}

const flat = (list: readonly Value[]): readonly Value[] =>
  list.flatMap((item) => (isList(item) ? flat(item) : [item]));

const uniq = (list: readonly Value[]): readonly Value[] =>
  list.filter((item, index) => list.findIndex((one) => areEqual(one, item)) === index);

const isDescending = (order: Value): boolean => {
  const text = textOf(order);
  if (text !== 'asc' && text !== 'desc') cannot(`there is no order ${text}`);
  return text === 'desc';
};

/** Indexes of the values in their order. */
function sortedIndexes(values: readonly Value[], order: Value): readonly number[] {
  const sign = isDescending(order) ? -1 : 1;
  const compare = (a: Value, b: Value): number => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0);
  return [...values.keys()].sort((a, b) => sign * compare(values[a] ?? null, values[b] ?? null));
}

const sorted = (list: readonly Value[], values: readonly Value[], order: Value = 'asc'): readonly Value[] =>
  sortedIndexes(values, order).map((index) => list[index] ?? null);

const fromPairs = (pairs: readonly Value[]): Value =>
  new Map(pairs.map((pair) => [listOf(pair)[0] ?? null, listOf(pair)[1] ?? null]));

const bits = (value: Value | undefined): bigint => {
  const number = numberOf(value ?? null);
  return Number.isSafeInteger(number) ? BigInt(number) : cannot('a whole number is missing');
};
const wrapped = (value: bigint): number => Number(BigInt.asIntN(64, value));

function shift(by: Value | undefined): bigint {
  const count = bits(by);
  if (count < 0n) return cannot('bits cannot be shifted by less than none');
  return count > 64n ? 64n : count;
}

export const FUNCTIONS: Readonly<Record<string, Call>> = {
  abs: (args) => Math.abs(numberOf(first(args))),
  ceil: (args) => Math.ceil(numberOf(first(args))),
  floor: (args) => Math.floor(numberOf(first(args))),
  round: (args) => round(numberOf(first(args))),
  int: (args) => Math.trunc(converted(first(args), WHOLE_TEXT)),
  float: (args) => converted(first(args), NUMBER_TEXT),
  max: (args) => extreme(numbers(args), Math.max),
  min: (args) => extreme(numbers(args), Math.min),
  mean: (args) => mean(numbers(args)),
  median: (args) => median(numbers(args)),
  len: (args) => sizeOf(first(args)),
  first: (args) => listOf(first(args))[0] ?? null,
  last: (args) => listOf(first(args)).at(-1) ?? null,
  reverse: (args) => [...listOf(first(args))].reverse(),
  uniq: (args) => uniq(listOf(first(args))),
  concat: (args) => args.flatMap(listOf),
  flatten: (args) => flat(listOf(first(args))),
  take: ([list = null, count = null]) => listOf(list).slice(0, numberOf(count)),
  get: itemOrNothing,
  sort: ([list = null, order]) => sorted(listOf(list), listOf(list), order),
  keys: (args) => [...mapOf(first(args)).keys()],
  values: (args) => [...mapOf(first(args)).values()],
  toPairs: (args) => [...mapOf(first(args))],
  fromPairs: (args) => fromPairs(listOf(first(args))),
  bitand: ([a, b]) => wrapped(bits(a) & bits(b)),
  bitor: ([a, b]) => wrapped(bits(a) | bits(b)),
  bitxor: ([a, b]) => wrapped(bits(a) ^ bits(b)),
  bitnand: ([a, b]) => wrapped(bits(a) & ~bits(b)),
  bitnot: ([a]) => wrapped(~bits(a)),
  bitshl: ([a, b]) => wrapped(bits(a) << shift(b)),
  bitshr: ([a, b]) => wrapped(bits(a) >> shift(b)),
  bitushr: ([a, b]) => wrapped(BigInt.asUintN(64, bits(a)) >> shift(b)),
  ...TEXT_FUNCTIONS,
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

/** Without a first value the first item is it. */
function reduced([source, step, start]: readonly Node[], scope: Bindings, valueOf: ValueOf): Value {
  const items = source ? listOf(valueOf(source, scope)) : [];
  if (!start && items.length === 0) return cannot('an empty list has nothing to begin with');
  let sum = start ? valueOf(start, scope) : (items[0] ?? null);
  for (const [index, item] of items.entries()) {
    if ((index === 0 && !start) || !step) continue;
    sum = valueOf(step, { ...withName(withName(scope, '#index', index), '#acc', sum), item });
  }
  return sum;
}

function sortedBy([source, predicate, order]: readonly Node[], scope: Bindings, valueOf: ValueOf): Value {
  const items = source ? listOf(valueOf(source, scope)) : [];
  const values = mapped(source && predicate ? [source, predicate] : [], scope, valueOf);
  return sorted(items, values, order && valueOf(order, scope));
}

function grouped(args: readonly Node[], scope: Bindings, valueOf: ValueOf): Value {
  const items = mapped(args.slice(0, 1), scope, valueOf);
  const groups = new Map<Value, Value[]>();
  for (const [index, key] of mapped(args, scope, valueOf).entries())
    groups.set(key, [...(groups.get(key) ?? []), items[index] ?? null]);
  return groups;
}

/** The place, or nothing. */
const found = (index: number): Value => (index < 0 ? null : index);

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
  findIndex: (args, scope, valueOf) => found(flags(args, scope, valueOf).indexOf(true)),
  findLastIndex: (args, scope, valueOf) => found(flags(args, scope, valueOf).lastIndexOf(true)),
  reduce: reduced,
  sortBy: sortedBy,
  groupBy: grouped,
  sum: (args, scope, valueOf) => numbers(mapped(args, scope, valueOf)).reduce((sum, value) => sum + value, 0),
};
