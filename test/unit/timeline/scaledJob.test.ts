import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Timeline, TimelineRequest } from '../../../server/src/api';
import { played, renderJob } from '../../support/timelines';

const POOL = { uri: 'file:///pool.yaml', text: readFileSync('examples/spike/nodepool.yaml', 'utf8') };
function play(load: TimelineRequest['load']): Timeline {
  const files = [POOL, { uri: 'file:///render.yaml', text: renderJob(30) }];
  return played({ files, load, podCapacity: 1 / 30, durationSeconds: 7200 });
}

const delayOf = ({ t, since }: Timeline['waves'][number]): number => t - since;

test('the wait for a Job is that of its message, and does not grow with the length of the day', () => {
  const { waves, slo } = play({ kind: 'constant', value: 0.5 });
  const late = waves.filter(({ t }) => t > 3600).map(delayOf);
  assert.ok(late.length > 200 && Math.max(...late) <= slo.timeToServe.p50Seconds, String(Math.max(...late)));
});

test('while as many Jobs run as may, the wait of a Job is that of its message, and falls again', () => {
  const { waves, slo } = play({ kind: 'spike', base: 0.1, peak: 2, atSeconds: 600, forSeconds: 900 });
  const longest = Math.max(...waves.map(delayOf));
  // 1,800 messages come in 900 s, and 30 Jobs of 30 s take about one a second, less the pauses between two polls.
  assert.ok(longest > 900 && longest <= slo.timeToServe.maxSeconds, `${longest}`);
  const after = waves.filter(({ t }) => t > 4500).map(delayOf);
  assert.ok(after.length > 100 && Math.max(...after) <= 40, String(Math.max(...after)));
});
