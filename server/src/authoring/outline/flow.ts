/** Flow collections, `[a, b]` and `{a: b}`, closed or not, over one line or several. */
import type { OutlineEntry, OutlineItem, OutlineNode, OutlineScalar } from './node';
import { quotedAt } from './tokens';

const MAX_DEPTH = 60;

/** The collection that begins at `start` and ends at its bracket, or at `limit` when it is not closed. */
export function flowAt(
  text: string,
  start: number,
  limit: number,
): { readonly node: OutlineNode; readonly end: number } {
  const reader = new FlowReader(text, start, limit);
  const node = reader.node(0);
  return { node, end: reader.at };
}

class FlowReader {
  constructor(
    private readonly text: string,
    public at: number,
    private readonly limit: number,
  ) {}

  node(depth: number): OutlineNode {
    this.#skip();
    const character = this.text[this.at];
    if (depth < MAX_DEPTH && character === '[') return this.#list(depth);
    if (depth < MAX_DEPTH && character === '{') return this.#map(depth);
    return this.#scalar();
  }

  #list(depth: number): OutlineNode {
    const items: OutlineItem[] = [];
    this.at++;
    for (;;) {
      const character = this.#next();
      if (character === undefined || character === ']' || character === '}') break;
      if (character === ',') this.at++;
      else items.push({ hasDash: true, node: this.#item(depth) });
    }
    if (this.at < this.limit) this.at++;
    return { kind: 'seq', flow: true, items };
  }

  /** An item may be a single pair without braces. */
  #item(depth: number): OutlineNode {
    const node = this.node(depth + 1);
    if (node.kind !== 'scalar' || this.#next() !== ':') return node;
    this.at++;
    const value = this.#value(depth);
    return { kind: 'map', flow: true, entries: [{ key: node, hasColon: true, value }] };
  }

  #map(depth: number): OutlineNode {
    const entries: OutlineEntry[] = [];
    this.at++;
    for (;;) {
      const character = this.#next();
      if (character === undefined || character === '}' || character === ']') break;
      if (character === ',' || character === ':') this.at++;
      else entries.push(this.#entry(depth));
    }
    if (this.at < this.limit) this.at++;
    return { kind: 'map', flow: true, entries };
  }

  #entry(depth: number): OutlineEntry {
    const node = this.node(depth + 1);
    const key = node.kind === 'scalar' ? node : emptyAt(this.at);
    if (this.#next() !== ':') return { key, hasColon: false, value: undefined };
    this.at++;
    return { key, hasColon: true, value: this.#value(depth) };
  }

  #value(depth: number): OutlineNode | undefined {
    const character = this.#next();
    if (character === undefined || character === ',' || character === '}' || character === ']')
      return undefined;
    return this.node(depth + 1);
  }

  /** Always takes at least one character, so that reading ends. */
  #scalar(): OutlineScalar {
    const start = this.at;
    const first = this.text[start];
    if (first === '"' || first === "'") {
      const scalar = quotedAt(this.text, start, this.limit);
      this.at = Math.max(scalar.end, start + 1);
      return scalar;
    }
    while (this.at < this.limit && !this.#endsPlain()) this.at++;
    if (this.at === start) this.at++;
    const raw = this.text.slice(start, this.at).trimEnd();
    return { kind: 'scalar', start, end: start + raw.length, style: 'plain', text: raw };
  }

  #endsPlain(): boolean {
    const character = this.text[this.at] ?? '\n';
    if (',[]{}\n'.includes(character)) return true;
    if (character === ':') return ' ,[]{}\n\r\t'.includes(this.text[this.at + 1] ?? '\n');
    return character === '#' && this.text[this.at - 1] === ' ';
  }

  #next(): string | undefined {
    this.#skip();
    return this.at < this.limit ? this.text[this.at] : undefined;
  }

  /** White space and comments. */
  #skip(): void {
    while (this.at < this.limit) {
      const character = this.text[this.at] ?? '';
      if (character === '#' && /\s/.test(this.text[this.at - 1] ?? ' ')) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.limit : Math.min(end, this.limit);
      } else if (' \t\r\n'.includes(character)) this.at++;
      else return;
    }
  }
}

const emptyAt = (at: number): OutlineScalar => ({
  kind: 'scalar',
  start: at,
  end: at,
  style: 'plain',
  text: '',
});
