/** Reads the YAML that manifests are mostly written in, some ten times faster than the YAML library: block maps and lists
 *  with values on one line, literal blocks, comments. Anything else, and anything wrong, is left to the library; what is
 *  read here is the same tree, place by place (test/property/quick.property.test.ts). */
import type { Item, Node } from './node';
import { DASH, Fields, HASH, itemOf, LeafReader, type Key } from './quickLeaf';

/** Longer documents might meet a limit of the library's, and are rare. */
const MAX_LENGTH = 100_000;
const MAX_DEPTH = 100;
/** Control characters, byte order marks and what comes near them, line breaks of other sorts. */
const UNUSUAL = /[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\uf8ff]|\r(?!\n)/;

/** A value, and where what belongs to it ends: line break and deeper comments included. */
interface Read {
  readonly node: Node;
  readonly past: number;
}

/** The tree of a document that is not blank; undefined when the YAML library has to read it. */
export function readQuickly(text: string, unmask: (text: string) => string): Node | undefined {
  if (text.length > MAX_LENGTH || UNUSUAL.test(text)) return undefined;
  return new QuickReader(text, unmask).document();
}

class QuickReader {
  readonly #text: string;
  readonly #leaves: LeafReader;
  /** The next line with content; column -1 at the end of the text. */
  #column = -1;
  #offset = 0;
  /** Indentation of the deepest comment before that line that belongs to no value yet; -1: there is none. */
  #commentColumn = -1;

  constructor(text: string, unmask: (text: string) => string) {
    this.#text = text;
    this.#leaves = new LeafReader(text, unmask);
  }

  document(): Node | undefined {
    this.#advance(0);
    const read = this.#column < 0 ? undefined : this.#collection(0);
    return this.#column < 0 ? read?.node : undefined;
  }

