/** Functions of formulas that are run: of numbers, of lists, and with predicates.
 *  @source expr-lang/expr builtin/lib.go@v1.17.8 */
import { MAX_INT64, MIN_INT64, wrappedInt64 } from '../util/int64';
import { parseGoFloat } from '../util/goFloat';
import type { Node } from './ast';
import { sum, toInteger } from './numbers';
import { TEXT_FUNCTIONS } from './textLibrary';
import { TIME_FUNCTIONS } from './timeLibrary';
import { cannot } from './problems';
import {
  areEqual,
  flagOf,
  floatOf,
  integerOf,
  isLess,
  isList,
  isMap,
  isTimeValue,
  listOf,
  mapOf,
  OpenMap,
  placeOf,
  textOf,
  withName,
  type Bindings,
  type Value,
  type ValueOf,
} from './value';

type Call = (args: readonly Value[]) => Value;
type PredicateCall = (args: readonly Node[], scope: Bindings, valueOf: ValueOf) => Value;

const first = (args: readonly Value[]): Value => args[0] ?? null;

/** Items of lists in lists, of those in them. */
const opened = (values: readonly Value[]): Value[] =>
  values.flatMap((value) => (isList(value) ? opened(value) : [value]));

/** Durations, months and days of the week are numbers to Go. */
function anyNumber(value: Value): number {
  if (!isTimeValue(value)) return floatOf(value);
  if (value.kind === 'duration') return Number(value.nanos);
  return 'value' in value ? Number(value.value) : cannot('a number is missing');
}

const floats = (args: readonly Value[]): number[] => opened(args).map(anyNumber);

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

const noNumber = (text: string): never => cannot(`${JSON.stringify(text)} is no number`);

const WHOLE_TEXT = /^[+-]?\d+$/;

function wholeOf(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return toInteger(value);
  if (isTimeValue(value) && value.kind === 'duration') return value.nanos;
  if (isTimeValue(value) && 'value' in value) return value.value;
  if (typeof value !== 'string') return cannot('a number is missing');
  if (!WHOLE_TEXT.test(value)) return noNumber(value);
  const whole = BigInt(value.replace('+', ''));
  return whole > MAX_INT64 || whole < MIN_INT64 ? noNumber(value) : whole;
}

const floatFrom = (value: Value): number =>
  typeof value === 'string' ? (parseGoFloat(value) ?? noNumber(value)) : floatOf(value);

function absolute(value: Value): Value {
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  const float = floatOf(value);
  return float < 0 ? -float : float;
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return [...value].length;
  return isMap(value) ? value.size : listOf(value).length;
}

/** The one that comes first under an order; of nothing nothing. */
function extreme(args: readonly Value[], isBefore: (a: Value, b: Value) => boolean): Value {
  const [only = null, ...others] = args;
  if (others.length === 0 && !isList(only)) return only;
  args.forEach((arg) => (isList(arg) ? opened(arg).forEach(floatOf) : anyNumber(arg)));
  const values = opened(args);
  return values.reduce((best: Value, value) => (best === null || isBefore(value, best) ? value : best), null);
}

function itemOrNothing([owner = null, key = null]: readonly Value[]): Value {
  if (isMap(owner)) return owner.get(key) ?? null;
  return owner === null ? null : (listOf(owner).at(placeOf(key)) ?? null);
}

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

function take([list = null, count = null]: readonly Value[]): Value {
  const most = integerOf(count);
  return most < 0n ? cannot('fewer than none cannot be taken') : listOf(list).slice(0, Number(most));
}

const sorted = (list: readonly Value[], values: readonly Value[], order: Value = 'asc'): readonly Value[] =>
  sortedIndexes(values, order).map((index) => list[index] ?? null);

const fromPairs = (pairs: readonly Value[]): Value =>
  new OpenMap(
    pairs.map((pair) => {
      const [key = null, value = null, ...rest] = listOf(pair);
      return rest.length > 0 || listOf(pair).length < 2 ? cannot('a pair has two items') : [key, value];
    }),
  );

const bits = (value: Value = null): bigint => integerOf(value);

function shift(by: Value | undefined): bigint {
  const count = bits(by);
  if (count < 0n) return cannot('bits cannot be shifted by less than none');
  return count > 64n ? 64n : count;
}

