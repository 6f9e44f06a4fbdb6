import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMarkWritten } from '../../../client/src/jsonMark';

/** As an editor has it: no line is there but its own. */
const documentOf = (...lines: readonly string[]) => ({
  lineCount: lines.length,
  lineAt(line: number): { text: string } {
    const text = lines[line];
    if (text === undefined) throw new Error('Illegal value for `line`');
    return { text };
  },
});
const change = (line: number, text = '') => ({ text, range: { start: { line } } });

test('the mark of a manifest counts when it is pasted, and when its last letter is typed', () => {
  assert.equal(isMarkWritten([change(0, '{"apiVersion": "v1"}')], documentOf('')), true);
  assert.equal(isMarkWritten([change(1, '"')], documentOf('{', '  "apiVersion"')), true);
  assert.equal(isMarkWritten([change(0, '"')], documentOf('{"kind"', '  "apiVersion"')), false);
});

test('an edit that takes lines away in two places may name one that is no longer there', () => {
  const changes = [change(9), change(1)];
  assert.equal(isMarkWritten(changes, documentOf('{', '"a"')), false);
  assert.equal(isMarkWritten(changes, documentOf('{', '"apiVersion": "v1"')), true);
});
