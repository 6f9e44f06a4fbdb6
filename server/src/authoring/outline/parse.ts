/** Reads the outline of one document. Never fails, in time linear in the text: what does not fit is attached to the
 *  nearest thing that it could belong to, or left out. */
import { flowAt } from './flow';
import { isDash, splitLines, type OutlineLine } from './lines';
import type { Outline, OutlineEntry, OutlineItem, OutlineMap, OutlineNode } from './node';
import { keyAt, quotedAt, scalarAt, skipProperties } from './tokens';

const MAX_DEPTH = 120;

export function parseOutline(text: string): Outline {
  const reader = new BlockReader(text);
  const root = reader.block(-1, 0);
  return {
    root,
    hasCompactLists: reader.compactCount > reader.indentedCount,
    indentStep: reader.indentStep ?? 2,
  };
}

class BlockReader {
  compactCount = 0;
  indentedCount = 0;
  indentStep: number | undefined;
  readonly #lines: OutlineLine[];
  #at = 0;

  constructor(private readonly text: string) {
    this.#lines = splitLines(text);
  }

  /** The block of lines that are further in than `parentIndent`. */
  block(parentIndent: number, depth: number): OutlineNode | undefined {
    const line = this.#peek();
    if (!line || line.indent <= parentIndent) return undefined;
    if (depth > MAX_DEPTH) return this.#skipBelow(parentIndent);
    if (isDash(this.text, line)) return this.#list(line.indent - 1, depth);
    const first = this.text[line.start];
    if (first === '[' || first === '{') return this.#flow(line.start, parentIndent);
    return this.#map(parentIndent, depth);
  }

