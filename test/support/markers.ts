/**
 * Marker comments in YAML fixtures.
 *
 *     minReplicas: 9
 *     #            ^ error[hpa/min-not-above-max]: minReplicas 9 is above ...
 *
 * A marker sits under the line it speaks of, in that line's indentation. Carets cover the columns flagged; a `#` that
 * touches the carets counts as one of them (so keys can be flagged; `#<` is one column). `>` after the carets: the range
 * runs on past the end of the line. `strip` and `annotate` are inverses, so one comparison of two texts finds missing,
 * surplus, misplaced and mis-worded findings alike.
 */
import type { Finding, Range } from '../../server/src/model/finding';

export type Marked = Pick<Finding, 'range' | 'rule' | 'severity' | 'message'>;

const MARKER = /^ *#(?:\^*>?|<>?| *\^+>?) (?:error|warning|info|hint)\[[a-z]+\/[a-z0-9-]+\]: /;

/** The fixture without its markers: what is analysed. */
export function strip(fixture: string): string {
  return fixture
    .split('\n')
    .filter((line) => !MARKER.test(line))
    .join('\n');
}

/** The text with a marker under each line that a finding begins on, in the order given. */
export function annotate(text: string, findings: readonly Marked[]): string {
  return text
    .split('\n')
    .flatMap((line, index) => [
      line,
      ...findings.filter(({ range }) => range.start.line === index).map((finding) => render(line, finding)),
    ])
    .join('\n');
}

function render(line: string, { range, severity, rule, message }: Marked): string {
  const indent = line.length - line.trimStart().length;
  return `${' '.repeat(indent)}#${carets(line, indent, range)} ${severity}[${rule}]: ${message}`;
}

function carets(line: string, indent: number, { start, end }: Range): string {
  const more = end.line > start.line ? '>' : '';
  const last = more ? line.length : end.character;
  const width = Math.max(1, last - start.character);
  if (start.character === indent) return (width === 1 ? '<' : '^'.repeat(width - 1)) + more;
  return ' '.repeat(Math.max(0, start.character - indent - 1)) + '^'.repeat(width) + more;
}
