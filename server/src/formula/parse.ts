/** Parses expr-lang. @source expr-lang/expr parser@v1.17.8 */
import { MAX_INT64 } from '../util/int64';
import { PREDICATES, type Node } from './ast';
import { tokenize, type Token } from './lex';

export type Parsed =
  { readonly ok: true; readonly node: Node } | { readonly ok: false; readonly problem: string };

class FormulaError extends Error {}

export function parseFormula(text: string): Parsed {
  const lexed = tokenize(text);
  if (!lexed.ok) return lexed;
  if (lexed.tokens.length > MAX_TOKENS)
    return { ok: false, problem: `it has more than ${MAX_TOKENS} names, numbers and signs` };
  try {
    return { ok: true, node: new Parser(lexed.tokens).whole() };
  } catch (error) {
    if (error instanceof FormulaError) return { ok: false, problem: error.message };
    throw error;
  }
}

const UNARY: ReadonlyMap<string, number> = new Map([
  ['not', 50],
  ['!', 50],
  ['-', 90],
  ['+', 90],
]);
const BINARY: ReadonlyMap<string, number> = new Map([
  ['|', 0],
  ['or', 10],
  ['||', 10],
  ['and', 15],
  ['&&', 15],
  ['==', 20],
  ['!=', 20],
  ['<', 20],
  ['>', 20],
  ['>=', 20],
  ['<=', 20],
  ['in', 20],
  ['matches', 20],
  ['contains', 20],
  ['startsWith', 20],
  ['endsWith', 20],
  ['..', 25],
  ['+', 30],
  ['-', 30],
  ['*', 60],
  ['/', 60],
  ['%', 60],
  ['**', 100],
  ['^', 100],
  ['??', 500],
]);
const NEGATABLE = new Set(['in', 'matches', 'contains', 'startsWith', 'endsWith']);
const COMPARISONS = new Set(['<', '>', '<=', '>=']);
const MAX_DEPTH = 200;
/** Upstream takes 10,000 nodes. A chain of operators is as deep as it is long, and whoever walks it has one stack. */
const MAX_TOKENS = 4_000;
const END: Token = { kind: 'end', value: 'the end' };

class Parser {
  private index = 0;
  private depth = 0;
  private predicateDepth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Node {
    const node = this.sequence();
    return this.current().kind === 'end' ? node : this.fail();
  }

  private sequence(): Node {
    const nodes = [this.expression(0)];
    while (this.accept(';') && this.current().kind !== 'end') nodes.push(this.expression(0));
    const [first] = nodes;
    return nodes.length === 1 && first ? first : { kind: 'sequence', nodes };
  }

  private expression(precedence: number): Node {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new FormulaError('it is nested too deeply');
    const node = this.expressionAt(precedence);
    this.depth -= 1;
    return node;
  }

  private expressionAt(precedence: number): Node {
    if (precedence === 0 && this.is('let')) return this.declaration();
    if (precedence === 0 && this.is('if')) return this.branch();
    const left = this.operations(this.primary(), precedence);
    return precedence === 0 ? this.ternary(left) : left;
  }

  private declaration(): Node {
    this.index += 1;
    const name = this.name();
    this.expect('=');
    const value = this.expression(0);
    this.expect(';');
    return { kind: 'let', name, value, body: this.sequence() };
  }

  private branch(): Node {
    this.expect('if');
    const test = this.expression(0);
    const then = this.block();
    this.expect('else');
    return { kind: 'condition', test, then, otherwise: this.is('if') ? this.branch() : this.block() };
  }

  private block(): Node {
    this.expect('{');
    const node = this.sequence();
    this.expect('}');
    return node;
  }

  private ternary(test: Node): Node {
    let node = test;
    while (this.accept('?')) {
      const then = this.is(':') ? node : this.expression(0);
      this.expect(':');
      node = { kind: 'condition', test: node, then, otherwise: this.expression(0) };
    }
    return node;
  }

  private operations(first: Node, precedence: number): Node {
    let left = first;
    let previous = '';
    for (;;) {
      const isNegated = this.is('not') && NEGATABLE.has(this.tokens[this.index + 1]?.value ?? '');
      const operator = isNegated ? (this.tokens[this.index + 1]?.value ?? '') : this.current().value;
      const rank = this.current().kind === 'operator' ? BINARY.get(operator) : undefined;
      if (rank === undefined || rank < precedence) return left;
      this.index += isNegated ? 2 : 1;
      if (previous === '??' && operator !== '??')
        throw new FormulaError('?? and other operators need parentheses between them');
      left = this.operation(left, operator, rank);
      if (isNegated) left = { kind: 'unary', operator: 'not', operand: left };
      previous = operator;
    }
  }

  private operation(left: Node, operator: string, rank: number): Node {
    if (operator === '|') return this.call(this.name(), [left]);
    if (COMPARISONS.has(operator)) return this.comparison(left, operator, rank);
    const isRight = operator === '**' || operator === '^';
    return { kind: 'binary', operator, left, right: this.expression(isRight ? rank : rank + 1) };
  }

  /** `a < b < c` is `a < b && b < c`. */
  private comparison(left: Node, operator: string, rank: number): Node {
    const right = this.expression(rank + 1);
    const node: Node = { kind: 'binary', operator, left, right };
    const next = this.current();
    if (next.kind !== 'operator' || !COMPARISONS.has(next.value)) return node;
    this.index += 1;
    return { kind: 'binary', operator: '&&', left: node, right: this.comparison(right, next.value, rank) };
  }

