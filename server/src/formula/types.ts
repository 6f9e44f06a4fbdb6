/** Types of values in formulas. `any` is what is not known before it runs. */
export type Type =
  'integer' | 'float' | 'text' | 'flag' | 'nil' | 'any' | 'map' | 'function' | { readonly list: Type };

export const isNumber = (type: Type): boolean => type === 'integer' || type === 'float';
export const isText = (type: Type): boolean => type === 'text';

/** Whether two values may be compared with ==. */
export function comparable(left: Type, right: Type): boolean {
  if (left === 'any' || right === 'any' || left === 'nil' || right === 'nil') return true;
  if (typeof left === 'object' || typeof right === 'object') return typeof left === typeof right;
  return left === right || (isNumber(left) && isNumber(right));
}

/** A type in words. */
export function typeName(type: Type): string {
  if (typeof type === 'object') return 'a list';
  const names = {
    integer: 'a whole number',
    float: 'a number',
    text: 'a text',
    flag: 'true or false',
    nil: 'nil',
    any: 'any value',
    map: 'a map',
    function: 'a function',
  };
  return names[type];
}
