/** Functions of expr-lang and what they take. @source expr-lang/expr builtin/builtin.go@v1.17.8 */
import { PREDICATES, type Node } from './ast';
import { NUMBER_TEXT, WHOLE_TEXT } from './library';
import { fail, type Scope, type TypeOf } from './scope';
import { isNumber, typeName, type Type } from './types';

type Parameter = 'number' | 'text' | 'list' | 'any' | 'map' | 'integer' | 'sized' | 'convertible';

interface Signature {
  readonly min: number;
  readonly max: number;
  readonly parameters: readonly Parameter[];
  readonly result: Type | 'first' | 'item';
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
  ['now', signature(0, 1, ['any'], 'any')],
  ['duration', signature(1, 1, ['text'], 'any')],
  ['date', signature(1, 4, ['any'], 'any')],
  ['timezone', signature(1, 1, ['text'], 'any')],
  ['first', signature(1, 1, ['list'], 'item')],
  ['last', signature(1, 1, ['list'], 'item')],
  ['get', signature(2, 2, ['any'], 'any')],
  ['take', signature(2, 2, ['list', 'integer'], 'first')],
  ['keys', signature(1, 1, ['map'], { list: 'any' })],
  ['values', signature(1, 1, ['map'], { list: 'any' })],
  ['toPairs', signature(1, 1, ['map'], { list: 'any' })],
  ['fromPairs', signature(1, 1, ['list'], 'map')],
  ['reverse', signature(1, 1, ['list'], 'first')],
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
  if (name === 'int' || name === 'float') checkConvertible(name, args[0]);
  return resultOf(known, types[0] ?? 'any');
}

function resultOf({ result }: Signature, first: Type): Type {
  if (result === 'first') return first;
  if (result !== 'item') return result;
  return typeof first === 'object' ? first.list : 'any';
}

function accepts(parameter: Parameter, type: Type): boolean {
  if (type === 'any' || parameter === 'any') return true;
  if (parameter === 'number') return isNumber(type);
  if (parameter === 'convertible') return isNumber(type) || type === 'text';
  if (parameter === 'list') return typeof type === 'object';
  if (parameter === 'sized') return typeof type === 'object' || type === 'map' || type === 'text';
  return type === parameter;
}

/** The webhook runs the formula once, which fails on a text that is no number. */
function checkConvertible(name: string, arg: Node | undefined): void {
  if (arg?.kind !== 'literal' || arg.type !== 'text') return;
  const isReadable = name === 'int' ? WHOLE_TEXT : NUMBER_TEXT;
  if (!isReadable.test(arg.value)) fail(`${JSON.stringify(arg.value)} is no number`);
}

function aggregateType(name: string, types: readonly Type[]): Type {
  if (types.length === 0) return fail(`${name} needs at least one argument`);
  for (const type of types) {
    const item = typeof type === 'object' ? type.list : type;
    if (!isNumber(item) && item !== 'any' && typeof item !== 'object')
      fail(`${name} does not take ${typeName(type)}`);
  }
  const [first = 'any'] = types;
  return typeof first === 'object' ? 'any' : first;
}

const TO_FLAG = new Set(['all', 'none', 'any', 'one']);
const TO_INDEX = new Set(['findIndex', 'findLastIndex', 'count']);
const NEEDS_FLAG = new Set([...TO_FLAG, ...TO_INDEX, 'filter', 'find', 'findLast']);

function predicateType(name: string, args: readonly Node[], scope: Scope, typeOf: TypeOf): Type {
  const [source, predicate, extra] = args;
  const collection = source ? typeOf(source, scope) : 'any';
  if (typeof collection !== 'object' && collection !== 'any')
    return fail(`${name} takes a list, not ${typeName(collection)}`);
  const item = typeof collection === 'object' ? collection.list : 'any';
  const result = predicate && typeOf(predicate, predicateScope(name, item, scope));
  if (extra) typeOf(extra, scope);
  if (result !== undefined && NEEDS_FLAG.has(name) && result !== 'flag' && result !== 'any') {
    return fail(`the predicate of ${name} must be true or false, not ${typeName(result)}`);
  }
  if (TO_FLAG.has(name)) return 'flag';
  if (TO_INDEX.has(name)) return 'integer';
  if (name === 'sum' || name === 'reduce') return result ?? item;
  if (name === 'map') return { list: result ?? 'any' };
  if (name === 'groupBy') return 'map';
  return name === 'find' || name === 'findLast' ? item : { list: item };
}

function predicateScope(name: string, item: Type, { variables }: Scope): Scope {
  const own: [string, Type][] =
    name === 'reduce'
      ? [
          ['#index', 'integer'],
          ['#acc', 'any'],
        ]
      : name === 'map'
        ? [['#index', 'integer']]
        : [];
  return { item, variables: new Map([...variables, ...own]) };
}
