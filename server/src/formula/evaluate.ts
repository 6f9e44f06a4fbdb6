/** Runs formulas over the values of triggers. Numbers, logic, lists and predicates; functions of texts, dates and bits are not
 *  run, nor is a formula that compiles and fails.
 *  @source expr-lang/expr vm/vm.go, builtin/lib.go@v1.17.8 */
import type { Node } from './ast';
import { FUNCTIONS, PREDICATE_FUNCTIONS } from './library';
import {
  cannot,
  EvaluationProblem,
  flagOf,
  listOf,
  numberOf,
  withName,
  type Bindings,
  type Value,
} from './value';

/** The value, or why there is none. */
export function evaluate(
  node: Node,
  names: ReadonlyMap<string, Value>,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string } {
  try {
    return { ok: true, value: valueOf(node, { names, item: undefined }) };
  } catch (error) {
    if (error instanceof EvaluationProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

function valueOf(node: Node, scope: Bindings): Value {
  switch (node.kind) {
    case 'literal':
      return literalOf(node);
    case 'name':
      return scope.names.get(node.name) ?? null;
    case 'pointer':
      return (node.name === '' ? scope.item : scope.names.get(`#${node.name}`)) ?? null;
    case 'unary':
      return unary(node.operator, valueOf(node.operand, scope));
    case 'binary':
      return binary(node, scope);
    case 'condition':
      return valueOf(flagOf(valueOf(node.test, scope)) ? node.then : node.otherwise, scope);
    case 'list':
      return node.items.map((item) => valueOf(item, scope));
    case 'member':
      return itemAt(valueOf(node.owner, scope), valueOf(node.key, scope));
    case 'call':
      return call(node.name, node.args, scope);
    case 'let':
      return valueOf(node.body, withName(scope, node.name, valueOf(node.value, scope)));
    case 'sequence':
      return node.nodes.map((one) => valueOf(one, scope)).at(-1) ?? null;
    default:
      return cannot(`a ${node.kind} is not run here`);
  }
}

function literalOf({ type, value }: Extract<Node, { kind: 'literal' }>): Value {
  if (type === 'nil') return null;
  if (type === 'flag') return value === 'true';
  return type === 'text' ? value : Number(value.replaceAll('_', ''));
}

function unary(operator: string, value: Value): Value {
  if (operator === '!' || operator === 'not') return !flagOf(value);
  return operator === '-' ? -numberOf(value) : numberOf(value);
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => Value>> = {
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => (b === 0 ? cannot('a remainder of 0 cannot be taken') : a % b),
  '**': (a, b) => a ** b,
  '^': (a, b) => a ** b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

/** Numbers in a list, so many at most. */
const MAX_RANGE = 1_000_000;

function binary({ operator, left, right }: Extract<Node, { kind: 'binary' }>, scope: Bindings): Value {
  const first = valueOf(left, scope);
  if (operator === '??') return first ?? valueOf(right, scope);
  if (operator === '&&' || operator === 'and') return flagOf(first) && flagOf(valueOf(right, scope));
  if (operator === '||' || operator === 'or') return flagOf(first) || flagOf(valueOf(right, scope));
  const second = valueOf(right, scope);
  if (operator === '==') return first === second;
  if (operator === '!=') return first !== second;
  if (operator === 'in') return listOf(second).includes(first);
  if (operator === '..') return range(numberOf(first), numberOf(second));
  if (operator === '+') return sum(first, second);
  const compute = ARITHMETIC[operator] ?? cannot(`${operator} is not run here`);
  return compute(numberOf(first), numberOf(second));
}

const sum = (a: Value, b: Value): Value =>
  typeof a === 'string' && typeof b === 'string' ? a + b : numberOf(a) + numberOf(b);

function range(from: number, to: number): Value {
  if (to - from > MAX_RANGE) cannot('the range is too long');
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function itemAt(owner: Value, key: Value): Value {
  const list = listOf(owner);
  const index = numberOf(key);
  return list[index < 0 ? list.length + index : index] ?? cannot('the list has no such item');
}

function call(name: string, args: readonly Node[], scope: Bindings): Value {
  const predicate = PREDICATE_FUNCTIONS[name];
  if (predicate) return predicate(args, scope, valueOf);
  const known = FUNCTIONS[name] ?? cannot(`${name} is not run here`);
  return known(args.map((arg) => valueOf(arg, scope)));
}
