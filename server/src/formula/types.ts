/** Types of values in formulas. `any` is what is not known before it runs. */
import type { Method, TimeType } from './time/methods';

export type Type =
  | 'integer'
  | 'float'
  | 'text'
  | 'flag'
  | 'nil'
  | 'any'
  | 'map'
  | 'function'
  | TimeType
  | { readonly list: Type }
  | { readonly method: Method; readonly name: string };

export const isNumber = (type: Type): boolean => type === 'integer' || type === 'float';
export const isText = (type: Type): boolean => type === 'text';
export const isListType = (type: Type): type is { readonly list: Type } =>
  typeof type === 'object' && 'list' in type;

const TIME_TYPES: ReadonlySet<Type> = new Set(['instant', 'duration', 'zone', 'month', 'weekday'] as const);
export const isTimeType = (type: Type): type is TimeType => TIME_TYPES.has(type);
/** Whole numbers to Go that do not take part in arithmetic. */
export const isIntegerLike = (type: Type): boolean =>
  type === 'duration' || type === 'month' || type === 'weekday';

export function isSameType(left: Type, right: Type): boolean {
  if (isListType(left) && isListType(right)) return isSameType(left.list, right.list);
  return left === right;
}

/** Whether two values may be compared with ==. */
export function comparable(left: Type, right: Type): boolean {
  if (left === 'any' || right === 'any' || left === 'nil' || right === 'nil') return true;
  if (isListType(left) || isListType(right)) return isListType(left) && isListType(right);
  return left === right || (isNumber(left) && isNumber(right));
}

const NAMES = {
  integer: 'a whole number',
  float: 'a number',
  text: 'a text',
  flag: 'true or false',
  nil: 'nil',
  any: 'any value',
  map: 'a map',
  function: 'a function',
  instant: 'a time',
  duration: 'a duration',
  zone: 'a time zone',
  month: 'a month',
  weekday: 'a day of the week',
};

/** A type in words. */
export function typeName(type: Type): string {
  if (isListType(type)) return 'a list';
  return typeof type === 'object' ? NAMES.function : NAMES[type];
}
