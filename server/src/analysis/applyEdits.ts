/** Applies text edits as an editor would: all positions are those of the text before any of them. */
import type { Position, TextEdit } from '../model/finding';
import { compareNumber } from '../util/sort';

/** The text after the edits, which must not overlap; their `uri` is not looked at. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStarts(text);
  const offsetOf = ({ line, character }: Position): number => (starts[line] ?? text.length) + character;
  const ordered = edits
    .map(({ range, newText }, index) => ({
      start: offsetOf(range.start),
      end: offsetOf(range.end),
      newText,
      index,
    }))
    .sort((a, b) => compareNumber(a.start, b.start) || compareNumber(a.index, b.index));
  let result = '';
  let done = 0;
  for (const { start, end, newText } of ordered) {
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