  #collection(depth: number): Read | undefined {
    if (depth > MAX_DEPTH) return undefined;
    return this.#isDash(this.#offset) ? this.#list(depth) : this.#map(depth);
  }

  #map(depth: number): Read | undefined {
    const column = this.#column;
    const start = this.#offset;
    const fields = new Fields();
    let past = start;
    do {
      const key = this.#leaves.key(this.#offset);
      const read = key && this.#valueOf(key, column, depth);
      if (!read || !fields.add(key, read.node)) return undefined;
      past = read.past;
    } while (this.#column === column && !this.#isDash(this.#offset));
    if (this.#column >= column) return undefined;
    return this.#closed(fields.node(start, past, false), column);
  }

  #list(depth: number): Read | undefined {
    const column = this.#column;
    const start = this.#offset;
    const items: Item[] = [];
    let past = start;
    do {
      const read = this.#itemAt(this.#leaves.skipSpaces(this.#offset + 1), column, depth);
      if (!read) return undefined;
      items.push(itemOf(read.node));
      past = read.past;
    } while (this.#column === column && this.#isDash(this.#offset));
    if (this.#column > column) return undefined;
    const value = items.map(({ node }) => node.value);
    return this.#closed({ kind: 'seq', start, end: past, flow: false, items, value }, column);
  }

  /** The library gives comments as deep as a collection to it, others to what is around it.
   *  @source yaml dist/parse/parser.js pop@2.9.1 */
  #closed(node: Node, column: number): Read {
    if (column === 0 || this.#commentColumn < column) return { node, past: node.end };
    this.#commentColumn = -1;
    return { node, past: this.#offset };
  }

  #valueOf(key: Key, column: number, depth: number): Read | undefined {
    const at = this.#leaves.skipSpaces(key.end + 1);
    if (!this.#isRestEmpty(key.end + 1, at)) return this.#onLine(at, column);
    const nextLine = this.#nextLine(at);
    this.#advance(nextLine);
    const isBelow = this.#column > column || (this.#column === column && this.#isDash(this.#offset));
    if (isBelow) return this.#collection(depth + 1);
    // Comments and blank lines behind nothing: the library decides whose they are.
    const isPlain = this.#leaves.isLineEnd(at) && this.#offset - Math.max(this.#column, 0) === nextLine;
    const node = isPlain ? this.#leaves.scalar('', 'plain', at, at) : undefined;
    return node && { node, past: at };
  }

  #itemAt(at: number, column: number, depth: number): Read | undefined {
    if (this.#isRestEmpty(this.#offset + 1, at)) return undefined;
    if (!this.#leaves.key(at)) return this.#onLine(at, column);
    this.#column += at - this.#offset;
    this.#offset = at;
    return depth < MAX_DEPTH ? this.#map(depth + 1) : undefined;
  }

  /** A value that begins on the line of its key or dash. */
  #onLine(at: number, column: number): Read | undefined {
    if (this.#text[at] === '|') return this.#literal(at, column);
    const leaf = this.#leaves.leaf(at);
    if (!leaf) return undefined;
    const end = this.#leaves.skipSpaces(leaf.after);
    if (!this.#isRestEmpty(leaf.after, end)) return undefined;
    return { node: leaf.node, past: this.#advance(this.#nextLine(end), column) };
  }

  /** `|` or `|-` with lines of which none but empty ones is indented less than the first. */
  #literal(start: number, column: number): Read | undefined {
    const isStripped = this.#text[start + 1] === '-';
    const header = start + (isStripped ? 2 : 1);
    if (this.#text[header] !== '\n') return undefined;
    const first = header + 1;
    const indent = this.#leaves.skipSpaces(first) - first;
    const block = indent > column ? this.#lines(first, indent, column) : undefined;
    if (!block) return undefined;
    const source = block.lines.join('\n') + (isStripped ? '' : '\n');
    const node = this.#leaves.scalar(source, 'literal', start, block.end);
    this.#advance(block.end);
    return node && { node, past: block.end };
  }

  /** The lines of a literal block, and the offset behind the last. */
  #lines(first: number, indent: number, column: number): { lines: string[]; end: number } | undefined {
    const lines: string[] = [];
    let count = 0;
    let end = first;
    for (let at = first; at < this.#text.length; at = this.#nextLine(at)) {
      const stop = this.#text.indexOf('\n', at);
      const content = this.#leaves.skipSpaces(at);
      if (stop < 0 || this.#text[stop - 1] === '\r' || (content === stop && content > at)) return undefined;
      if (content < stop && content - at <= column) break;
      if (content < stop && content - at < indent) return undefined;
      lines.push(this.#text.slice(at + indent, stop));
      if (content === stop) lines[lines.length - 1] = '';
      else [count, end] = [lines.length, stop + 1];
    }
    return count > 0 ? { lines: lines.slice(0, count), end } : undefined;
  }

  /** Whether nothing but spaces and a comment stands from an offset to the end of its line; `at` is behind the spaces. */
  #isRestEmpty(from: number, at: number): boolean {
    return this.#leaves.isLineEnd(at) || (at > from && this.#text.charCodeAt(at) === HASH);
  }

  #isDash(at: number): boolean {
    return this.#text.charCodeAt(at) === DASH && this.#leaves.isBreak(at + 1);
  }

  #nextLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end < 0 ? this.#text.length : end + 1;
  }

  /** Goes to the next line with content. Comments that are deeper than `column` and come first belong to the value above.
   *  @returns where that value ends */
  #advance(lineStart: number, column = Infinity): number {
    let past = lineStart;
    let isAbove = true;
    this.#commentColumn = -1;
    for (let start = lineStart; ; start = this.#nextLine(start)) {
      const at = this.#leaves.skipSpaces(start);
      this.#offset = at;
      this.#column = at < this.#text.length ? at - start : -1;
      if (this.#column < 0) return past;
      if (this.#leaves.isLineEnd(at)) continue;
      if (this.#text.charCodeAt(at) !== HASH) return past;
      isAbove &&= at - start > column;
      if (isAbove) past = this.#nextLine(at);
      else this.#commentColumn = Math.max(this.#commentColumn, at - start);
    }
  }
}
