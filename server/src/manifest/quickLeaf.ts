/** Values that stand on one line, for `readQuickly`: plain and quoted scalars, `[ ]` and `{ }`. Whatever is not plainly
 *  one of these is left to the YAML library: the answer is undefined then. */
import {
  entryOf,
  type Entry,
  type Item,
  type MapNode,
  type Node,
  type ScalarNode,
  type SeqNode,
} from './node';
import { isProblem, resolveScalar } from './scalar';

/** A value, and the offset behind it. */
export interface Leaf<T extends Node = Node> {
  readonly node: T;
  readonly after: number;
}

export interface Key {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
export const HASH = 0x23;
export const DASH = 0x2d;
const COLON = 0x3a;
const COMMA = 0x2c;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

/** What no plain scalar begins with, or only sometimes. `-` is looked at by itself. */
const INDICATORS = new Set([...'?:,[]{}#&*!|>\'"%@`\n\r '].map((character) => character.charCodeAt(0)));
/** The library refuses implicit keys of more than 1024 characters. */
const MAX_KEY_LENGTH = 1000;
const MAX_FLOW_DEPTH = 20;

export class LeafReader {
  constructor(
    readonly text: string,
    private readonly unmask: (text: string) => string,
  ) {}

  /** The value at an offset. */
  leaf(at: number, flowDepth = 0): Leaf | undefined {
    const code = this.text.charCodeAt(at);
    if (code === OPEN_LIST) return this.#list(at, flowDepth);
    if (code === OPEN_MAP) return this.#map(at, flowDepth);
    if (code === QUOTE || code === APOSTROPHE) return this.#quoted(at, code);
    return this.#plain(at, flowDepth > 0);
  }

  /** The key at an offset; its `end` is that of its colon. */
  key(at: number, isFlow = false): Key | undefined {
    const code = this.text.charCodeAt(at);
    const isQuoted = code === QUOTE || code === APOSTROPHE;
    const end = isQuoted ? this.#quoteEnd(at, code) : this.#plainKeyEnd(at, isFlow);
    if (end < 0 || end - at > MAX_KEY_LENGTH || !this.#isColon(end)) return undefined;
    const source = isQuoted ? this.text.slice(at + 1, end - 1) : this.text.slice(at, end);
    const name = resolveScalar(this.unmask(source), undefined, !isQuoted);
    if (typeof name !== 'string' || (source === '<<' && !isQuoted)) return undefined;
    return { name, start: at, end };
  }

  skipSpaces(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  /** Whether a line (or the text) ends at an offset. */
  isLineEnd(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return (
      code === NEWLINE ||
      at >= this.text.length ||
      (code === RETURN && this.text.charCodeAt(at + 1) === NEWLINE)
    );
  }

  /** Whether what stands before an offset ends there, as indicators must. */
  isBreak(at: number): boolean {
    return this.text.charCodeAt(at) === SPACE || this.isLineEnd(at);
  }

  scalar(source: string, style: ScalarNode['style'], start: number, end: number): ScalarNode | undefined {
    const value = resolveScalar(this.unmask(source), undefined, style === 'plain');
    return isProblem(value) ? undefined : { kind: 'scalar', start, end, style, value };
  }

  #isColon(at: number): boolean {
    return this.text.charCodeAt(at) === COLON && this.isBreak(at + 1);
  }

  #plainKeyEnd(at: number, isFlow: boolean): number {
    const { text } = this;
    if (INDICATORS.has(text.charCodeAt(at)) || text.charCodeAt(at) === DASH || text.startsWith('...', at))
      return -1;
    for (let end = at; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === COLON && this.isBreak(end + 1)) return text.charCodeAt(end - 1) === SPACE ? -1 : end;
      if (code === NEWLINE || code === RETURN || isComment(text, end)) return -1;
      if (isFlow && (code === COLON || isFlowMark(code))) return -1;
    }
    return -1;
  }

