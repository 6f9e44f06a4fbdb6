/** Lines of a YAML text: comments and blanks between values, and what it takes to move them. */

/** Without their breaks, which may be of either kind. */
export const linesOf = (text: string): string[] => text.split(/\r?\n/);

/** Whether a line holds no value: it is blank, or a comment. */
export const isFiller = (line: string): boolean => /^\s*(?:#.*)?$/.test(line);

/** Lines moved to the left, as far as the spaces go that a line begins with. */
export const dedent = (lines: readonly string[], width: number): string[] =>
  lines.map((line) => line.slice(Math.min(width, line.length - line.trimStart().length)));

/** Lines moved to the right; empty ones stay empty. */
export const indent = (lines: readonly string[], width: number): string[] =>
  lines.map((line) => (line === '' ? line : ' '.repeat(width) + line));

/** The line that holds an offset, from 0. */
export function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Where a value ends, without the breaks that a block value ends with; of an empty one, where its key ends. */
export function endOfValue(
  text: string,
  { keyEnd, start, end }: { readonly keyEnd: number; readonly start: number; readonly end: number },
): number {
  let at = end;
  while (at > Math.max(start, keyEnd) && /\s/.test(text[at - 1] ?? '')) at--;
  return Math.max(at, keyEnd);
}
