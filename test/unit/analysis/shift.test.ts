import assert from 'node:assert/strict';
import fc from '../../support/fastCheck';
import { test } from 'node:test';
import { positionShift } from '../../../server/src/analysis/shown/shift';
import { offsetOf, positionOf } from '../../../server/src/model/textPosition';

/** The text from where the first occurrence of `word` is now. */
function shifted(before: string, after: string, word: string, stays: 'before' | 'after' = 'after') {
  const position = positionShift(before, after, stays)(positionOf(before, before.indexOf(word)));
  return position && after.slice(offsetOf(after, position));
}

test('what stands before and after an edit is moved, what it replaced is gone', () => {
  assert.equal(shifted('a: 1\nb: 2\nc: 3\n', 'a: 1\nx: 0\nb: 2\nc: 3\n', 'c:'), 'c: 3\n');
  assert.equal(shifted('a: 1\nb: 2\n', 'a: 1\nb: 22\n', 'a'), 'a: 1\nb: 22\n');
  assert.equal(shifted('[one, two, six]', '[one, 22222, six]', 'two'), undefined);
  assert.equal(shifted('[one, two, six]', '[one, 22222, six]', 'six'), 'six]');
  assert.equal(shifted('same', 'same', 'me'), 'me');
});

test('right at an insertion a position goes before or after it', () => {
  assert.equal(shifted('b: 2\n', 'a: 1\nb: 2\n', 'b', 'after'), 'b: 2\n');
  assert.equal(shifted('b: 2\n', 'a: 1\nb: 2\n', 'b', 'before'), 'a: 1\nb: 2\n');
});

test('between two edits a line is found again when it is there as often as before', () => {
  const before = 'x: 1\nkind: A\ny: 1\nkind: A\nz: 1\n';
  const after = 'x: 2\nnew: 0\nkind: A\ny: 1\nkind: A\nz: 2\n';
  const second = positionOf(before, before.lastIndexOf('kind'));
  assert.deepEqual(positionShift(before, after, 'after')(second), { line: 4, character: 0 });
  assert.equal(positionShift(before, after.replace('kind: A\n', ''), 'after')(second), undefined);
});

test('what an edit left alone is found again, wherever the edit was', () => {
  const word = fc.stringMatching(/^[ab\n]{0,6}$/);
  fc.assert(
    fc.property(word, word, word, word, (head, removed, added, tail) => {
      const before = `${head}${removed}${tail}`;
      const after = `${head}${added}${tail}`;
      const position = positionShift(before, after, 'after')(positionOf(before, before.length));
      assert.deepEqual(position, positionOf(after, after.length));
    }),
  );
});