  #plain(start: number, isFlow: boolean): Leaf | undefined {
    const { text } = this;
    if (!this.#mayBeginPlain(start, isFlow)) return undefined;
    let end = start;
    let after = start;
    for (; !this.isLineEnd(after) && !isComment(text, after); after++) {
      const code = text.charCodeAt(after);
      if (code === RETURN || (code === COLON && this.isBreak(after + 1))) return undefined;
      if (isFlow && (code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP)) break;
      if (isFlow && (isFlowMark(code) || (code === COLON && isFlowMark(text.charCodeAt(after + 1)))))
        return undefined;
      if (code !== SPACE) end = after + 1;
    }
    const node = this.scalar(text.slice(start, end), 'plain', start, end);
    return node && { node, after: end };
  }

  #mayBeginPlain(at: number, isFlow: boolean): boolean {
    const code = this.text.charCodeAt(at);
    if (INDICATORS.has(code) || at >= this.text.length) return false;
    return code !== DASH || !(this.isBreak(at + 1) || (isFlow && isFlowMark(this.text.charCodeAt(at + 1))));
  }

  #quoted(start: number, quote: number): Leaf | undefined {
    const after = this.#quoteEnd(start, quote);
    if (after < 0) return undefined;
    const style = quote === QUOTE ? 'double' : 'single';
    const node = this.scalar(this.text.slice(start + 1, after - 1), style, start, after);
    return node && { node, after };
  }

  /** Behind the closing quote; -1 for a text with escapes or line breaks. */
  #quoteEnd(start: number, quote: number): number {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) return text.charCodeAt(at + 1) === quote ? -1 : at + 1;
      if (code === NEWLINE || code === RETURN || (code === BACKSLASH && quote === QUOTE)) return -1;
    }
    return -1;
  }

  #list(start: number, depth: number): Leaf<SeqNode> | undefined {
    const items: Item[] = [];
    const after = this.#elements(start, { close: CLOSE_LIST, depth }, (at) => {
      const leaf = this.leaf(at, depth + 1);
      if (leaf) items.push(itemOf(leaf.node));
      return leaf?.after;
    });
    if (after === undefined) return undefined;
    const value = items.map(({ node }) => node.value);
    return { node: { kind: 'seq', start, end: after, flow: true, items, value }, after };
  }

  #map(start: number, depth: number): Leaf<MapNode> | undefined {
    const fields = new Fields();
    const after = this.#elements(start, { close: CLOSE_MAP, depth }, (at) => {
      const key = this.key(at, true);
      const leaf = key && this.leaf(this.skipSpaces(key.end + 1), depth + 1);
      return leaf && fields.add(key, leaf.node) ? leaf.after : undefined;
    });
    if (after === undefined) return undefined;
    return { node: fields.node(start, after, true), after };
  }

  /** Reads elements between brackets; returns the offset behind the closing one. */
  #elements(
    start: number,
    { close, depth }: { close: number; depth: number },
    read: (at: number) => number | undefined,
  ): number | undefined {
    let at = this.skipSpaces(start + 1);
    if (this.text.charCodeAt(at) === close) return at + 1;
    while (depth < MAX_FLOW_DEPTH) {
      const after = read(at);
      if (after === undefined) return undefined;
      at = this.skipSpaces(after);
      const code = this.text.charCodeAt(at);
      if (code === close) return at + 1;
      if (code !== COMMA) return undefined;
      at = this.skipSpaces(at + 1);
    }
    return undefined;
  }
}

/** The fields of a map while it is read. */
export class Fields {
  readonly #entries = new Map<string, Entry>();
  readonly #value = Object.create(null) as Record<string, unknown>;

  /** False for a key that is there already. */
  add({ name, start, end }: Key, node: Node): boolean {
    if (this.#entries.has(name)) return false;
    this.#entries.set(name, entryOf(itemOf(node), start, end));
    this.#value[name] = node.value;
    return true;
  }

  node(start: number, end: number, flow: boolean): MapNode {
    return { kind: 'map', start, end, flow, entries: this.#entries, value: this.#value };
  }
}

export const itemOf = (node: Node): Item => ({ start: node.start, end: node.end, alias: false, node });

const isComment = (text: string, at: number): boolean =>
  text.charCodeAt(at) === HASH && text.charCodeAt(at - 1) === SPACE;

const isFlowMark = (code: number): boolean =>
  code === COMMA || code === OPEN_LIST || code === CLOSE_LIST || code === OPEN_MAP || code === CLOSE_MAP;
