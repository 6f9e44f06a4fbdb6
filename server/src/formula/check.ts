/** Types of a formula: names that do not exist, operators and functions that do not take what they are given.
 *  @source expr-lang/expr checker/checker.go@v1.17.8 */
import type { Node } from './ast';
import { callType, isFunctionName } from './functions';
import { patternProblem } from './matches';
import { fail, TypeProblem, type Scope } from './scope';
import { methodOf } from './time/methods';
import {
  comparable,
  isListType,
  isNumber,
  isSameType,
  isText,
  isTimeType,
  typeName,
  type Type,
} from './types';

/** What is wrong with the formula; undefined when it compiles. @param names  numbers that it can use */
export function typeProblem(node: Node, names: ReadonlySet<string>): string | undefined {
  const variables = new Map<string, Type>([...names].map((name) => [name, 'float']));
  try {
    typeOf(node, { variables, triggers: names, item: undefined });
    return undefined;
  } catch (error) {
    if (error instanceof TypeProblem) return error.message;
    throw error;
  }
}

function typeOf(node: Node, scope: Scope): Type {
  switch (node.kind) {
    case 'literal':
      return node.type;
    case 'name':
      return nameType(node.name, scope);
    case 'pointer':
      return pointerType(node.name, scope);
    case 'unary':
      return unaryType(node.operator, typeOf(node.operand, scope));
    case 'binary':
      return binaryType(node, scope);
    case 'condition':
      return conditionType(node, scope);
    case 'list':
      return listType(node.items.map((item) => typeOf(item, scope)));
    case 'map':
      for (const part of node.entries.flat()) typeOf(part, scope);
      return 'map';
    case 'member':
      return memberType(node, scope);
    case 'slice':
      return sliceType(node, scope);
    case 'call':
      return callType(node.name, node.args, scope, typeOf);
    case 'method':
      return methodType(node, scope);
    case 'let':
      return letType(node, scope);
    case 'chain':
      return typeOf(node.node, scope);
    default:
      return node.nodes.map((one) => typeOf(one, scope)).at(-1) ?? 'nil';
  }
}

function nameType(name: string, scope: Scope): Type {
  const known = scope.variables.get(name);
  if (known !== undefined) return known;
  if (name === '$env') return 'any';
  return isFunctionName(name) ? 'function' : unknownName(name, scope);
}

function unknownName(name: string, scope: Scope): never {
  const triggers = [...scope.triggers];
  return fail(
    `no trigger is called ${name}${triggers.length > 0 ? `, only ${triggers.join(', ')}` : ', and no trigger that counts has a name'}`,
  );
}

function pointerType(name: string, { item, variables }: Scope): Type {
  if (item === undefined) return fail('# has a meaning only inside a predicate');
  if (name === '') return item;
  return variables.get(`#${name}`) ?? fail(`#${name} does not exist`);
}

function unaryType(operator: string, operand: Type): Type {
  if (operator === '!' || operator === 'not') {
    return operand === 'flag' || operand === 'any'
      ? 'flag'
      : fail(`${operator} does not take ${typeName(operand)}`);
  }
  return isNumber(operand) || operand === 'any'
    ? operand
    : fail(`${operator} does not take ${typeName(operand)}`);
}

type Binary = Extract<Node, { kind: 'binary' }>;

function binaryType(node: Binary, scope: Scope): Type {
  const { operator } = node;
  const left = typeOf(node.left, scope);
  const right = typeOf(node.right, scope);
  const result =
    operatorType(operator, left, right) ??
    fail(`${operator} does not take ${typeName(left)} and ${typeName(right)}`);
  if (operator === '%' && isWritten(node.left) && isWritten(node.right) && Number(node.right.value) === 0)
    return fail('a remainder of 0 cannot be taken');
  if (operator === 'matches') checkPattern(node.right);
  return result;
}

/** Of two numbers that are written the remainder is taken at once. */
const isWritten = (node: Node): node is Extract<Node, { kind: 'literal' }> =>
  node.kind === 'literal' && node.type === 'integer';

function checkPattern(node: Node): void {
  const problem = node.kind === 'literal' ? patternProblem(node.value) : undefined;
  if (problem !== undefined) fail(problem);
}

const LOGICAL = new Set(['or', '||', 'and', '&&']);
const ORDER = new Set(['<', '>', '<=', '>=']);
const TEXTUAL = new Set(['matches', 'contains', 'startsWith', 'endsWith']);
const FLOATING = new Set(['/', '**', '^']);

const isInteger = (type: Type): boolean => type === 'integer';
const isFlag = (type: Type): boolean => type === 'flag';

function operatorType(operator: string, left: Type, right: Type): Type | undefined {
  const both = (test: (type: Type) => boolean): boolean =>
    (test(left) || left === 'any') && (test(right) || right === 'any');
  if (operator === '==' || operator === '!=') return comparable(left, right) ? 'flag' : undefined;
  if (LOGICAL.has(operator)) return both(isFlag) ? 'flag' : undefined;
  if (ORDER.has(operator)) return ORDERED.some(both) ? 'flag' : undefined;
  if (TEXTUAL.has(operator)) return both(isText) ? 'flag' : undefined;
  if (operator === 'in') return inType(left, right);
  if (operator === '??') return coalesced(left, right);
  if (operator === '%') return both(isInteger) ? 'integer' : undefined;
  if (operator === '..') return both(isInteger) ? { list: 'integer' } : undefined;
  if (FLOATING.has(operator)) return both(isNumber) ? 'float' : undefined;
  return arithmeticType(operator, left, right);
}

