import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Patience } from '../../../client/src/patience';

describe('whether something is at work', () => {
  it('is not told of what is done soon', (t) => {
    const { told, patience, tick } = start(t);
    patience.set(true);
    tick(299);
    patience.set(false);
    tick(1_000);
    assert.deepEqual(told, []);
  });

  it('is told after a while, counted from the beginning, and when it ends', (t) => {
    const { told, patience, tick } = start(t);
    patience.set(true);
    tick(200);
    patience.set(true);
    tick(100);
    assert.deepEqual([told, patience.isShown], [[true], true]);
    patience.set(true);
    tick(1_000);
    patience.set(false);
    assert.deepEqual([told, patience.isShown], [[true, false], false]);
  });

  it('is told no more once it is disposed of', (t) => {
    const { told, patience, tick } = start(t);
    patience.set(true);
    patience.dispose();
    tick(1_000);
    assert.deepEqual(told, []);
  });
});

function start({ mock }: TestContext) {
  mock.timers.enable({ apis: ['setTimeout'] });
  const told: boolean[] = [];
  const patience = new Patience(300, (isBusy) => told.push(isBusy));
  return { told, patience, tick: (ms: number) => mock.timers.tick(ms) };
}
