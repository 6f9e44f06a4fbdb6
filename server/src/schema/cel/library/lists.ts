/** List functions: isSorted, sum, min, max, indexOf, lastIndexOf, slice, flatten, distinct, reverse, sort and the sets functions.
 *  @source kubernetes/apiserver pkg/cel/library/lists.go@v0.35.0, google/cel-go ext/lists.go and ext/sets.go@v0.26 */
import {
  CelScalar,
  celFunc,
  celList,
  celMethod,
  isCelList,
  listType,
  type CelFunc,
  type CelList,
  type CelValue,
} from '@bufbuild/cel';
import { equalValues } from './equal';
import { noOverload } from '../opaque';

const { BOOL, DYN, INT } = CelScalar;
const LIST = listType(DYN);

/** Order of two values of one type; throws for values that have none. */
function compareValues(left: CelValue, right: CelValue): number {
  const numeric = (value: CelValue): value is bigint | number =>
    typeof value === 'bigint' || typeof value === 'number';
  if (numeric(left) && numeric(right)) return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  throw noOverload('compare');
}

/** By code point, which is also the order of UTF-8 bytes. */
function compareText(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

function isSorted(list: CelList): boolean {
  const items = [...list];
  return items.every((item, index) => index === 0 || compareValues(items[index - 1] ?? null, item) <= 0);
}

function sum(list: CelList): CelValue {
  const items = [...list];
  if (items.every((item) => typeof item === 'bigint')) return items.reduce((total, item) => total + item, 0n);
  if (items.every((item) => typeof item === 'number')) return items.reduce((total, item) => total + item, 0);
  throw noOverload('sum');
}

function extreme(name: string, list: CelList, sign: number): CelValue {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error(`${name} called on empty list`);
  return rest.reduce<CelValue>((best, item) => (compareValues(item, best) * sign > 0 ? item : best), first);
}

function flatten(list: CelList, depth: bigint): CelValue[] {
  if (depth < 0n) throw new Error('level must be non-negative');
  return [...list].flatMap((item) => (isCelList(item) && depth > 0n ? flatten(item, depth - 1n) : [item]));
}

function distinct(list: CelList): CelValue[] {
  const kept: CelValue[] = [];
  for (const item of list) if (!kept.some((other) => equalValues(item, other))) kept.push(item);
  return kept;
}

function slice(list: CelList, start: bigint, end: bigint): CelValue[] {
  if (start < 0n || end > BigInt(list.size) || start > end) throw new Error(`cannot slice(${start}, ${end})`);
  return [...list].slice(Number(start), Number(end));
}

function indexOf(list: CelList, wanted: CelValue): bigint {
  return BigInt([...list].findIndex((item) => equalValues(item, wanted)));
}

const contains = (list: CelList, item: CelValue): boolean =>
  [...list].some((other) => equalValues(other, item));
const containsAll = (list: CelList, items: CelList): boolean =>
  [...items].every((item) => contains(list, item));

export const listFunctions: readonly CelFunc[] = [
  celMethod('isSorted', LIST, [], BOOL, function () {
    return isSorted(this);
  }),
  celMethod('sum', LIST, [], DYN, function () {
    return sum(this);
  }),
  celMethod('min', LIST, [], DYN, function () {
    return extreme('min', this, -1);
  }),
  celMethod('max', LIST, [], DYN, function () {
    return extreme('max', this, 1);
  }),
  celMethod('indexOf', LIST, [DYN], INT, function (wanted) {
    return indexOf(this, wanted);
  }),
  celMethod('lastIndexOf', LIST, [DYN], INT, function (wanted) {
    return BigInt([...this].findLastIndex((item) => equalValues(item, wanted)));
  }),
  celMethod('slice', LIST, [INT, INT], LIST, function (start, end) {
    return celList(slice(this, start, end));
  }),
  celMethod('flatten', LIST, [], LIST, function () {
    return celList(flatten(this, 1n));
  }),
  celMethod('flatten', LIST, [INT], LIST, function (depth) {
    return celList(flatten(this, depth));
  }),
  celMethod('distinct', LIST, [], LIST, function () {
    return celList(distinct(this));
  }),
  celMethod('reverse', LIST, [], LIST, function () {
    return celList([...this].reverse());
  }),
  celMethod('sort', LIST, [], LIST, function () {
    return celList([...this].sort(compareValues));
  }),
  celFunc('sets.contains', [LIST, LIST], BOOL, containsAll),
  celFunc('sets.intersects', [LIST, LIST], BOOL, (left, right) =>
    [...right].some((item) => contains(left, item)),
  ),
  celFunc(
    'sets.equivalent',
    [LIST, LIST],
    BOOL,
    (left, right) => containsAll(left, right) && containsAll(right, left),
  ),
];
