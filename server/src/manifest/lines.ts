/** Offsets to lines and UTF-16 columns. Lines end with LF or CRLF, as in every editor; a lone CR is a character. */
import type { Position } from '../model/finding';
import { lineOf } from '../util/lineOf';

export class LineIndex {
  readonly #starts: number[];

  constructor(text: string) {
    this.#starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  position(offset: number): Position {
    const line = lineOf(this.#starts, offset);
    return { line, character: offset - (this.#starts[line] ?? 0) };
  }

  /** Offset of a position; columns past the end of a line count on. */
  offset(position: Position): number {
    return (this.#starts[position.line] ?? this.#starts.at(-1) ?? 0) + position.character;
  }
}
