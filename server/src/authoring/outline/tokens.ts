/** Scalars on one line: where a key ends, where a quoted text ends, where a comment begins. */
import type { OutlineScalar } from './node';

/** The scalar that begins at `start`; a quoted one ends at its quote, any other at a comment or at `end`. */
export function scalarAt(text: string, start: number, end: number): OutlineScalar {
  const quote = text[start];
  if (quote === '"' || quote === "'") return quotedAt(text, start, end);
  return plain(text, start, commentStart(text, start, end));
}

function plain(text: string, start: number, end: number): OutlineScalar {
  let stop = end;
  while (stop > start && (text[stop - 1] === ' ' || text[stop - 1] === '\t')) stop--;
  return { kind: 'scalar', start, end: stop, style: 'plain', text: text.slice(start, stop) };
}

/** A quoted text; one that is not closed ends with the line. */
export function quotedAt(text: string, start: number, end: number): OutlineScalar {
  const quote = text[start] ?? '"';
  const style = quote === '"' ? 'double' : 'single';
  for (let at = start + 1; at < end; at++) {
    if (style === 'double' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (style === 'single' && text[at + 1] === quote) at++;
      else return { kind: 'scalar', start, end: at + 1, style, text: text.slice(start + 1, at) };
    }
  }
  return { kind: 'scalar', start, end, style, text: text.slice(start + 1, end) };
}

/** Looks no further than `end`: the rest of a long document would be looked through for each of its lines. */
function indexIn(text: string, character: string, from: number, end: number): number {
  const at = text.slice(from, end).indexOf(character);
  return at < 0 ? -1 : from + at;
}

/** Where a comment begins behind a value, or `end`. */
function commentStart(text: string, start: number, end: number): number {
  for (let at = indexIn(text, '#', start, end); at >= 0; at = indexIn(text, '#', at + 1, end)) {
    if (at === start || text[at - 1] === ' ' || text[at - 1] === '\t') return at;
  }
  return end;
}

/** The key that a line begins with, and the offset behind its colon; undefined when no colon ends it. */
export function keyAt(
  text: string,
  start: number,
  end: number,
): { readonly key: OutlineScalar; readonly next: number } | undefined {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    const key = quotedAt(text, start, end);
    let colon = key.end;
    while (text[colon] === ' ') colon++;
    return text[colon] === ':' && colon < end ? { key, next: colon + 1 } : undefined;
  }
  const stop = commentStart(text, start, end);
  for (let at = indexIn(text, ':', start, stop); at >= 0; at = indexIn(text, ':', at + 1, stop)) {
    const after = text[at + 1];
    if (at + 1 >= stop || after === ' ' || after === '\t' || after === '\r')
      return { key: plain(text, start, at), next: at + 1 };
  }
  return undefined;
}

/** The offset behind white space, anchors and tags. */
export function skipProperties(text: string, start: number, end: number): number {
  let at = start;
  for (;;) {
    while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
    if (at >= end || (text[at] !== '&' && text[at] !== '!')) return at;
    while (at < end && text[at] !== ' ') at++;
  }
}
