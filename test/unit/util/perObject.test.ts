import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perObject } from '../../../server/src/util/perObject';

test('the answer for an object is worked out once, also where it is false, 0 or empty', () => {
  for (const answer of [false, 0, '', 'x']) {
    let count = 0;
    const ask = perObject((_: object) => {
      count++;
      return answer;
    });
    const [one, other] = [{}, {}];
    assert.deepEqual([ask(one), ask(one), ask(other)], [answer, answer, answer]);
    assert.equal(count, 2);
  }
});
