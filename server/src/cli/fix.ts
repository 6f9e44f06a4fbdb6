/** `check --fix`: applies the fixes that keep the meaning, in place. Standard input is never written, nor a file that is
 *  not plain UTF-8. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LineIndex } from '../manifest/lines';
import type { Finding, Fix, SourceFile } from '../model/finding';
import { failed, success, type Outcome } from '../util/outcome';
import { STDIN_URI, type InputFile } from './inputs';

/** A fix may uncover another problem: enough rounds for that, few enough to end. */
const MOST_ROUNDS = 5;
const REPLACEMENT_CHARACTER = '\uFFFD';

export interface Fixed {
  readonly files: readonly InputFile[];
  readonly fixCount: number;
  readonly fileCount: number;
}

/** The files with every safe fix applied.
 *  @param findingsOf  what is found in files, asked again after each round */
export function withSafeFixes(
  files: readonly InputFile[],
  findingsOf: (files: readonly SourceFile[]) => readonly Finding[],
): Fixed {
  let current = files;
  let fixCount = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixes = applicable(current, findingsOf(current));
    if (fixes.length === 0) break;
    fixCount += fixes.length;
    current = current.map((file) => ({ ...file, text: edited(file, fixes) }));
  }
  const fileCount = current.filter((file, index) => file.text !== files[index]?.text).length;
  return { files: current, fixCount, fileCount };
}

/** Writes those that differ. */
export function writeChanged(before: readonly InputFile[], after: readonly InputFile[]): Outcome<undefined> {
  for (const [index, file] of after.entries()) {
    if (file.text === before[index]?.text) continue;
    try {
      writeFileSync(fileURLToPath(file.uri), file.text);
    } catch (error) {
      return failed(
        `${file.label}: cannot be written (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  }
  return success(undefined);
}

/** Writes files that are not there yet. */
export function writeNew(files: readonly SourceFile[]): Outcome<undefined> {
  for (const { uri, text } of files) {
    const path = fileURLToPath(uri);
    try {
      writeFileSync(path, text, { flag: 'wx' });
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      const reason = isThere ? 'is there already: move it away' : `cannot be written (${String(error)})`;
      return failed(`${path}: ${reason}`);
    }
  }
  return success(undefined);
}

/** The first safe fix of each finding, but for those that touch what an earlier one changes. */
function applicable(files: readonly InputFile[], findings: readonly Finding[]): readonly Fix[] {
  const writable = new Map(files.filter(isWritable).map((file) => [file.uri, new LineIndex(file.text)]));
  const taken: Span[] = [];
  return findings.flatMap(({ fixes }) => {
    const fix = fixes.find(({ safe }) => safe);
    if (!fix || !fix.edits.every(({ uri }) => writable.has(uri))) return [];
    const spans = fix.edits.flatMap(({ uri, range }) => {
      const lines = writable.get(uri);
      return lines ? [{ uri, start: lines.offset(range.start), end: lines.offset(range.end) }] : [];
    });
    if (spans.some((span) => taken.some((other) => touches(span, other)))) return [];
    taken.push(...spans);
    return [fix];
  });
}

const isWritable = ({ uri, text }: InputFile): boolean =>
  uri !== STDIN_URI && !text.includes(REPLACEMENT_CHARACTER);

interface Span {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

const touches = (a: Span, b: Span): boolean => a.uri === b.uri && a.start <= b.end && b.start <= a.end;

/** Edits from the end, so that earlier places stay valid. */
function edited({ uri, text }: InputFile, fixes: readonly Fix[]): string {
  const lines = new LineIndex(text);
  return fixes
    .flatMap(({ edits }) => edits)
    .filter((edit) => edit.uri === uri)
    .map(({ range, newText }) => ({
      start: lines.offset(range.start),
      end: lines.offset(range.end),
      newText,
    }))
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}
