/** A place where nothing can be written that could be read: behind a tab, in another column than the other keys of its map,
 *  before something else on its line, above lines that another value would not fit. */
import type { Cursor } from './cursor';
import { isDash, splitLines } from './lines';

export function isOutOfLine(text: string, cursor: Cursor): boolean {
  const before = lineBefore(text, cursor.token.start);
  if (/^ *\t/.test(before)) return true;
  if (isBeforeOther(cursor) || isBeforeMark(text, cursor)) return true;
  if (cursor.flow) return isBehindOther(text, cursor);
  return cursor.place === 'key' ? isInOtherColumn(text, cursor) : isAboveOther(text, cursor);
}

function isInOtherColumn(text: string, { token, map }: Cursor): boolean {
  const columns = (map?.entries ?? [])
    .filter(({ key }) => key.start !== token.start)
    .map(({ key }) => lineBefore(text, key.start))
    .filter((prefix) => /^[ -]*$/.test(prefix))
    .map((prefix) => prefix.length);
  return columns.length > 0 && !columns.includes(lineBefore(text, token.start).length);
}

/** In the white space before a key or value, or directly before a dash, a bracket, a quote or a comment. */
function isBeforeOther({ token, place }: Cursor): boolean {
  if (token.style !== 'plain') return false;
  const rest = token.text.slice(token.typed.length);
  if (place !== 'value' && /^\s+\S/.test(rest)) return true;
  return token.typed === '' && /^(?:\s*[[\]{}"'|>&#]|-(?:\s|$))/.test(rest);
}

/** Nothing typed yet, and next on the line a collection or a quote in brackets, or a comment that has the line for itself. */
function isBeforeMark(text: string, { token, place, flow }: Cursor): boolean {
  if (token.text !== '') return false;
  const rest = text.slice(token.end, token.end + MAX_LOOK);
  if (flow) return place === 'value' && /^[ \t]*[[{"']/.test(rest);
  return /^[ \t]*#/.test(rest) && lineBefore(text, token.start).trim() === '';
}

/** In brackets, behind a value on the same line without a comma. */
const isBehindOther = (text: string, { token, place }: Cursor): boolean =>
  (place === 'key' ? /[^\s,{[][ \t]*$/ : /[^\s,{[:][ \t]*$/).test(lineBefore(text, token.start));

/** The value, or a part of it, stands on the next lines. */
function isAboveOther(text: string, { token, place }: Cursor): boolean {
  const before = lineBefore(text, token.start);
  const [, dashes = '', key = ''] = /^((?: |-(?= ))*)(.*)$/.exec(before) ?? [];
  const rest = text.slice(token.start, token.start + MAX_LOOK);
  const next = splitLines(rest)
    .slice(1)
    .find((line) => line.start < line.end && rest[line.start] !== '#');
  if (!next) return false;
  // What hangs from a dash is in the column behind it, or further in; what hangs from a key is further in than the key.
  const column = key === '' && place === 'value' ? dashes.lastIndexOf('-') : dashes.length;
  return next.indent > column || (key !== '' && next.indent === column && isDash(rest, next));
}

/** Behind more blank lines and comments than this nothing is looked for. */
const MAX_LOOK = 4000;

const lineBefore = (text: string, offset: number): string =>
  text.slice(text.slice(0, offset).lastIndexOf('\n') + 1, offset);
