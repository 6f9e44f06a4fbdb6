// The flag holds for this process, which has nothing else to do. Node's tag of compiled code tells whether any is set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cachedDataVersionTag } from 'node:v8';
import {
  forgetThread,
  newYoungSpace,
  sizeYoungSpace,
  withoutFlags,
} from '../../../server/src/adapters/youngSpace';

test('small texts set a flag of the engine, large ones take it back', () => {
  const own = cachedDataVersionTag();
  const space = newYoungSpace();
  sizeYoungSpace(space, 1_000);
  assert.notEqual(cachedDataVersionTag(), own);
  sizeYoungSpace(space, 100 * 1024);
  assert.equal(cachedDataVersionTag(), own);
});

test('some work is done without it, and it is set again even if that fails', () => {
  const own = cachedDataVersionTag();
  const space = newYoungSpace();
  assert.equal(withoutFlags(space, cachedDataVersionTag), own);
  sizeYoungSpace(space, 1_000);
  const small = cachedDataVersionTag();
  assert.equal(withoutFlags(space, cachedDataVersionTag), own);
  assert.equal(cachedDataVersionTag(), small);
  const fail = (): never => {
    throw new Error('on purpose');
  };
  assert.throws(() => withoutFlags(space, fail), /on purpose/);
  assert.equal(cachedDataVersionTag(), small);
  sizeYoungSpace(space, 100 * 1024);
});

test('another thread that is at such work has no flag set meanwhile; whoever is last sets it', () => {
  const own = cachedDataVersionTag();
  const space = newYoungSpace();
  withoutFlags(space, () => {
    sizeYoungSpace(space, 1_000);
    assert.equal(cachedDataVersionTag(), own);
    withoutFlags(space, () => undefined);
    assert.equal(cachedDataVersionTag(), own);
  });
  assert.notEqual(cachedDataVersionTag(), own);
  sizeYoungSpace(space, 100 * 1024);
  assert.equal(cachedDataVersionTag(), own);
});

test('a thread that was ended at such work is forgotten', () => {
  const own = cachedDataVersionTag();
  const space = newYoungSpace();
  // What a worker thread leaves behind.
  space[2] = 1;
  sizeYoungSpace(space, 1_000);
  assert.equal(cachedDataVersionTag(), own);
  forgetThread(space);
  sizeYoungSpace(space, 1_000);
  assert.notEqual(cachedDataVersionTag(), own);
  sizeYoungSpace(space, 100 * 1024);
});