export const FUNCTIONS: Readonly<Record<string, Call>> = {
  abs: (args) => absolute(first(args)),
  ceil: (args) => Math.ceil(floatOf(first(args))),
  floor: (args) => Math.floor(floatOf(first(args))),
  round: (args) => round(floatOf(first(args))),
  int: (args) => wholeOf(first(args)),
  float: (args) => floatFrom(first(args)),
  max: (args) => extreme(args, (a, b) => isLess(b, a)),
  min: (args) => extreme(args, isLess),
  mean: (args) => mean(floats(args)),
  median: (args) => median(floats(args)),
  len: (args) => BigInt(sizeOf(first(args))),
  first: (args) => listOf(first(args))[0] ?? null,
  last: (args) => listOf(first(args)).at(-1) ?? null,
  reverse: (args) => [...listOf(first(args))].reverse(),
  uniq: (args) => uniq(listOf(first(args))),
  concat: (args) => args.flatMap(listOf),
  flatten: (args) => opened(listOf(first(args))),
  take,
  get: itemOrNothing,
  sort: ([list = null, order]) => sorted(listOf(list), listOf(list), order),
  keys: (args) => [...mapOf(first(args)).keys()],
  values: (args) => [...mapOf(first(args)).values()],
  toPairs: (args) => [...mapOf(first(args))],
  fromPairs: (args) => fromPairs(listOf(first(args))),
  bitand: ([a, b]) => wrappedInt64(bits(a) & bits(b)),
  bitor: ([a, b]) => wrappedInt64(bits(a) | bits(b)),
  bitxor: ([a, b]) => wrappedInt64(bits(a) ^ bits(b)),
  bitnand: ([a, b]) => wrappedInt64(bits(a) & ~bits(b)),
  bitnot: ([a]) => wrappedInt64(~bits(a)),
  bitshl: ([a, b]) => wrappedInt64(bits(a) << shift(b)),
  bitshr: ([a, b]) => wrappedInt64(bits(a) >> shift(b)),
  bitushr: ([a, b]) => wrappedInt64(BigInt.asUintN(64, bits(a)) >> shift(b)),
  ...TEXT_FUNCTIONS,
  ...TIME_FUNCTIONS,
};

/** The value of the predicate for each item of the list; without one the items themselves. */
function mapped([source, predicate]: readonly Node[], scope: Bindings, valueOf: ValueOf): readonly Value[] {
  const items = source ? listOf(valueOf(source, scope)) : [];
  if (!predicate) return items;
  return items.map((item, index) =>
    valueOf(predicate, { ...withName(scope, '#index', BigInt(index)), item }),
  );
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
    sum = valueOf(step, { ...withName(withName(scope, '#index', BigInt(index)), '#acc', sum), item });
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
  return new OpenMap(groups);
}

/** The place, or nothing. */
const found = (index: number): Value => (index < 0 ? null : BigInt(index));

export const PREDICATE_FUNCTIONS: Readonly<Record<string, PredicateCall>> = {
  all: (args, scope, valueOf) => flags(args, scope, valueOf).every(Boolean),
  any: (args, scope, valueOf) => flags(args, scope, valueOf).some(Boolean),
  none: (args, scope, valueOf) => !flags(args, scope, valueOf).some(Boolean),
  one: (args, scope, valueOf) => flags(args, scope, valueOf).filter(Boolean).length === 1,
  count: (args, scope, valueOf) => BigInt(flags(args, scope, valueOf).filter(Boolean).length),
  filter: kept,
  map: mapped,
  find: (args, scope, valueOf) => kept(args, scope, valueOf)[0] ?? null,
  findLast: (args, scope, valueOf) => kept(args, scope, valueOf).at(-1) ?? null,
  findIndex: (args, scope, valueOf) => found(flags(args, scope, valueOf).indexOf(true)),
  findLastIndex: (args, scope, valueOf) => found(flags(args, scope, valueOf).lastIndexOf(true)),
  reduce: reduced,
  sortBy: sortedBy,
  groupBy: grouped,
  sum: (args, scope, valueOf) => mapped(args, scope, valueOf).reduce(sum, 0n),
};
