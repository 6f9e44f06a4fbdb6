/** Runs formulas over the values of triggers. What looks at clocks, at patterns, or at how Go keeps a value is not run
 *  (`unmodelled.ts`).
 *  @source expr-lang/expr vm/vm.go, builtin/lib.go@v1.17.8 */
import type { Node } from './ast';
import { FUNCTIONS, PREDICATE_FUNCTIONS } from './library';
import {
  areEqual,
  cannot,
  EvaluationProblem,
  flagOf,
  isLess,
  isMap,
  listOf,
  NotModelled,
  notModelled,
  numberOf,
  textOf,
  withName,
  type Bindings,
  type Value,
} from './value';

export type Evaluated =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly problem: string;
      /** Upstream might have a value. */ readonly isUnknown: boolean;
    };

/** The value, or why there is none. */
export function evaluate(node: Node, names: ReadonlyMap<string, Value>): Evaluated {
  try {
    return { ok: true, value: valueOf(node, { names, triggers: names, item: undefined }) };
  } catch (error) {
    if (error instanceof EvaluationProblem)
      return { ok: false, problem: error.message, isUnknown: error instanceof NotModelled };
    throw error;
  }
}

function valueOf(node: Node, scope: Bindings): Value {
  switch (node.kind) {
    case 'literal':
      return literalOf(node);
    case 'name':
      return node.name === '$env' ? scope.triggers : (scope.names.get(node.name) ?? null);
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
    case 'map':
      return new Map(node.entries.map(([key, value]) => [valueOf(key, scope), valueOf(value, scope)]));
    case 'slice':
      return slice(node, scope);
    case 'member':
      return memberAt(valueOf(node.owner, scope), valueOf(node.key, scope));
    case 'call':
      return call(node.name, node.args, scope);
    case 'let':
      return valueOf(node.body, withName(scope, node.name, valueOf(node.value, scope)));
    case 'sequence':
      return node.nodes.map((one) => valueOf(one, scope)).at(-1) ?? null;
    default:
      return notModelled('what a date or a function of one\u2019s own does');
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
};

const COMPARISON: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '==': areEqual,
  '!=': (a, b) => !areEqual(a, b),
  '<': isLess,
  '>': (a, b) => isLess(b, a),
  '<=': (a, b) => isLess(a, b) || areEqual(a, b),
  '>=': (a, b) => isLess(b, a) || areEqual(a, b),
  contains: (a, b) => textOf(a).includes(textOf(b)),
  startsWith: (a, b) => textOf(a).startsWith(textOf(b)),
  endsWith: (a, b) => textOf(a).endsWith(textOf(b)),
  in: (a, b) => (isMap(b) ? b.has(a) : listOf(b).some((item) => areEqual(a, item))),
};

/** Numbers in a list, so many at most. */
const MAX_RANGE = 1_000_000;

function binary({ operator, left, right }: Extract<Node, { kind: 'binary' }>, scope: Bindings): Value {
  const first = valueOf(left, scope);
  if (operator === '??') return first ?? valueOf(right, scope);
  if (operator === '&&' || operator === 'and') return flagOf(first) && flagOf(valueOf(right, scope));
  if (operator === '||' || operator === 'or') return flagOf(first) || flagOf(valueOf(right, scope));
  const second = valueOf(right, scope);
  const compare = COMPARISON[operator];
  if (compare) return compare(first, second);
  if (operator === '..') return range(numberOf(first), numberOf(second));
  if (operator === '+') return sum(first, second);
  const compute = ARITHMETIC[operator] ?? notModelled(operator);
  return compute(numberOf(first), numberOf(second));
}

const sum = (a: Value, b: Value): Value =>
  typeof a === 'string' && typeof b === 'string' ? a + b : numberOf(a) + numberOf(b);

function range(from: number, to: number): Value {
  if (to - from > MAX_RANGE) cannot('the range is too long');
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function memberAt(owner: Value, key: Value): Value {
  if (isMap(owner)) return owner.get(key) ?? null;
  const list = listOf(owner);
  const index = numberOf(key);
  return list[index < 0 ? list.length + index : index] ?? cannot('the list has no such item');
}

/** Limits below zero count from the end; what lies beyond it is left out. */
function slice({ owner, from, to }: Extract<Node, { kind: 'slice' }>, scope: Bindings): Value {
  const whole = valueOf(owner, scope);
  const limit = (node: Node | undefined): number | undefined => node && numberOf(valueOf(node, scope));
  const [start, end] = [limit(from), limit(to)];
  return typeof whole === 'string' ? whole.slice(start, end) : listOf(whole).slice(start, end);
}

function call(name: string, args: readonly Node[], scope: Bindings): Value {
  const predicate = PREDICATE_FUNCTIONS[name];
  if (predicate) return predicate(args, scope, valueOf);
  const known = FUNCTIONS[name] ?? notModelled(name);
  return known(args.map((arg) => valueOf(arg, scope)));
}
