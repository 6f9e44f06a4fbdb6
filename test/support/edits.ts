/** Applies text edits as an editor does. */
import type { TextEdit } from '../../server/src/model/finding';
import { LineIndex } from '../../server/src/manifest/lines';

/** `edits` are of one file and must not overlap; applied from the end, so that earlier places stay valid. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex(text);
  return edits
    .map((edit) => ({
      start: lines.offset(edit.range.start),
      end: lines.offset(edit.range.end),
      newText: edit.newText,
    }))
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}
