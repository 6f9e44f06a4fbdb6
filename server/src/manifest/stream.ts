/** Splits a YAML stream into documents by their markers, before any parsing: a broken document leaves the others whole,
 *  and a document whose text did not change need not be parsed again.
 *  @source kubernetes/apimachinery pkg/util/yaml/decoder.go YAMLReader, YAMLOrJSONDecoder@v0.35.4 */

/** The text of one document, markers excluded, directives included. */
export interface DocumentText {
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly offset: number;
  /** Line of the file on which `text` begins. */
  readonly line: number;
  /** Characters before `text` on its first line: those of a marker, of a byte order mark, of an object that ends there. */
  readonly column: number;
  readonly flaw?: Flaw;
}

/** What `kubectl` has against the place of a document, whatever it says: content on the line of the marker, a byte
 *  order mark behind the first one, `%` lines or `...` where nothing has begun, content behind `...`, which nobody reads. */
export type Flaw = 'marker' | 'byte-order-mark' | 'directives' | 'end' | 'left-out';

const BYTE_ORDER_MARK = 0xfeff;

/** What has been seen of a document: nothing but comments, `%` directives, or more. */
export type Head = 'blank' | 'directives' | 'content';

/** Documents in order, blank ones included. Linear in the length of the text. */
export function splitStream(text: string): DocumentText[] {
  const splitter = new Splitter(text);
  const first = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  const documents = splitter.documents(first);
  const [opening] = documents;
  return opening && /^\s*\{/.test(opening.text) ? [...objectsOf(opening), ...documents.slice(1)] : documents;
}

type Open = Omit<DocumentText, 'text'>;

class Splitter {
  readonly #documents: DocumentText[] = [];
  #open: Open = { offset: 0, line: 0, column: 0 };
  #head: Head = 'blank';
  /** `...` stands above, and no `---` since. */
  #isBehindEnd = false;
  #mayEnd = false;

  constructor(private readonly text: string) {}

  documents(first: number): DocumentText[] {
    this.#open = { offset: first, line: 0, column: first };
    let line = 0;
    for (let start = first; start < this.text.length; start = nextLine(this.text, start), line++) {
      if (this.text.startsWith('---', start)) this.#marker(start, line, start === first);
      else if (isEnd(this.text, start)) this.#end(start, line);
      else this.#head = headAfter(this.#head, this.text, start);
    }
    this.#close(this.text.length);
    return this.#documents;
  }

  #marker(start: number, line: number, isFirst: boolean): void {
    this.#close(start);
    const rest = restOfMarker(this.text, start + 3);
    const column = rest - start + (line === 0 ? start : 0);
    const isPlain = isLineEnd(this.text, rest) || this.text[rest] === '#';
    const next = nextLine(this.text, start);
    // The parser takes a byte order mark off the beginning of each part; the first part begins with its marker.
    if (isPlain && this.text.charCodeAt(next) === BYTE_ORDER_MARK)
      this.#open = isFirst
        ? { offset: next, line: line + 1, column: 0, flaw: 'byte-order-mark' }
        : { offset: next + 1, line: line + 1, column: 1 };
    else if (isPlain) this.#open = { offset: rest, line, column };
    else this.#open = { offset: start + 3, line, column: column - (rest - start - 3), flaw: 'marker' };
    this.#head = isPlain ? 'blank' : 'content';
    this.#isBehindEnd = false;
    this.#mayEnd = isFirst;
  }

  #end(start: number, line: number): void {
    const isTooEarly = this.#head !== 'content' && !this.#isBehindEnd && !this.#mayEnd;
    if (isTooEarly) {
      this.#open = { ...this.#open, flaw: this.#head === 'blank' ? 'end' : 'directives' };
      this.#head = 'content';
      return;
    }
    this.#close(start);
    this.#open = { offset: start + 3, line, column: line === 0 ? start + 3 : 3 };
    this.#head = headAfter('blank', this.text, start + 3);
    this.#isBehindEnd = true;
  }

  #close(end: number): void {
    const { flaw = this.#flaw() } = this.#open;
    this.#documents.push({
      ...this.#open,
      text: this.text.slice(this.#open.offset, end),
      ...(flaw && { flaw }),
    });
  }

  #flaw(): Flaw | undefined {
    if (this.#isBehindEnd) return this.#head === 'blank' ? undefined : 'left-out';
    return this.#head === 'directives' ? 'directives' : undefined;
  }
}

const isEnd = (text: string, start: number): boolean =>
  text.startsWith('...', start) && /^[ \t\r\n]?$/.test(text.charAt(start + 3));

/** Behind the white space that may follow `---`. */
function restOfMarker(text: string, from: number): number {
  let at = from;
  while (!isLineEnd(text, at) && GO_SPACE.test(text.charAt(at))) at++;
  return at;
}

/** What Go's `strings.TrimSpace` takes off. */
const GO_SPACE = /[\t\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

const isLineEnd = (text: string, at: number): boolean =>
  at >= text.length || text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');

/** Line breaks of YAML 1.1. A tab is none of these: where nothing has begun, the API server's parser refuses it. */
const BLANKS = ' \n\r\u0085\u2028\u2029';
const COMMENT = /#[^\n\r\u0085\u2028\u2029]*/y;

/** What is known after one more line. */
function headAfter(head: Head, text: string, start: number): Head {
  if (head === 'content') return head;
  const end = nextLine(text, start);
  let at = start;
  while (at < end && (BLANKS.includes(text[at] ?? '') || text[at] === '#')) {
    COMMENT.lastIndex = at;
    at += COMMENT.exec(text)?.[0].length ?? 1;
  }
  if (at >= end) return head;
  return text[at] === '%' && at === start ? 'directives' : 'content';
}

/** Offset of the line after the one that holds `start`. */
function nextLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
}

/** What a document begins with. */
export function headOf(text: string): Head {
  let head: Head = 'blank';
  for (let start = 0; start < text.length && head !== 'content'; start = nextLine(text, start))
    head = headAfter(head, text, start);
  return head;
}

/** Whether a document holds nothing but white space and comments. */
export const isBlank = (text: string): boolean => headOf(text) === 'blank';

/** JSON objects may follow each other without a marker. */
function objectsOf(document: DocumentText): DocumentText[] {
  const starts = objectStarts(document.text);
  return starts.length < 2
    ? [document]
    : starts.map((start, index) => {
        const from = index === 0 ? 0 : start;
        const before = document.text.slice(0, from);
        const lineStart = before.lastIndexOf('\n') + 1;
        return {
          text: document.text.slice(from, starts[index + 1]),
          offset: document.offset + from,
          line: document.line + before.split('\n').length - 1,
          column: lineStart === 0 ? document.column + from : from - lineStart,
        };
      });
}

/** Where the objects of a JSON stream begin; empty for any other text. */
function objectStarts(text: string): number[] {
  if (!/\}\s*\{/.test(text)) return [];
  const starts: number[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{' && depth++ === 0) starts.push((start = index));
    if (token === '}' && --depth === 0 && !isJson(text.slice(start, index + 1))) return [];
    if (depth < 0) return [];
  }
  return depth === 0 ? starts : [];
}

/** Whether a text is one JSON value: `kubectl` then reads it as such, and not as YAML. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The parser has no other way to say that a text is none.
    return false;
  }
}
