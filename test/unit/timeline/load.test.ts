import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAt } from '../../../server/src/timeline/load';
import { parseLoad, parseLoadCsv } from '../../../server/src/timeline/loadText';
import { EventQueue } from '../../../server/src/timeline/eventQueue';
import { resolveSettings, SETTINGS } from '../../../server/src/timeline/settings';
import type { Outcome } from '../../../server/src/util/outcome';

function valuesOf(text: string, seconds: readonly number[], startSecond = 0): number[] {
  const spec = parseLoad(text);
  assert.ok(spec.ok, text);
  return seconds.map(loadAt(spec.value, startSecond));
}

const problemOf = (outcome: Outcome<unknown>): string => (outcome.ok ? '' : outcome.failure.message);

test('loads as they are typed', () => {
  assert.deepEqual(valuesOf('7', [0, 9]), [7, 7]);
  assert.deepEqual(valuesOf('step:from=1,to=5,at=1m', [59, 60]), [1, 5]);
  assert.deepEqual(
    valuesOf('ramp:from=0,to=100,at=100,over=50', [99, 110, 125, 150, 999]),
    [0, 20, 50, 100, 100],
  );
  assert.deepEqual(valuesOf('spike:base=1,peak=9,at=10,for=5', [9, 10, 14, 15, 25]), [1, 9, 9, 1, 1]);
  assert.deepEqual(
    valuesOf('spike:base=1,peak=9,at=10,for=5,every=20', [10, 15, 30, 34, 35]),
    [9, 1, 9, 9, 1],
  );
});

test('a daily load follows the clock and the weekend', () => {
  const monday = Date.UTC(2026, 0, 5) / 1000;
  const text = 'daily:low=100,high=300,peakHour=12,weekendShare=0.5';
  assert.deepEqual(valuesOf(text, [0, 6 * 3600, 12 * 3600, 18 * 3600], monday), [100, 200, 300, 200]);
  assert.deepEqual(valuesOf(text, [5 * 86_400 + 12 * 3600], monday), [200]);
});

test('a load that cannot be read says what would', () => {
  assert.match(problemOf(parseLoad('wave:low=1')), /one of constant, step, ramp/);
  assert.match(problemOf(parseLoad('spike:base=1')), /peak must be a number/);
  assert.match(problemOf(parseLoad('step:from=1,to=2,at=soon')), /is no time, such as 90s/);
});

test('CSV with clock times, RFC 3339 or seconds, with and without a title', () => {
  const at = (text: string, second: number): number => {
    const spec = parseLoadCsv(text);
    assert.ok(spec.ok, problemOf(spec));
    return loadAt(spec.value, 0)(second);
  };
  assert.equal(at('time,rps\n08:00,100\n08:10,200\n', 300), 150);
  assert.equal(at('0;5\n60;5\n120;11\n', 90), 8);
  assert.equal(at('2026-01-05T08:00:00Z,1\n2026-01-05T09:00:00Z,2\n', 3600), 2);
  assert.equal(at('2026-01-05 08:00,1\n2026-01-05 08:02,3\n', 60), 2);
  assert.match(problemOf(parseLoadCsv('0,5\nlater,6\n')), /line 2/);
  assert.match(problemOf(parseLoadCsv('10,5\n5,6\n')), /does not come after/);
});

test('events come by time, then in the order in which they were planned', () => {
  const queue = new EventQueue();
  const seen: string[] = [];
  for (const [at, name] of [
    [5, 'a'],
    [1, 'b'],
    [5, 'c'],
    [0.5, 'd'],
    [3, 'e'],
  ] as const)
    queue.plan(at, () => seen.push(name));
  while (queue.nextAt !== undefined) queue.take()?.run(0);
  assert.equal(seen.join(''), 'bdeac');
});

test('settings: defaults, then presets, then single ones', () => {
  const resolved = resolveSettings(['bottlerocket', 'prometheus-1s'], { metricsDelaySeconds: 0 });
  assert.ok(resolved.ok);
  const { bootSeconds, metricsIntervalSeconds, metricsDelaySeconds, imageMiB } = resolved.value;
  assert.deepEqual([bootSeconds, metricsIntervalSeconds, metricsDelaySeconds], [26, 1, 0]);
  assert.equal(imageMiB, SETTINGS.imageMiB.value);
  assert.match(problemOf(resolveSettings(['botlerocket'])), /did you mean bottlerocket/);
  assert.match(problemOf(resolveSettings([], { bootSecond: 3 })), /did you mean bootSeconds/);
  assert.match(problemOf(resolveSettings([], { bootSeconds: -1 })), /0 or more/);
});
