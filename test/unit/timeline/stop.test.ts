import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { strategiesOfFiles } from '../../../server/src/analysis/motion/strategies';
import { timelineOfFiles } from '../../../server/src/analysis/motion/timeline';
import { TypeCache } from '../../../server/src/simulate/instanceTypes';
import { SolveStopped } from '../../../server/src/solver/solve';

const WEEK = 7 * 24 * 3600;
const request = {
  files: ['nodepool.yaml', 'checkout.yaml'].map((name) => ({
    uri: `file:///${name}`,
    text: readFileSync(`examples/spike/${name}`, 'utf8'),
  })),
  ...{ durationSeconds: WEEK, podCapacity: 50, load: { kind: 'constant', value: 100 } as const },
};
const cache = new TypeCache();

/** @param most  asked once more often than this, it says yes */
function asking(most = Infinity) {
  let count = 0;
  const shouldStop = (): boolean => ++count > most;
  return { resources: { catalog: loadCatalog(), cache, shouldStop }, count: () => count };
}

const SYNCS = WEEK / 15;

test('a week in which nothing has to be solved asks all the same whether it is still wanted', () => {
  const quiet = asking();
  timelineOfFiles(request, quiet.resources);
  assert.ok(quiet.count() > SYNCS, String(quiet.count()));
  const stopped = asking(SYNCS / 2);
  assert.throws(() => timelineOfFiles(request, stopped.resources), SolveStopped);
});

test('a comparison of strategies stops within any of them', () => {
  const { count, resources } = asking();
  strategiesOfFiles(request, resources);
  // One strategy after the other is played: all of them ask.
  assert.ok(count() > 3 * SYNCS, String(count()));
  const late = asking(Math.floor(0.9 * count()));
  assert.throws(() => strategiesOfFiles(request, late.resources), SolveStopped);
  assert.equal(late.count(), Math.floor(0.9 * count()) + 1);
});