const isInstant = (type: Type): boolean => type === 'instant';
const isDuration = (type: Type): boolean => type === 'duration';
const ORDERED = [isNumber, isText, isInstant, isDuration];

/** What takes part in an operator beside something that is not known. */
const OPERANDS: Readonly<Record<string, readonly ((type: Type) => boolean)[]>> = {
  '+': ORDERED,
  '-': [isNumber, isInstant, isDuration],
  '*': [isNumber, isDuration],
};

/** Of what are not two numbers. */
const MIXED: Readonly<Record<string, Type>> = {
  'instant + duration': 'instant',
  'duration + instant': 'instant',
  'instant - duration': 'instant',
  'instant - instant': 'duration',
  'duration + duration': 'duration',
  'duration - duration': 'duration',
  'duration * duration': 'duration',
  'integer * duration': 'duration',
  'float * duration': 'duration',
  'duration * integer': 'duration',
  'duration * float': 'duration',
  'text + text': 'text',
};

function arithmeticType(operator: string, left: Type, right: Type): Type | undefined {
  if (left === 'any' || right === 'any') {
    const known = left === 'any' ? right : left;
    return known === 'any' || OPERANDS[operator]?.some((test) => test(known)) ? 'any' : undefined;
  }
  if (isNumber(left) && isNumber(right))
    return left === 'integer' && right === 'integer' ? 'integer' : 'float';
  const isNamed = typeof left === 'string' && typeof right === 'string';
  return isNamed ? MIXED[`${left} ${operator} ${right}`] : undefined;
}

function inType(left: Type, right: Type): Type | undefined {
  if (isListType(right)) return comparable(left, right.list) ? 'flag' : undefined;
  if (right === 'map') return left === 'text' || left === 'any' ? 'flag' : undefined;
  // Go asks for a field of the time.
  if (right === 'instant') return left === 'text' || left === 'any' ? 'flag' : undefined;
  return right === 'any' || (right === 'text' && left === 'any') ? 'flag' : undefined;
}

function coalesced(left: Type, right: Type): Type {
  if (left === 'nil') return right;
  return right === 'nil' || isSameType(left, right) ? left : 'any';
}

function conditionType(node: Extract<Node, { kind: 'condition' }>, scope: Scope): Type {
  const test = typeOf(node.test, scope);
  if (test !== 'flag' && test !== 'any') fail(`the condition is ${typeName(test)}, not true or false`);
  const then = typeOf(node.then, scope);
  const otherwise = typeOf(node.otherwise, scope);
  return coalesced(then, otherwise);
}

/** Items of different types make a list of anything. */
function listType(items: readonly Type[]): Type {
  const [first = 'any', ...rest] = items;
  return { list: rest.every((type) => type === first) ? first : 'any' };
}

function memberType(node: Extract<Node, { kind: 'member' }>, scope: Scope): Type {
  const { owner, key, isOptional } = node;
  if (owner.kind === 'name' && owner.name === '$env' && key.kind === 'literal' && key.type === 'text')
    return scope.triggers.has(key.value) ? 'float' : isOptional ? 'any' : unknownName(key.value, scope);
  const type = typeOf(owner, scope);
  const keyType = typeOf(key, scope);
  if (type === 'any' || type === 'map') return 'any';
  if (isTimeType(type) && key.kind === 'literal' && key.type === 'text') {
    const method = methodOf(type, key.value);
    return method ? { method, name: key.value } : fail(`${typeName(type)} has no method ${key.value}`);
  }
  if (!isListType(type)) return fail(`${typeName(type)} has no fields`);
  return keyType === 'integer' || keyType === 'any' ? type.list : fail('items of a list have whole numbers');
}

function sliceType({ owner, from, to }: Extract<Node, { kind: 'slice' }>, scope: Scope): Type {
  const type = typeOf(owner, scope);
  for (const one of [from, to]) {
    const limit = one ? typeOf(one, scope) : 'integer';
    if (limit !== 'integer' && limit !== 'any') fail('the limits of a slice are whole numbers');
  }
  return isListType(type) || type === 'text' || type === 'any'
    ? type
    : fail(`${typeName(type)} has no parts`);
}

function methodType({ callee, args }: Extract<Node, { kind: 'method' }>, scope: Scope): Type {
  const type = typeOf(callee, scope);
  const given = args.map((arg) => typeOf(arg, scope));
  if (type === 'any') return 'any';
  if (typeof type !== 'object' || !('method' in type)) return fail(`${typeName(type)} cannot be called`);
  const { parameters, result } = type.method;
  if (given.length !== parameters.length) return fail(`${type.name} has a wrong number of arguments`);
  parameters.forEach((parameter, index) => {
    const one = given[index] ?? 'any';
    if (one !== 'any' && one !== parameter) fail(`${type.name} does not take ${typeName(one)}`);
  });
  return result;
}

function letType({ name, value, body }: Extract<Node, { kind: 'let' }>, scope: Scope): Type {
  if (scope.variables.has(name) || isFunctionName(name)) return fail(`${name} exists already`);
  return typeOf(body, { ...scope, variables: new Map([...scope.variables, [name, typeOf(value, scope)]]) });
}
