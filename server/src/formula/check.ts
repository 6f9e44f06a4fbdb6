/** Types of a formula: names that do not exist, operators and functions that do not take what they are given.
 *  Differs from upstream: of the errors of a first run only texts that are no numbers and remainders of 0 are found.
 *  @source expr-lang/expr checker/checker.go@v1.17.8 */
import type { Node } from './ast';
import { callType, isFunctionName } from './functions';
import { fail, TypeProblem, type Scope } from './scope';
import { comparable, isNumber, isText, typeName, type Type } from './types';

/** What is wrong with the formula; undefined when it compiles. @param names  numbers that it can use */
export function typeProblem(node: Node, names: ReadonlySet<string>): string | undefined {
  const variables = new Map<string, Type>([...names].map((name) => [name, 'float']));
  try {
    typeOf(node, { variables, item: undefined });
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
    default:
      return node.nodes.map((one) => typeOf(one, scope)).at(-1) ?? 'nil';
  }
}

function nameType(name: string, { variables }: Scope): Type {
  const known = variables.get(name);
  if (known !== undefined) return known;
  if (name === '$env') return 'any';
  if (isFunctionName(name)) return 'function';
  const triggers = [...variables].filter(([, type]) => type === 'float').map(([one]) => one);
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
  const isZero =
    node.right.kind === 'literal' &&
    node.right.type === 'integer' &&
    Number(node.right.value.replaceAll('_', '')) === 0;
  return operator === '%' && isZero ? fail('a remainder of 0 cannot be taken') : result;
}

const LOGICAL = new Set(['or', '||', 'and', '&&']);
const ORDER = new Set(['<', '>', '<=', '>=']);
const TEXTUAL = new Set(['matches', 'contains', 'startsWith', 'endsWith']);

function operatorType(operator: string, left: Type, right: Type): Type | undefined {
  const both = (test: (type: Type) => boolean): boolean =>
    (test(left) || left === 'any') && (test(right) || right === 'any');
  const isInteger = (type: Type): boolean => type === 'integer';
  if (operator === '==' || operator === '!=') return comparable(left, right) ? 'flag' : undefined;
  if (LOGICAL.has(operator)) return both((type) => type === 'flag') ? 'flag' : undefined;
  if (ORDER.has(operator)) return both(isNumber) || both(isText) ? 'flag' : undefined;
  if (TEXTUAL.has(operator)) return both(isText) ? 'flag' : undefined;
  if (operator === 'in') return inType(left, right);
  if (operator === '??') return coalesced(left, right);
  if (operator === '%') return both(isInteger) ? 'integer' : undefined;
  if (operator === '..') return both(isInteger) ? { list: 'integer' } : undefined;
  if (operator === '/' || operator === '**' || operator === '^') return both(isNumber) ? 'float' : undefined;
  if (operator === '+' && both(isText) && (left === 'text' || right === 'text'))
    return left === right ? 'text' : 'any';
  if (!both(isNumber)) return undefined;
  if (left === 'any' || right === 'any') return 'any';
  return left === 'integer' && right === 'integer' ? 'integer' : 'float';
}

function inType(left: Type, right: Type): Type | undefined {
  if (typeof right === 'object') return comparable(left, right.list) ? 'flag' : undefined;
  if (right === 'map') return left === 'text' || left === 'any' ? 'flag' : undefined;
  return right === 'any' || (right === 'text' && left === 'any') ? 'flag' : undefined;
}

function coalesced(left: Type, right: Type): Type {
  if (left === 'nil') return right;
  return right === 'nil' || left === right ? left : 'any';
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

function memberType({ owner, key }: Extract<Node, { kind: 'member' }>, scope: Scope): Type {
  const type = typeOf(owner, scope);
  const keyType = typeOf(key, scope);
  if (type === 'any' || type === 'map') return 'any';
  if (typeof type !== 'object') return fail(`${typeName(type)} has no fields`);
  return keyType === 'integer' || keyType === 'any' ? type.list : fail('items of a list have whole numbers');
}

function sliceType({ owner, from, to }: Extract<Node, { kind: 'slice' }>, scope: Scope): Type {
  const type = typeOf(owner, scope);
  for (const one of [from, to]) {
    const limit = one ? typeOf(one, scope) : 'integer';
    if (limit !== 'integer' && limit !== 'any') fail('the limits of a slice are whole numbers');
  }
  return typeof type === 'object' || type === 'text' || type === 'any'
    ? type
    : fail(`${typeName(type)} has no parts`);
}

function methodType({ callee, args }: Extract<Node, { kind: 'method' }>, scope: Scope): Type {
  const type = typeOf(callee, scope);
  args.forEach((arg) => typeOf(arg, scope));
  return type === 'any' ? 'any' : fail(`${typeName(type)} cannot be called`);
}

function letType({ name, value, body }: Extract<Node, { kind: 'let' }>, scope: Scope): Type {
  if (scope.variables.has(name) || isFunctionName(name)) return fail(`${name} exists already`);
  return typeOf(body, { ...scope, variables: new Map([...scope.variables, [name, typeOf(value, scope)]]) });
}
