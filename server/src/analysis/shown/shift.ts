/** Where positions of an earlier text are now, by the part at the beginning and the part at the end that both texts share.
 *  For what is shown until the next result is there: it stays in its place instead of vanishing for a moment. */
import type { Position } from '../../model/finding';
import { lineOf } from '../../util/lineOf';
import { sharedEnds } from '../../util/sharedEnds';

export type Shift = (position: Position) => Position | undefined;

/** Moves positions before and after what differs. One within it is found on its line, where that line is there as often as
 *  before; else undefined. Linear in the texts.
 *  @param stays  what happens to a position right where something was inserted: it goes before or after that */
export function positionShift(before: string, after: string, stays: 'before' | 'after'): Shift {
  if (before === after) return (position) => position;
  const { head, tail } = sharedEnds(before, after);
  const [old, now] = [lineStarts(before), lineStarts(after)];
  let finder: Shift | undefined;
  const within: Shift = (position) => (finder ??= lineFinder(before, after, head, tail))(position);
  return (position) => {
    const offset = (old[position.line] ?? before.length) + position.character;
    if (offset < head || (offset === head && stays === 'before')) return position;
    if (offset >= before.length - tail) return positionIn(now, offset + after.length - before.length);
    return within(position);
  };
}

/** Finds lines that several edits lie around: the third of three equal lines is the third of three. */
function lineFinder(before: string, after: string, head: number, tail: number): Shift {
  const first = before.slice(0, head).split('\n').length - 1;
  const old = before.split('\n');
  const [oldLines, newLines] = [middle(before, head, tail), middle(after, head, tail)];
  return ({ line, character }) => {
    const text = old[line];
    const [from, to] = [placesOf(text, oldLines), placesOf(text, newLines)];
    const found = to[from.indexOf(line - first)];
    return found === undefined || from.length !== to.length ? undefined : { line: first + found, character };
  };
}

/** The lines that the differing part touches, whole. */
function middle(text: string, head: number, tail: number): readonly string[] {
  const start = text.lastIndexOf('\n', head - 1) + 1;
  const end = text.indexOf('\n', text.length - tail);
  return text.slice(head === 0 ? 0 : start, end < 0 ? text.length : end).split('\n');
}

const placesOf = (text: string | undefined, lines: readonly string[]): readonly number[] =>
  lines.flatMap((line, index) => (line === text ? [index] : []));

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function positionIn(starts: readonly number[], offset: number): Position {
  const line = lineOf(starts, offset);
  return { line, character: offset - (starts[line] ?? 0) };
}
