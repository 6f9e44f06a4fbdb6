/** Runs formulas over the values of triggers. What looks at how Go keeps a value in bytes is not run (`unmodelled.ts`).
 *  @source expr-lang/expr vm/vm.go, builtin/lib.go@v1.17.8 */
import type { Node } from './ast';
import { FUNCTIONS, PREDICATE_FUNCTIONS } from './library';
import { matches } from './matches';
import { ARITHMETIC, negated } from './numbers';
import { instantAt, NANOS, UTC_ZONE, type Instant } from './time/values';
import { methodOf } from './time/methods';
import { cannot, EvaluationProblem, NotModelled, notModelled } from './problems';
import {
  areEqual,
  flagOf,
  integerOf,
  isLess,
  isList,
  isMap,
  isTimeValue,
  listOf,
  placeOf,
  textOf,
  withName,
  type Bindings,
  type TimeValue,
  type Value,
} from './value';

export type Evaluated =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly problem: string;
      /** Upstream might have a value. */ readonly isUnknown: boolean;
    };

/** The value, or why there is none. @param second  since 1970, on KEDA's clock */
export function evaluate(
  node: Node,
  names: ReadonlyMap<string, Value>,
  second: number | undefined,
): Evaluated {
  try {
    return { ok: true, value: valueOf(node, { names, triggers: names, item: undefined, second }) };
  } catch (error) {
    if (error instanceof EvaluationProblem)
      return { ok: false, problem: error.message, isUnknown: error instanceof NotModelled };
    throw error;
  }
}

/** Thrown where an owner is nil that may be, caught by its chain. */
class EndOfChain extends Error {}

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
      return new Map(
        node.entries.map(([key, value]) => [textOf(valueOf(key, scope)), valueOf(value, scope)]),
      );
    case 'slice':
      return slice(node, scope);
    case 'member':
      return memberAt(ownerOf(node, scope), valueOf(node.key, scope));
    case 'chain':
      return chain(node.node, scope);
    case 'call':
      return call(node.name, node.args, scope);
    case 'method':
      return method(node, scope);
    case 'let':
      return valueOf(node.body, withName(scope, node.name, valueOf(node.value, scope)));
    default:
      return node.nodes.map((one) => valueOf(one, scope)).at(-1) ?? null;
  }
}

function literalOf({ type, value }: Extract<Node, { kind: 'literal' }>): Value {
  if (type === 'nil') return null;
  if (type === 'flag') return value === 'true';
  if (type === 'text') return value;
  return type === 'integer' ? BigInt(value) : Number(value);
}

function unary(operator: string, value: Value): Value {
  if (operator === '!' || operator === 'not') return !flagOf(value);
  return operator === '-' ? negated(value) : value;
}

/** Nothing in nothing, and nothing holds nothing. */
const textual =
  (test: (text: string, part: string) => boolean) =>
  (a: Value, b: Value): boolean =>
    a !== null && b !== null && test(textOf(a), textOf(b));

const COMPARISON: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '==': areEqual,
  '!=': (a, b) => !areEqual(a, b),
  '<': isLess,
  '>': (a, b) => isLess(b, a),
  '<=': (a, b) => isLess(a, b) || areEqual(a, b),
  '>=': (a, b) => isLess(b, a) || areEqual(a, b),
  contains: textual((text, part) => text.includes(part)),
  startsWith: textual((text, part) => text.startsWith(part)),
  endsWith: textual((text, part) => text.endsWith(part)),
  matches: textual(matches),
  in: isIn,
};

function isIn(value: Value, owner: Value): boolean {
  if (owner === null) return false;
  return isMap(owner) ? owner.has(value) : listOf(owner).some((item) => areEqual(item, value));
}

/** Numbers in a list, so many at most. */
const MAX_RANGE = 1_000_000n;

function binary({ operator, left, right }: Extract<Node, { kind: 'binary' }>, scope: Bindings): Value {
  const first = valueOf(left, scope);
  if (operator === '??') return first ?? valueOf(right, scope);
  if (operator === '&&' || operator === 'and') return flagOf(first) && flagOf(valueOf(right, scope));
  if (operator === '||' || operator === 'or') return flagOf(first) || flagOf(valueOf(right, scope));
  const second = valueOf(right, scope);
  if (operator === '..') return range(integerOf(first), integerOf(second));
  const compute = COMPARISON[operator] ?? ARITHMETIC[operator] ?? notModelled(operator);
  return compute(first, second);
}

function range(from: bigint, to: bigint): Value {
  if (to - from > MAX_RANGE) cannot('the range is too long');
  return Array.from({ length: Math.max(0, Number(to - from) + 1) }, (_, index) => from + BigInt(index));
}

type Member = Extract<Node, { kind: 'member' }>;

function ownerOf({ owner, isOptional }: Member, scope: Bindings): Value {
  const value = valueOf(owner, scope);
  if (isOptional && value === null) throw new EndOfChain();
  return value;
}

function chain(node: Node, scope: Bindings): Value {
  try {
    return valueOf(node, scope);
  } catch (error) {
    if (error instanceof EndOfChain) return null;
    throw error;
  }
}

function memberAt(owner: Value, key: Value): Value {
  if (isMap(owner)) return owner.get(key) ?? null;
  if (isTimeValue(owner)) return unbound(owner, textOf(key));
  const list = listOf(owner);
  const index = placeOf(key);
  return list[index < 0 ? list.length + index : index] ?? outside(list, index);
}

const unbound = (owner: TimeValue, name: string): never =>
  methodOf(owner.kind, name)
    ? notModelled('a method without its call')
    : cannot(`there is no method ${name}`);

/** An item that is nil is one. */
const outside = (list: readonly Value[], index: number): Value =>
  index < list.length && index >= -list.length ? null : cannot('the list has no such item');

function method({ callee, args }: Extract<Node, { kind: 'method' }>, scope: Bindings): Value {
  if (callee.kind !== 'member') return cannot('this cannot be called');
  const owner = ownerOf(callee, scope);
  const name = textOf(valueOf(callee.key, scope));
  const found = isTimeValue(owner) ? methodOf(owner.kind, name) : undefined;
  if (!isTimeValue(owner) || found?.parameters.length !== args.length)
    return cannot(`there is no method ${name}`);
  return found.run(
    owner,
    args.map((arg) => valueOf(arg, scope)),
  );
}

/** Limits below zero count from the end; what lies beyond it is left out. */
function slice({ owner, from, to }: Extract<Node, { kind: 'slice' }>, scope: Bindings): Value {
  const value = valueOf(owner, scope);
  if (typeof value !== 'string' && !isList(value)) return cannot('a list is missing');
  const limit = (node: Node | undefined, absent: number): number =>
    node ? placeOf(valueOf(node, scope)) : absent;
  return value.slice(limit(from, 0), limit(to, value.length));
}

function call(name: string, args: readonly Node[], scope: Bindings): Value {
  const predicate = PREDICATE_FUNCTIONS[name];
  if (predicate) return predicate(args, scope, valueOf);
  const values = args.map((arg) => valueOf(arg, scope));
  if (name === 'now') return now(values, scope);
  const compute = FUNCTIONS[name] ?? notModelled(name);
  return compute(values);
}

/** KEDA's clock, in UTC or a given zone. */
function now([zone]: readonly Value[], { second }: Bindings): Instant {
  if (second === undefined) return notModelled('now');
  const nanos = BigInt(second) * NANOS;
  if (zone === undefined) return instantAt(nanos, UTC_ZONE, true);
  return isTimeValue(zone) && zone.kind === 'zone'
    ? instantAt(nanos, zone)
    : cannot('a time zone is missing');
}
