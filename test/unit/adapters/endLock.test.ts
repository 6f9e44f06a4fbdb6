import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { newEndLock, release, takeForEnd, whileNotEnded } from '../../../server/src/adapters/endLock';

const FREE = 0;
const UNPACKING = 1;
const ENDING = 2;

test('who unpacks holds the lock meanwhile, also where that fails', () => {
  const lock = newEndLock();
  assert.equal(
    whileNotEnded(lock, () => lock[0]),
    UNPACKING,
  );
  assert.equal(lock[0], FREE);
  const fail = (): never => {
    throw new Error('on purpose');
  };
  assert.throws(() => whileNotEnded(lock, fail), /on purpose/);
  assert.equal(lock[0], FREE);
});

test('who ends a thread takes it, twice without waiting, and the next thread may have it afterwards', () => {
  const lock = newEndLock();
  const start = performance.now();
  takeForEnd(lock);
  takeForEnd(lock);
  assert.ok(performance.now() - start < 400);
  assert.equal(lock[0], ENDING);
  release(lock);
  assert.equal(
    whileNotEnded(lock, () => 'unpacked'),
    'unpacked',
  );
});

/** Unpacks for some time, which it notes. */
const SCRIPT = `
const { parentPort, workerData: { lock, times } } = require('node:worker_threads');
Atomics.store(lock, 0, ${UNPACKING});
parentPort.postMessage('unpacking');
const end = Date.now() + 100;
while (Date.now() < end);
Atomics.store(times, 0, 1);
Atomics.store(lock, 0, ${FREE});
Atomics.notify(lock, 0);
`;

test('who ends a thread waits until it has unpacked', async () => {
  const lock = newEndLock();
  const times = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(SCRIPT, { eval: true, workerData: { lock, times } });
  await once(worker, 'message');
  takeForEnd(lock);
  assert.deepEqual([lock[0], times[0]], [ENDING, 1]);
  await worker.terminate();
});

test('a thread that goes on unpacking is ended all the same', () => {
  const lock = newEndLock();
  lock[0] = UNPACKING;
  takeForEnd(lock);
  assert.equal(lock[0], ENDING);
});

test('a thread that waits for its end can be ended', async () => {
  const lock = newEndLock();
  takeForEnd(lock);
  const waits = `const { parentPort, workerData } = require('node:worker_threads');
    parentPort.postMessage('waits'); Atomics.wait(workerData, 0, ${ENDING}); parentPort.postMessage('goes on');`;
  const worker = new Worker(waits, { eval: true, workerData: lock });
  await once(worker, 'message');
  let hasGoneOn = false;
  worker.on('message', () => (hasGoneOn = true));
  await worker.terminate();
  assert.equal(hasGoneOn, false);
});
