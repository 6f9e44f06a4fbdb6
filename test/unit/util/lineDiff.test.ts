/** The changes of a diff turn one text into the other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineChanges, unifiedHunks } from '../../../server/src/util/lineDiff';
import { seededRandom } from '../../../server/src/util/random';

function applied(before: readonly string[], after: readonly string[]): string[] {
  const result = [...before];
  for (const { from, to, lines } of [...lineChanges(before, after)].reverse())
    result.splice(from, to - from, ...lines);
  return result;
}

test('whatever the texts, the changes lead from one to the other', () => {
  const random = seededRandom(7);
  const some = (): string[] =>
    Array.from({ length: Math.floor(random() * 12) }, () => 'abc'.charAt(Math.floor(random() * 3)));
  for (let round = 0; round < 300; round++) {
    const [before, after] = [some(), some()];
    assert.deepEqual(applied(before, after), after);
  }
});

test('equal lines between two changes stay out of both', () => {
  assert.deepEqual(lineChanges(['a', 'b', 'c'], ['x', 'b', 'y']), [
    { from: 0, to: 1, lines: ['x'] },
    { from: 2, to: 3, lines: ['y'] },
  ]);
  assert.deepEqual(lineChanges(['a'], ['a']), []);
});

test('hunks count their lines on both sides', () => {
  const before = Array.from({ length: 20 }, (_, index) => String(index)).join('\n');
  const after = before.replace('\n2\n', '\n').replace('\n17\n', '\n17\nnew\n');
  const heads = unifiedHunks(before, after).filter((line) => line.startsWith('@@'));
  assert.deepEqual(heads, ['@@ -1,6 +1,5 @@', '@@ -16,5 +15,6 @@']);
});
