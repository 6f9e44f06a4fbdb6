/** What a manifest in JSON has, and most other files do not: by it they are told apart before a server runs. Pure. */

const MARK = '"apiVersion"';

export const hasMark = (text: string): boolean => text.includes(MARK);

interface Change {
  readonly text: string;
  readonly range: { readonly start: { readonly line: number } };
}

interface Lines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** Whether an edit wrote the mark, whole or letter by letter.
 *  @param document  after the edit. Its changes are told as of before each other, so that one may be below what is now the end. */
export const isMarkWritten = (changes: readonly Change[], document: Lines): boolean =>
  changes.some(
    ({ text, range: { start } }) =>
      hasMark(text) || (start.line < document.lineCount && hasMark(document.lineAt(start.line).text)),
  );