  private primary(): Node {
    const token = this.current();
    const rank = token.kind === 'operator' ? UNARY.get(token.value) : undefined;
    if (rank !== undefined) {
      this.index += 1;
      return this.postfix({ kind: 'unary', operator: token.value, operand: this.expression(rank) });
    }
    if (this.accept('(')) {
      const inner = this.sequence();
      this.expect(')');
      return this.postfix(inner);
    }
    if (this.predicateDepth > 0 && (this.is('#') || this.is('.'))) return this.postfix(this.pointer());
    if (this.accept('::')) return this.postfix(this.call(this.name(), []));
    return this.secondary();
  }

  private pointer(): Node {
    const name = this.accept('#') && this.current().kind === 'name' ? this.name() : '';
    return { kind: 'pointer', name };
  }

  private secondary(): Node {
    const token = this.current();
    if (token.kind === 'operator' && token.value === '[')
      return this.postfix({ kind: 'list', items: this.list('[', ']') });
    if (token.kind === 'operator' && token.value === '{') return this.postfix(this.map());
    if (token.kind === 'operator' || token.kind === 'end') return this.fail();
    this.index += 1;
    if (token.kind === 'number') return numberLiteral(token.value);
    if (token.kind === 'text') return this.postfix({ kind: 'literal', type: 'text', value: token.value });
    if (token.value === 'true' || token.value === 'false')
      return { kind: 'literal', type: 'flag', value: token.value };
    if (token.value === 'nil') return { kind: 'literal', type: 'nil', value: 'nil' };
    return this.postfix(this.is('(') ? this.call(token.value, []) : { kind: 'name', name: token.value });
  }

  private call(name: string, piped: readonly Node[]): Node {
    const shape = PREDICATES.get(name);
    if (!shape) return { kind: 'call', name, args: [...piped, ...this.list('(', ')')] };
    this.expect('(');
    const args = [...piped];
    if (args.length === 0) args.push(this.expression(0));
    else if (!this.is(')')) args.push(this.predicate());
    while (this.accept(',') && !this.is(')'))
      args.push(args.length === 1 ? this.predicate() : this.expression(0));
    this.expect(')');
    if (args.length > 2 + shape.extra || (shape.needsPredicate && args.length < 2))
      throw new FormulaError(`${name} has a wrong number of arguments`);
    return { kind: 'call', name, args };
  }

  private predicate(): Node {
    this.predicateDepth += 1;
    const node = this.is('{') ? this.block() : this.expression(0);
    this.predicateDepth -= 1;
    return node;
  }

  private list(open: string, close: string): Node[] {
    const items: Node[] = [];
    this.expect(open);
    while (!this.is(close)) {
      if (items.length > 0) this.expect(',');
      if (this.is(close)) break;
      items.push(this.expression(0));
    }
    this.expect(close);
    return items;
  }

  private map(): Node {
    const entries: [Node, Node][] = [];
    this.expect('{');
    while (!this.is('}')) {
      if (entries.length > 0) this.expect(',');
      if (this.is('}')) break;
      const key = this.key();
      this.expect(':');
      entries.push([key, this.expression(0)]);
    }
    this.expect('}');
    return { kind: 'map', entries };
  }

  private key(): Node {
    if (this.is('(')) return this.expression(0);
    const { kind, value } = this.current();
    if (kind === 'operator' || kind === 'end') this.fail();
    this.index += 1;
    return { kind: 'literal', type: 'text', value };
  }

  /** Fields and items; where one of them may be missing, the whole of them is nil then. */
  private postfix(first: Node): Node {
    let node = first;
    let isChain = false;
    for (;;) {
      const isOptional = this.accept('?.');
      isChain ||= isOptional;
      if (isOptional) node = this.accept('[') ? this.element(node, true) : this.field(node, true);
      else if (this.accept('.')) node = this.field(node, false);
      else if (this.accept('[')) node = this.element(node, false);
      else return isChain ? { kind: 'chain', node } : node;
    }
  }

  private field(owner: Node, isOptional: boolean): Node {
    const token = this.current();
    if (token.kind !== 'name' && !/^[a-zA-Z]+$/.test(token.value)) this.fail();
    this.index += 1;
    const key: Node = { kind: 'literal', type: 'text', value: token.value };
    const node: Node = { kind: 'member', owner, key, isOptional };
    return this.is('(') ? { kind: 'method', callee: node, args: this.list('(', ')') } : node;
  }

  private element(owner: Node, isOptional: boolean): Node {
    const from = this.is(':') ? undefined : this.expression(0);
    if (!this.accept(':')) {
      this.expect(']');
      return from ? { kind: 'member', owner, key: from, isOptional } : this.fail();
    }
    const to = this.is(']') ? undefined : this.expression(0);
    this.expect(']');
    return { kind: 'slice', owner, from, to };
  }

  private current(): Token {
    return this.tokens[this.index] ?? END;
  }

  private is(value: string): boolean {
    const token = this.current();
    return token.kind === 'operator' && token.value === value;
  }

  private accept(value: string): boolean {
    if (!this.is(value)) return false;
    this.index += 1;
    return true;
  }

  private expect(value: string): void {
    if (!this.accept(value)) throw new FormulaError(`${value} is expected before ${this.current().value}`);
  }

  private name(): string {
    const token = this.current();
    if (token.kind !== 'name') this.fail();
    this.index += 1;
    return token.value;
  }

  private fail(): never {
    const token = this.current();
    throw new FormulaError(
      token.kind === 'end' ? 'it ends too early' : `${token.value} is not expected there`,
    );
  }
}

function numberLiteral(text: string): Node {
  const value = text.replaceAll('_', '');
  const isFloat = !/^0[xob]/i.test(value) && /[.e]/i.test(value);
  if (!isFloat && BigInt(value) > MAX_INT64) throw new FormulaError(`${text} is too large`);
  return { kind: 'literal', type: isFloat ? 'float' : 'integer', value };
}
