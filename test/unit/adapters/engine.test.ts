// A thread's space for young objects is as large as the texts that it is started for need it: flags that only look as if they
// were set back leave it at 1 MB. The flags hold for this process, which has nothing else to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { keepHeapSmall, sizeHeapFor } from '../../../server/src/adapters/engine';

const MIB = 1024 * 1024;
/** As the worker's limit, so that only the flags differ. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 192 };

/** Makes far more young objects than there is space for, and tells how large that has become. */
const BUSY = `
  const { getHeapSpaceStatistics } = require('node:v8');
  const { parentPort } = require('node:worker_threads');
  let alive = [];
  for (let made = 0; made < 2e6; made++) {
    alive.push({ made });
    if (alive.length > 50000) alive = [];
  }
  parentPort.postMessage(getHeapSpaceStatistics().find((one) => one.space_name === 'new_space').space_size);
`;

function youngSpaceMib(): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(BUSY, { eval: true, resourceLimits: LIMITS });
    worker.on('message', (bytes: number) => resolve(bytes / MIB));
    worker.on('error', reject);
  });
}

test('a thread has space for young objects by the texts that it is started for', async () => {
  keepHeapSmall();
  const small = await youngSpaceMib();
  assert.ok(small <= 2, `${small} MiB for small texts`);
  sizeHeapFor(100 * 1024);
  const large = await youngSpaceMib();
  assert.ok(large >= 4, `${large} MiB for a large one`);
  sizeHeapFor(5 * MIB);
  const huge = await youngSpaceMib();
  assert.ok(huge >= 16, `${huge} MiB for 5 million characters`);
  sizeHeapFor(1_000);
  const again = await youngSpaceMib();
  assert.ok(again <= 2, `${again} MiB for small texts again`);
});
