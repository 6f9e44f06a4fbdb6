import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameEnds } from '../../../server/src/util/sameEnds';

const ends = (before: string, after: string): readonly [number, number] => {
  const { head, tail } = sameEnds([...before], [...after], Object.is);
  return [head, tail];
};

test('what two lists share at both ends is counted', () => {
  assert.deepEqual(ends('abcde', 'abXde'), [2, 2]);
  assert.deepEqual(ends('abc', 'abXYc'), [2, 1]);
  assert.deepEqual(ends('', 'a'), [0, 0]);
  assert.deepEqual(ends('abc', 'abc'), [3, 0]);
});

test('no item counts at both ends', () => {
  assert.deepEqual(ends('aa', 'aaa'), [2, 0]);
  assert.deepEqual(ends('aba', 'a'), [1, 0]);
});

test('what is the same is for the caller to say', () => {
  const sameLetter = (one: string | undefined, other: string | undefined): boolean =>
    one?.toLowerCase() === other?.toLowerCase();
  assert.deepEqual(sameEnds(['a', 'b', 'c'], ['A', 'x', 'C'], sameLetter), { head: 1, tail: 1 });
});