  /** Items and stray lines that are further in than `parentIndent`; dashes count from the next column on. */
  #list(parentIndent: number, depth: number): OutlineNode {
    const items: OutlineItem[] = [];
    for (let line = this.#peek(); line && line.indent > parentIndent; line = this.#peek()) {
      if (isDash(this.text, line)) items.push({ hasDash: true, node: this.#item(line, depth) });
      else if (line.indent > parentIndent + 1 || keyAt(this.text, line.start, line.end)) break;
      else {
        items.push({ hasDash: false, node: scalarAt(this.text, line.start, line.end) });
        this.#at++;
      }
    }
    return { kind: 'seq', flow: false, items };
  }

  #item(line: OutlineLine, depth: number): OutlineNode | undefined {
    const start = skipProperties(this.text, line.start + 1, line.end);
    if (start >= line.end || this.text[start] === '#') {
      this.#at++;
      return this.block(line.indent, depth + 1);
    }
    this.#lines[this.#at] = { ...line, indent: line.indent + start - line.start, start };
    const rest = this.#lines[this.#at];
    if (rest && this.#blockScalar(start, line.indent)) return undefined;
    const node = this.block(line.indent, depth + 1);
    return node?.kind === 'map' && !node.flow ? wordAsScalar(node) : node;
  }

  #map(parentIndent: number, depth: number): OutlineMap {
    const entries: OutlineEntry[] = [];
    const first = this.#peek();
    if (first && parentIndent >= 0) this.indentStep ??= Math.max(1, first.indent - parentIndent);
    for (let line = this.#peek(); line && line.indent > parentIndent; line = this.#peek()) {
      if (isDash(this.text, line)) this.#at++;
      else entries.push(this.#entry(line, depth));
    }
    return { kind: 'map', flow: false, entries };
  }

  #entry(line: OutlineLine, depth: number): OutlineEntry {
    const found = keyAt(this.text, line.start, line.end);
    if (found) return { key: found.key, hasColon: true, value: this.#value(line, found.next, depth) };
    this.#at++;
    const key = scalarAt(this.text, line.start, line.end);
    return { key, hasColon: false, value: this.#below(line.indent, depth) };
  }

  #value(line: OutlineLine, next: number, depth: number): OutlineNode | undefined {
    const start = skipProperties(this.text, next, line.end);
    const first = start < line.end ? this.text[start] : undefined;
    if (first === undefined || first === '#') {
      this.#at++;
      return this.#below(line.indent, depth);
    }
    if (this.#blockScalar(start, line.indent)) return undefined;
    if (first === '[' || first === '{') return this.#flow(start, line.indent);
    if (first === '"' || first === "'") return this.#quoted(start, line);
    this.#at++;
    const scalar = scalarAt(this.text, start, line.end);
    this.#skipBelow(line.indent);
    return scalar;
  }

  /** What stands below a key: further in, or a list in its own column. */
  #below(indent: number, depth: number): OutlineNode | undefined {
    const next = this.#peek();
    if (next && next.indent === indent && isDash(this.text, next)) {
      this.compactCount++;
      return this.#compactList(indent, depth + 1);
    }
    if (next && next.indent > indent && isDash(this.text, next)) this.indentedCount++;
    return this.block(indent, depth + 1);
  }

  /** A list in the column of its key ends with the first line there that has no dash. */
  #compactList(indent: number, depth: number): OutlineNode {
    const items: OutlineItem[] = [];
    for (let line = this.#peek(); line && line.indent >= indent; line = this.#peek()) {
      if (isDash(this.text, line)) items.push({ hasDash: true, node: this.#item(line, depth) });
      else if (line.indent === indent) break;
      else this.#at++;
    }
    return { kind: 'seq', flow: false, items };
  }

  /** `|` or `>` and the lines further in; their text is of no interest. */
  #blockScalar(start: number, indent: number): boolean {
    const line = this.#lines[this.#at];
    if (!line || !/^[|>][-+0-9]*\s*(?:#.*)?$/.test(this.text.slice(start, Math.min(line.end, start + 80))))
      return false;
    this.#at++;
    for (let next = this.#lines[this.#at]; next; next = this.#lines[this.#at]) {
      if (next.start < next.end && next.indent <= indent) break;
      this.#at++;
    }
    return true;
  }

  #flow(start: number, indent: number): OutlineNode {
    const { node, end } = flowAt(this.text, start, this.#limit(indent));
    this.#skipTo(end);
    return node;
  }

  /** A quoted text may run over lines that are further in. */
  #quoted(start: number, line: OutlineLine): OutlineNode {
    const inLine = quotedAt(this.text, start, line.end);
    const isClosed = inLine.end < line.end || inLine.text.length === inLine.end - inLine.start - 2;
    this.#at++;
    if (!isClosed) this.#skipBelow(line.indent);
    return inLine;
  }

  /** The end of the last line that is further in than `indent`. */
  #limit(indent: number): number {
    let end = this.#lines[this.#at]?.end ?? this.text.length;
    for (let at = this.#at + 1; at < this.#lines.length; at++) {
      const line = this.#lines[at];
      if (!line || (line.start < line.end && line.indent <= indent && !this.#isClosing(line))) break;
      end = line.end;
    }
    return end;
  }

  #isClosing({ start }: OutlineLine): boolean {
    return this.text[start] === ']' || this.text[start] === '}';
  }

  #skipTo(offset: number): void {
    this.#at++;
    while ((this.#lines[this.#at]?.end ?? Infinity) <= offset) this.#at++;
    // What follows a closing bracket on its line belongs to nothing.
    const line = this.#lines[this.#at];
    if (line && line.start < offset) this.#at++;
  }

  #skipBelow(indent: number): undefined {
    for (let line = this.#peek(); line && line.indent > indent; line = this.#peek()) this.#at++;
    return undefined;
  }

  /** The next line with content. */
  #peek(): OutlineLine | undefined {
    for (let line = this.#lines[this.#at]; line; line = this.#lines[++this.#at]) {
      if (line.start < line.end && this.text[line.start] !== '#') return line;
    }
    return undefined;
  }
}

/** A list item that is one word and nothing else is a value, as far as can be told. */
function wordAsScalar(map: OutlineMap): OutlineNode {
  const [only, ...others] = map.entries;
  return only && others.length === 0 && !only.hasColon && only.value === undefined ? only.key : map;
}
