/** Functions of expr-lang and what they take. @source expr-lang/expr builtin/builtin.go@v1.17.8 */
import { PREDICATES, type Node } from './ast';
import { fail, type Scope, type TypeOf } from './scope';
import { isIntegerLike, isListType, isNumber, typeName, type Type } from './types';

type Parameter = 'number' | 'text' | 'list' | 'any' | 'map' | 'integer' | 'sized' | 'convertible' | 'zone';

interface Signature {
  readonly min: number;
  readonly max: number;
  readonly parameters: readonly Parameter[];
  /** `first`: the type of the first argument. */ readonly result: Type | 'first';
}

/** `min..max parameters -> result`; the last parameter stands for those that follow. */
function signature(
  min: number,
  max: number,
  parameters: readonly Parameter[],
  result: Signature['result'],
): Signature {
  return { min, max, parameters, result };
}

const MANY = Number.MAX_SAFE_INTEGER;
const ROUNDING = signature(1, 1, ['number'], 'float');
const TEXT_TO_TEXT = signature(1, 1, ['text'], 'text');
const TEXT_TWICE = signature(2, 2, ['text'], 'flag');
const SPLITTING = signature(1, 3, ['text', 'text', 'integer'], { list: 'text' });

const FUNCTIONS: ReadonlyMap<string, Signature> = new Map([
  ['len', signature(1, 1, ['sized'], 'integer')],
  ['type', signature(1, 1, ['any'], 'text')],
  ['abs', signature(1, 1, ['number'], 'first')],
  ['ceil', ROUNDING],
  ['floor', ROUNDING],
  ['round', ROUNDING],
  ['int', signature(1, 1, ['convertible'], 'integer')],
  ['float', signature(1, 1, ['convertible'], 'float')],
  ['string', signature(1, 1, ['any'], 'text')],
  ['trim', signature(1, 2, ['text'], 'text')],
  ['trimPrefix', signature(1, 2, ['text'], 'text')],
  ['trimSuffix', signature(1, 2, ['text'], 'text')],
  ['upper', TEXT_TO_TEXT],
  ['lower', TEXT_TO_TEXT],
  ['split', SPLITTING],
  ['splitAfter', SPLITTING],
  ['replace', signature(3, 4, ['text', 'text', 'text', 'integer'], 'text')],
  ['repeat', signature(2, 2, ['text', 'integer'], 'text')],
  ['join', signature(1, 2, ['list', 'text'], 'text')],
  ['indexOf', signature(2, 2, ['text'], 'integer')],
  ['lastIndexOf', signature(2, 2, ['text'], 'integer')],
  ['hasPrefix', TEXT_TWICE],
  ['hasSuffix', TEXT_TWICE],
  ['toJSON', signature(1, 1, ['any'], 'text')],
  ['fromJSON', signature(1, 1, ['text'], 'any')],
  ['toBase64', TEXT_TO_TEXT],
  ['fromBase64', TEXT_TO_TEXT],
  ['now', signature(0, 1, ['zone'], 'instant')],
  ['duration', signature(1, 1, ['text'], 'duration')],
  ['date', signature(1, 4, ['any'], 'instant')],
  ['timezone', signature(1, 1, ['text'], 'zone')],
  ['first', signature(1, 1, ['list'], 'any')],
  ['last', signature(1, 1, ['list'], 'any')],
  ['get', signature(2, 2, ['any'], 'any')],
  ['take', signature(2, 2, ['list', 'integer'], { list: 'any' })],
  ['keys', signature(1, 1, ['map'], { list: 'any' })],
  ['values', signature(1, 1, ['map'], { list: 'any' })],
  ['toPairs', signature(1, 1, ['map'], { list: 'any' })],
  ['fromPairs', signature(1, 1, ['list'], 'any')],
  ['reverse', signature(1, 1, ['list'], { list: 'any' })],
  ['uniq', signature(1, 1, ['list'], { list: 'any' })],
  ['concat', signature(1, MANY, ['list'], { list: 'any' })],
  ['flatten', signature(1, 1, ['list'], { list: 'any' })],
  ['sort', signature(1, 2, ['list', 'text'], { list: 'any' })],
  ...['bitand', 'bitor', 'bitxor', 'bitnand', 'bitshl', 'bitshr', 'bitushr'].map(
    (name) => [name, signature(2, 2, ['integer'], 'integer')] as const,
  ),
  ['bitnot', signature(1, 1, ['integer'], 'integer')],
]);

