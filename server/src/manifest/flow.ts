/** Lists, maps and quoted texts that go on over several lines need no indentation of their own for the API server; the
 *  YAML library wants them deeper than their key. Such lines are indented for it, and places counted back. */

export interface Indented {
  readonly text: string;
  /** The offset in the original text of an offset in the indented one. */
  readonly original: (offset: number) => number;
}

/** Deeper than any real indentation. */
const PAD = 120;
/** Longer texts are left as they are. */
const MAX_LENGTH = 512 * 1024;

/** The text with the lines inside flow values indented; undefined when there are none. */
export function indentFlows(text: string): Indented | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const breaks = new FlowScanner(text).lineStarts();
  if (breaks.length === 0) return undefined;
  const pad = ' '.repeat(PAD);
  const parts = breaks.map((start, index) => text.slice(index === 0 ? 0 : breaks[index - 1], start));
  return {
    text: [...parts, text.slice(breaks.at(-1))].join(pad),
    original: (offset) => offset - PAD * countBefore(breaks, offset),
  };
}

/** How many pads stand before an offset of the indented text; inside a pad counts as behind it. */
function countBefore(breaks: readonly number[], offset: number): number {
  let low = 0;
  let high = breaks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((breaks[middle] ?? 0) + PAD * (middle + 1) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const BLOCK_HEADER = /[|>][-+\d]*[ \t]*(?:#.*)?$/;

/** Finds flow values by the characters that may begin a value; good enough for a second try on a text that failed. */
class FlowScanner {
  readonly #starts: number[] = [];

  constructor(private readonly text: string) {}

  /** Starts of the lines that lie inside a flow value. */
  lineStarts(): readonly number[] {
    let at = 0;
    while (at < this.text.length) at = this.#line(at);
    return this.#starts;
  }

  /** Reads one line of block style, with the flow values that begin on it; returns where the next begins. */
  #line(start: number): number {
    const { text } = this;
    let at = start;
    let isValue = true;
    let keyColumn: number | undefined;
    while (at < text.length && text[at] !== '\n') {
      const character = text[at] ?? '';
      if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) return this.#nextLine(at);
      if (isValue && /["'[{]/.test(character)) {
        keyColumn ??= at - start;
        at = this.#flow(at);
        isValue = false;
      } else {
        if (
          isValue &&
          (character === '|' || character === '>') &&
          BLOCK_HEADER.test(text.slice(at, this.#nextLine(at)).trimEnd())
        ) {
          return this.#blockScalar(this.#nextLine(at), keyColumn ?? at - start);
        }
        const isMark =
          (character === '-' || character === ':' || character === '?') && /\s|^$/.test(text[at + 1] ?? '');
        if (!/[\s-]/.test(character)) keyColumn ??= at - start;
        isValue = isMark || (isValue && /\s/.test(character)) || (character === '-' && isValue);
        at++;
      }
    }
    return at + 1;
  }

  #nextLine(at: number): number {
    return Math.min(this.#lineEnd(at) + 1, this.text.length);
  }

  #lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end;
  }

  /** Passes over the lines that are deeper than `column`. */
  #blockScalar(start: number, column: number): number {
    let at = start;
    while (at < this.text.length) {
      const indent = /^ */.exec(this.text.slice(at, at + column + 1))?.[0].length ?? 0;
      const next = this.#nextLine(at);
      if (indent <= column && this.text.slice(at, next).trim() !== '') return at;
      at = next;
    }
    return at;
  }

  /** Passes over a flow value and notes its lines; one that is never closed ends the scan. */
  #flow(start: number): number {
    const starts: number[] = [];
    let depth = 0;
    let at = start;
    do {
      const character = this.text[at];
      if (character === undefined) return this.text.length;
      if (character === '"' || character === "'") at = this.#quoted(at, starts);
      else if (character === '#' && /\s/.test(this.text[at - 1] ?? ' ')) at = this.#lineEnd(at) - 1;
      else if (character === '\n') starts.push(at + 1);
      else if (character === '[' || character === '{') depth++;
      else if (character === ']' || character === '}') depth--;
      at++;
    } while (depth > 0);
    this.#starts.push(...starts);
    return at;
  }

  /** The offset of the closing quote. */
  #quoted(start: number, starts: number[]): number {
    const quote = this.text[start];
    for (let at = start + 1; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === '\\' && quote === '"') {
        if (this.text[at + 1] === '\n') starts.push(at + 2);
        at++;
      } else if (character === '\n') starts.push(at + 1);
      else if (character === quote) {
        if (quote === '"' || this.text[at + 1] !== quote) return at;
        at++;
      }
    }
    return this.text.length;
  }
}
