/** What properties of texts are made of: pieces, edits, and the check that places are in the text. */
import assert from 'node:assert/strict';
import fc from '../support/fastCheck';
import type { Finding } from '../../server/src/model/finding';

/** Pieces that mean something to YAML or to the API server, or confuse them. */
export const PIECE = fc.constantFrom(
  ...['a: ', '- ', '? ', ': ', '\n', '\r\n', '\t', '  ', '{', '}', '[', ']', ',', '"', "'", '|', '>'],
  ...['&a ', '*a', '!!int ', '<<: ', '#', '%', '@', '---\n', '...\n', 'apiVersion: v1\n', 'kind: Pod\n'],
  ...['metadata:\n', '  name: x\n', 'spec:\n', '__proto__: ', 'constructor: ', 'null', 'yes', '0x1F', '1e3'],
  ...['.inf', '${A}', '$(B)', '{{ .x }}', '\ufeff', '\u0000', '\ud800', '😀', '\u2028', 'é'],
);

/** As typed: a few characters go, a word comes. `at` counts round the text. */
export interface Typing {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

export const anyTyping: fc.Arbitrary<Typing> = fc.record({
  at: fc.nat(10_000),
  remove: fc.nat(3),
  insert: fc.oneof(fc.constant(''), PIECE, fc.string({ maxLength: 3 })),
});

export function applyTyping(text: string, { at, remove, insert }: Typing): string {
  const start = text === '' ? 0 : at % text.length;
  return text.slice(0, start) + insert + text.slice(start + remove);
}

/** Every place that a finding names is in the text, or at its end. */
export function assertPlaces(text: string, findings: readonly Finding[]): void {
  const lines = text.split('\n');
  for (const { range, message, fixes } of findings) {
    for (const { start, end } of [range, ...fixes.flatMap((fix) => fix.edits.map((edit) => edit.range))]) {
      for (const { line, character } of [start, end]) {
        assert.ok(
          line < lines.length && character <= (lines[line] ?? '').length,
          `${message}: ${line}:${character} is not in the text`,
        );
      }
      assert.ok(
        start.line < end.line || (start.line === end.line && start.character <= end.character),
        message,
      );
    }
  }
}