/** Functions of numbers, or of lists of numbers. */
const AGGREGATES = new Set(['max', 'min', 'mean', 'median']);

export function isFunctionName(name: string): boolean {
  return FUNCTIONS.has(name) || AGGREGATES.has(name) || PREDICATES.has(name);
}

/** The type of a call; fails when the arguments do not fit. */
export function callType(name: string, args: readonly Node[], scope: Scope, typeOf: TypeOf): Type {
  if (PREDICATES.has(name)) return predicateType(name, args, scope, typeOf);
  const types = args.map((arg) => typeOf(arg, scope));
  if (AGGREGATES.has(name)) return aggregateType(name, types);
  const known = FUNCTIONS.get(name);
  if (!known)
    return scope.variables.has(name)
      ? fail(`${name} is a number, not a function`)
      : fail(`there is no function ${name}`);
  if (types.length < known.min || types.length > known.max)
    return fail(`${name} has a wrong number of arguments`);
  types.forEach((type, index) => {
    const parameter = known.parameters[Math.min(index, known.parameters.length - 1)] ?? 'any';
    if (!accepts(parameter, type)) fail(`${name} does not take ${typeName(type)}`);
  });
  if (name === 'date' && types.length === 4 && types[0] !== 'zone')
    fail('date has a wrong number of arguments');
  if (name === 'get') return getType(types);
  if (name === 'now' && types[0] === 'any') fail('now takes a time zone');
  return known.result === 'first' ? (types[0] ?? 'any') : known.result;
}

function getType([owner = 'any', key = 'any']: readonly Type[]): Type {
  if (owner === 'any') return 'any';
  if (owner === 'map') return key === 'text' || key === 'any' ? 'any' : fail('keys of a map are texts');
  if (!isListType(owner)) return fail(`get does not take ${typeName(owner)}`);
  return key === 'integer' || key === 'any' ? owner.list : fail('items of a list have whole numbers');
}

function accepts(parameter: Parameter, type: Type): boolean {
  if (type === 'any' || parameter === 'any') return true;
  if (parameter === 'number') return isNumber(type) || isIntegerLike(type);
  if (parameter === 'convertible') return isNumber(type) || isIntegerLike(type) || type === 'text';
  if (parameter === 'list') return isListType(type);
  if (parameter === 'sized') return isListType(type) || type === 'map' || type === 'text';
  return type === parameter;
}

function aggregateType(name: string, types: readonly Type[]): Type {
  if (types.length === 0) return fail(`${name} needs at least one argument`);
  for (const type of types) {
    // Behind something that is not known nothing is looked at.
    if (isListType(type) || type === 'any') return 'any';
    if (!isNumber(type) && !isIntegerLike(type)) fail(`${name} does not take ${typeName(type)}`);
  }
  return types[0] ?? 'any';
}

const TO_FLAG = new Set(['all', 'none', 'any', 'one']);
const TO_INDEX = new Set(['findIndex', 'findLastIndex', 'count']);
const NEEDS_FLAG = new Set([...TO_FLAG, ...TO_INDEX, 'filter', 'find', 'findLast']);

function predicateType(name: string, args: readonly Node[], scope: Scope, typeOf: TypeOf): Type {
  const [source, predicate, extra] = args;
  const collection = source ? typeOf(source, scope) : 'any';
  if (!isListType(collection) && collection !== 'any')
    return fail(`${name} takes a list, not ${typeName(collection)}`);
  const item = isListType(collection) ? collection.list : 'any';
  const result = predicate && typeOf(predicate, predicateScope(name, item, scope));
  if (extra) typeOf(extra, scope);
  if (result !== undefined && NEEDS_FLAG.has(name) && result !== 'flag' && result !== 'any') {
    return fail(`the predicate of ${name} must be true or false, not ${typeName(result)}`);
  }
  if (TO_FLAG.has(name)) return 'flag';
  if (TO_INDEX.has(name)) return 'integer';
  if (name === 'sum' || name === 'reduce') return result ?? item;
  if (name === 'map') return { list: result ?? 'any' };
  // Its keys may be anything.
  if (name === 'groupBy') return 'any';
  return name === 'find' || name === 'findLast' ? item : { list: item };
}

function predicateScope(name: string, item: Type, scope: Scope): Scope {
  const own: [string, Type][] =
    name === 'reduce'
      ? [
          ['#index', 'integer'],
          ['#acc', 'any'],
        ]
      : name === 'map'
        ? [['#index', 'integer']]
        : [];
  return { ...scope, item, variables: new Map([...scope.variables, ...own]) };
}
