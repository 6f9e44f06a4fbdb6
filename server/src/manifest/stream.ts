/** Splits a YAML stream into documents by their markers, before any parsing: a broken document leaves the others whole,
 *  and a document whose text did not change need not be parsed again. */

/** The text of one document, markers excluded, directives included. */
export interface DocumentText {
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly offset: number;
  /** Line of the file on which `text` begins; `text` always begins at the start of that line, but after `---`. */
  readonly line: number;
  /** Characters before `text` on its first line: 0, or those of a marker with content behind it (`--- {a: b}`), or of a byte order mark. */
  readonly column: number;
}

const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/;

/** Documents in order, blank ones included. Linear in the length of the text. */
export function splitStream(text: string): DocumentText[] {
  const documents: DocumentText[] = [];
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let open = { offset: first, line: 0, column: first };
  let head: Head = 'blank';
  let line = 0;
  for (let start = first; start < text.length; start = nextLine(text, start), line++) {
    const marker = markerAt(text, start);
    if (marker === undefined) {
      head = headAfter(head, text, start);
    } else if (marker === '---' && head === 'directives') {
      head = 'content';
    } else {
      documents.push({ ...open, text: text.slice(open.offset, start) });
      open = { offset: start + 3, line, column: line === 0 ? start + 3 : 3 };
      head = 'blank';
    }
  }
  documents.push({ ...open, text: text.slice(open.offset) });
  return documents;
}

/** What has been seen of a document: nothing but comments, `%` directives (whose `---` belongs to it), or more. */
type Head = 'blank' | 'directives' | 'content';

function headAfter(head: Head, text: string, start: number): Head {
  if (head === 'content') return head;
  let offset = start;
  while (text[offset] === ' ' || text[offset] === '\t') offset++;
  const character = text[offset] ?? '\n';
  if (character === '\n' || character === '\r' || character === '#') return head;
  return character === '%' && offset === start ? 'directives' : 'content';
}

function markerAt(text: string, start: number): string | undefined {
  const code = text.charCodeAt(start);
  if (code !== 0x2d && code !== 0x2e) return undefined;
  return MARKER.exec(text.slice(start, start + 4))?.[0];
}

/** Offset of the line after the one that holds `start`. */
function nextLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
}

/** Whether a document holds nothing but white space and comments. */
export function isBlank(text: string): boolean {
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    if (headAfter('blank', text, start) !== 'blank') return false;
  }
  return true;
}
