// The flag holds for this process, which has nothing else to do. Node's tag of compiled code tells whether any is set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cachedDataVersionTag } from 'node:v8';
import { letYoungSpaceGrow, sizeYoungSpace } from '../../../server/src/adapters/youngSpace';

test('small texts set a flag of the engine; large ones and the end of the process leave none', () => {
  const own = cachedDataVersionTag();
  sizeYoungSpace(1_000);
  const small = cachedDataVersionTag();
  assert.notEqual(small, own);
  sizeYoungSpace(100 * 1024);
  assert.equal(cachedDataVersionTag(), own);
  sizeYoungSpace(1_000);
  assert.equal(cachedDataVersionTag(), small);
  letYoungSpaceGrow();
  assert.equal(cachedDataVersionTag(), own);
});
