/** Positions (line and UTF-16 character) and offsets of a text. */
import type { Position } from './finding';

/** Offset of a position in the text of a file; the end of its line when it lies beyond. */
export function offsetOf(text: string, { line, character }: Position): number {
  let start = 0;
  for (let left = line; left > 0; left--) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + character, end < 0 ? text.length : end);
}

/** Position of an offset in a text. */
export function positionOf(text: string, offset: number): Position {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  let line = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < start; end = text.indexOf('\n', end + 1)) line++;
  return { line, character: offset - start };
}
