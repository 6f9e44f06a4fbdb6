/** Findings of an earlier version of a text, moved to where their lines are now. Until the next simulation answers, what
 *  an edit did not touch stays marked; what it touched is dropped. */
import type { Finding, Range } from '../../model/finding';
import { sharedEnds, type SharedEnds } from '../../util/sharedEnds';

/** The findings whose lines are the same in both texts, moved; fixes are left behind, their edits are for the old text. */
export function carryFindings(
  findings: readonly Finding[],
  before: string,
  after: string,
): readonly Finding[] {
  if (before === after || findings.length === 0) return findings;
  const shift = lineShift(before, after);
  return findings.flatMap((finding) => {
    const range = shift(finding.range);
    return range ? [{ ...finding, range, fixes: [] }] : [];
  });
}

/** Moves a range that lies wholly before or wholly after the lines that differ. */
function lineShift(before: string, after: string): (range: Range) => Range | undefined {
  const { head, tail: shared } = sharedEnds(before, after);
  const [oldCount, newCount] = [breaksIn(before, 0, before.length), breaksIn(after, 0, after.length)];
  const isWhole = endsLine(before, head) && endsLine(after, head);
  const tail = isWhole ? shared : longerTail(before, after, { head, tail: shared });
  const headLines = breaksIn(before, 0, head) + (isWhole ? 1 : 0);
  const [oldTail, newTail] = [before.length - tail, after.length - tail];
  const isTailWhole = startsLine(before, oldTail) && startsLine(after, newTail);
  const tailLines = breaksIn(before, oldTail, before.length) + (isTailWhole ? 1 : 0);
  const firstOfTail = oldCount + 1 - Math.min(tailLines, Math.min(oldCount, newCount) + 1 - headLines);
  return (range) => {
    if (range.end.line < headLines) return range;
    return range.start.line >= firstOfTail ? moved(range, newCount - oldCount) : undefined;
  };
}

/** The begin of a line that differs further on belongs to no side: the end may reach into it. */
function longerTail(before: string, after: string, { head, tail }: SharedEnds): number {
  const most = Math.min(before.length, after.length) - (before.lastIndexOf('\n', head - 1) + 1);
  let longer = tail;
  while (longer < most && before.at(-1 - longer) === after.at(-1 - longer)) longer++;
  return longer;
}

const endsLine = (text: string, offset: number): boolean => offset === text.length || text[offset] === '\n';
const startsLine = (text: string, offset: number): boolean => offset === 0 || text[offset - 1] === '\n';

function breaksIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

const moved = ({ start, end }: Range, by: number): Range => ({
  start: { line: start.line + by, character: start.character },
  end: { line: end.line + by, character: end.character },
});
