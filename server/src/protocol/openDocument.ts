/** The text of an open file, as edits leave it, and where its lines begin. Of a large text the lines are found by the engine's
 *  search, and moved along with edits: both are done on the thread that answers. */
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Position } from '../model/finding';
import { lineOf } from '../util/lineOf';

export class OpenDocument {
  #version: number;
  #text: string;
  /** Worked out with the first edit that has a place. */
  #lines: number[] | undefined;

  constructor(
    readonly uri: string,
    version: number,
    text: string,
  ) {
    this.#version = version;
    this.#text = text;
  }

  get version(): number {
    return this.#version;
  }

  get text(): string {
    return this.#text;
  }

  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      if ('range' in change) this.#replace(change.range.start, change.range.end, change.text);
      else this.#replaceAll(change.text);
    }
    this.#version = version;
  }

  #replaceAll(text: string): void {
    this.#text = text;
    this.#lines = undefined;
  }

  #replace(from: Position, to: Position, text: string): void {
    const lines = (this.#lines ??= lineStarts(this.#text));
    const places = [this.#offset(lines, from), this.#offset(lines, to)] as const;
    const [start, end] = [Math.min(...places), Math.max(...places)];
    const [first, last] = [lineOf(lines, start), lineOf(lines, end)];
    const lineStart = lines[first] ?? 0;
    const rest = lines[last + 1] ?? this.#text.length;
    const written = this.#text.slice(lineStart, start) + text + this.#text.slice(end, rest);
    const isJoined = written.startsWith('\n') && this.#text[lineStart - 1] === '\r';
    const isLast = last + 1 >= lines.length;
    this.#text = this.#text.slice(0, start) + text + this.#text.slice(end);
    // What ended a line by itself has become half of a break.
    if (isJoined) return void (this.#lines = undefined);
    const fresh = lineStarts(written).map((at) => lineStart + at);
    // Where the rest begins is known already.
    if (!isLast) fresh.pop();
    const by = text.length - (end - start);
    for (let line = last + 1; line < lines.length; line++) lines[line] = (lines[line] ?? 0) + by;
    this.#lines = replaced(lines, { from: first, to: last + 1 }, fresh);
  }

  /** Within the text, and never behind the end of the line. */
  #offset(lines: readonly number[], { line, character }: Position): number {
    const start = lines[line];
    if (start === undefined) return line < 0 ? 0 : this.#text.length;
    let end = lines[line + 1] ?? this.#text.length;
    if (line + 1 < lines.length) while (end > start && isBreak(this.#text.charCodeAt(end - 1))) end--;
    return Math.min(start + Math.max(character, 0), end);
  }
}

const isBreak = (unit: number): boolean => unit === LF || unit === CR;

const LF = 0x0a;
const CR = 0x0d;

/** Lines end with LF, CRLF or CR, as the protocol has it. */
function lineStarts(text: string): number[] {
  const starts = [0];
  if (/\r(?!\n)/.test(text))
    for (const found of text.matchAll(/\r\n?|\n/g)) starts.push(found.index + found[0].length);
  else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** More than these are too many arguments for the engine. */
const MAX_ARGUMENTS = 10_000;

function replaced(
  lines: number[],
  { from, to }: { readonly from: number; readonly to: number },
  fresh: readonly number[],
): number[] {
  if (fresh.length > MAX_ARGUMENTS) return [...lines.slice(0, from), ...fresh, ...lines.slice(to)];
  lines.splice(from, to - from, ...fresh);
  return lines;
}
