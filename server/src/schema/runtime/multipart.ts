/** MIME archives of user data, as far as Go's reader looks at them.
 *  @source golang/go net/mail, mime, mime/multipart@1.25 */

const HEADER = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*)$/;

/** Why `archive` is no multipart archive; undefined when it is one. */
export function multipartProblem(archive: string): string | undefined {
  const lines = archive.replace(/\r?\n$/, '').split(/\r?\n/);
  const head = readHeaders(lines, 0);
  if (typeof head === 'string') return `the user data begins like a MIME archive, but ${head}`;
  const contentType = head.headers.get('content-type');
  if (contentType === undefined) return 'the user data begins like a MIME archive, but has no Content-Type';
  const media = parseMediaType(contentType);
  if (!media) return `its Content-Type ${JSON.stringify(contentType)} cannot be read`;
  if (!media.type.startsWith('multipart/'))
    return `it is ${media.type}, but must be multipart/mixed with a boundary`;
  return partsProblem(lines.slice(head.next), media.parameters.get('boundary') ?? '');
}

interface Head {
  readonly headers: ReadonlyMap<string, string>;
  /** Index of the line after the blank one. */
  readonly next: number;
  /** Whether there is a blank line; otherwise the text ends first. */
  readonly isClosed: boolean;
}

function readHeaders(lines: readonly string[], start: number): Head | string {
  const headers = new Map<string, string>();
  let last = '';
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '') return { headers, next: index + 1, isClosed: true };
    if (/^[ \t]/.test(line)) {
      if (last === '') return 'its first line is indented';
      headers.set(last, `${headers.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    const match = HEADER.exec(line.trimEnd());
    if (!match) return `${JSON.stringify(line)} is no header`;
    last = (match[1] ?? '').toLowerCase();
    if (!headers.has(last)) headers.set(last, match[2] ?? '');
  }
  return { headers, next: lines.length, isClosed: false };
}

interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";

function parseMediaType(text: string): MediaType | undefined {
  const [first = ''] = text.split(';', 1);
  const type = first.trim().toLowerCase();
  if (!new RegExp(`^${TOKEN}(/${TOKEN})?$`).test(type)) return undefined;
  const parameters = new Map<string, string>();
  let rest = text.slice(first.length);
  const parameter = new RegExp(`^\\s*;\\s*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))`);
  for (let match = parameter.exec(rest); match; match = parameter.exec(rest)) {
    parameters.set((match[1] ?? '').toLowerCase(), match[3] ?? (match[2] ?? '').replace(/\\(.)/g, '$1'));
    rest = rest.slice(match[0].length);
  }
  return /^\s*(?:;\s*)?$/.test(rest) ? { type, parameters } : undefined;
}

/** Parts lie between delimiter lines; the last delimiter ends in --. What comes before the first is passed over. Where
 *  the archive ends within the headers of a part, as after a last delimiter without --, Go's reader takes that for its end. */
function partsProblem(lines: readonly string[], boundary: string): string | undefined {
  if (boundary === '') return 'its Content-Type names no boundary';
  const delimiter = `--${boundary}`;
  const isDelimiter = (line: string): boolean => line.trimEnd() === delimiter;
  const isEnd = (line: string): boolean => line.trimEnd() === `${delimiter}--`;
  let index = lines.findIndex((line) => isDelimiter(line) || isEnd(line));
  while (index >= 0 && !isEnd(lines[index] ?? '')) {
    const head = readHeaders(lines, index + 1);
    if (typeof head === 'string') return `a part of the archive is broken: ${head}`;
    if (!head.isClosed) return undefined;
    const next = lines.findIndex((line, at) => at >= head.next && (isDelimiter(line) || isEnd(line)));
    if (next < 0) return `the archive does not end with ${delimiter}--`;
    index = next;
  }
  return undefined;
}
