/** Where positions of an earlier text are now, taking the difference of two texts as one edit. For what is shown until the
 *  next result is there: it stays in its place instead of vanishing for a moment. */
import type { Position } from '../model/finding';

export type Shift = (position: Position) => Position | undefined;

/** Moves positions before and after the text that differs; undefined for those within it. Linear in the texts. */
export function positionShift(before: string, after: string): Shift {
  if (before === after) return (position) => position;
  const shared = Math.min(before.length, after.length);
  let head = 0;
  while (head < shared && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < shared - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  const [old, now] = [lineStarts(before), lineStarts(after)];
  return (position) => {
    const offset = (old[position.line] ?? before.length) + position.character;
    if (offset <= head) return position;
    if (offset < before.length - tail) return undefined;
    return positionIn(now, offset + after.length - before.length);
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (starts[low] ?? 0) };
}
