/** Findings of an earlier version of a text, moved to where their lines are now. Until the next simulation answers, what
 *  an edit did not touch stays marked; what it touched is dropped. */
import type { Finding, Range } from '../model/finding';

/** The findings whose lines are the same in both texts, moved; fixes are left behind, their edits are for the old text. */
export function carryFindings(
  findings: readonly Finding[],
  before: string,
  after: string,
): readonly Finding[] {
  if (before === after) return findings;
  const shift = lineShift(before, after);
  return findings.flatMap((finding) => {
    const range = shift(finding.range);
    return range ? [{ ...finding, range, fixes: [] }] : [];
  });
}

/** Moves a range that lies wholly before or wholly after the lines that differ; linear in the texts. */
function lineShift(before: string, after: string): (range: Range) => Range | undefined {
  const old = before.split('\n');
  const now = after.split('\n');
  const shared = Math.min(old.length, now.length);
  let head = 0;
  while (head < shared && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shared - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const by = now.length - old.length;
  return (range) => {
    if (range.end.line < head) return range;
    return range.start.line >= old.length - tail ? moved(range, by) : undefined;
  };
}

const moved = ({ start, end }: Range, by: number): Range => ({
  start: { line: start.line + by, character: start.character },
  end: { line: end.line + by, character: end.character },
});
