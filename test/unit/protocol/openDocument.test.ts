// What edits make of an open file's text: the protocol's reference implementation says the same after any of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../../support/fastCheck';
import {
  TextDocument,
  type Position,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-textdocument';
import { OpenDocument } from '../../../server/src/protocol/openDocument';

const anyText = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', 'é', '😀'), { maxLength: 12 })
  .map((parts) => parts.join(''));
const anyPlace = fc.record({ line: fc.nat(8), character: fc.nat(6) });
const anyChange: fc.Arbitrary<TextDocumentContentChangeEvent> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ range: fc.record({ start: anyPlace, end: anyPlace }), text: anyText }),
  },
  { weight: 1, arbitrary: fc.record({ text: anyText }) },
);

function within(change: TextDocumentContentChangeEvent, lineCount: number): TextDocumentContentChangeEvent {
  if (!('range' in change)) return change;
  const place = ({ line, character }: Position): Position => ({ line: line % lineCount, character });
  return { text: change.text, range: { start: place(change.range.start), end: place(change.range.end) } };
}

describe('the text of an open file', () => {
  it('is what the reference implementation makes of the same edits', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(fc.array(anyChange, { maxLength: 3 }), { maxLength: 8 }),
        (text, edits) => {
          const document = new OpenDocument('file:///a.yaml', 1, text);
          const reference = TextDocument.create('file:///a.yaml', 'yaml', 1, text);
          edits.forEach((changes, index) => {
            // One after the other: behind its last line the reference loses count.
            for (const any of changes) {
              const change = within(any, reference.lineCount);
              document.update([change], index + 2);
              TextDocument.update(reference, [change], index + 2);
            }
            assert.equal(document.text, reference.getText());
          });
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('takes places behind the end for the end', () => {
    const document = new OpenDocument('file:///a.yaml', 1, 'a\nb');
    const far = { line: 9, character: 9 };
    document.update([{ range: { start: far, end: far }, text: '!' }], 2);
    document.update(
      [{ range: { start: { line: 0, character: 7 }, end: { line: 1, character: 0 } }, text: ' ' }],
      3,
    );
    assert.equal(document.text, 'a b!');
    assert.equal(document.version, 3);
  });

  it('takes in more lines at once than the engine takes arguments', () => {
    const document = new OpenDocument('file:///a.yaml', 1, 'first\nlast');
    const place = { line: 1, character: 0 };
    document.update([{ range: { start: place, end: place }, text: 'line\n'.repeat(200_000) }], 2);
    const end = { line: 200_001, character: 4 };
    document.update([{ range: { start: end, end }, text: '!' }], 3);
    assert.ok(document.text.endsWith('line\nlast!'));
  });
});
