/** Lines of a document that carry content: blank lines and comments are left out. */

export interface OutlineLine {
  /** Number among all lines, for telling block scalars apart. */
  readonly index: number;
  /** Column of the first character. */
  readonly indent: number;
  readonly start: number;
  /** Trailing white space excluded. */
  readonly end: number;
}

/** Every line, with `start === end` for blank ones and comments' text kept: block scalars need both. */
export function splitLines(text: string): OutlineLine[] {
  const lines: OutlineLine[] = [];
  let index = 0;
  for (let at = 0; at <= text.length; index++) {
    const found = text.indexOf('\n', at);
    const stop = found < 0 ? text.length : found;
    let start = at;
    while (start < stop && text[start] === ' ') start++;
    let end = stop;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    lines.push({ index, indent: start - at, start, end });
    at = stop + 1;
  }
  return lines;
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0d;

/** Whether the line begins a list item. */
export function isDash(text: string, { start, end }: OutlineLine): boolean {
  return text[start] === '-' && (start + 1 === end || text[start + 1] === ' ' || text[start + 1] === '\t');
}
