import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cronActivity, cronWatch, decodeCronTrigger } from '../../../../server/src/dynamics/keda/cronScaler';
import { seededRandom } from '../../../../server/src/util/random';

const SCHEDULES = [
  ['30 9 * * *', '0 17 * * *'],
  ['0 8 * * 1-5', '0 18 * * 1-5'],
  ['30 1 * * *', '30 2 * * *'],
  ['*/7 * * * *', '*/11 * * * *'],
  ['CRON_TZ=Asia/Kolkata 5 0 * * *', '55 23 * * *'],
  ['0 0 30 2 *', '0 12 * * *'],
] as const;

const triggerOf = (start: string, end: string, timezone: string) => {
  const trigger = decodeCronTrigger({ start, end, timezone, desiredReplicas: '3' });
  assert.ok(trigger.ok);
  return trigger.value;
};

/** Days on which clocks change in these zones. */
const CHANGES = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'];
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];

test('a cron trigger that is watched says at each second what it says when asked for the first time', () => {
  const random = seededRandom(11);
  for (const timezone of ZONES)
    for (const [start, end] of SCHEDULES) {
      const trigger = triggerOf(start, end, timezone);
      const watch = cronWatch(trigger);
      for (const day of CHANGES) {
        const from = Date.parse(`${day}T00:00:00Z`) / 1000 - 12 * 3600;
        for (let second = from; second < from + 36 * 3600; second += 1 + Math.floor(random() * 600))
          assert.deepEqual(
            watch(second),
            cronActivity(trigger, second),
            `${timezone} ${start} ${end} ${second}`,
          );
      }
    }
});

test('polls of a week look at the clock hardly more than once a quarter of an hour', () => {
  let looks = 0;
  const trigger = triggerOf('30 9 * * *', '0 17 * * *', 'UTC');
  const watch = cronWatch({ ...trigger, clock: () => (looks++, 0) });
  const monday = Date.UTC(2026, 0, 5) / 1000;
  const cost = (seconds: number): number => {
    looks = 0;
    for (let second = 0; second < seconds; second += 15) watch(monday + second);
    return looks;
  };
  const once = cost(15);
  assert.ok(once > 0 && cost(7 * 24 * 3600) < 7 * 24 * 4 * 200, String(looks));
});

test('a watch of a zone that does not exist fails each time', () => {
  const watch = cronWatch(triggerOf('30 9 * * *', '0 17 * * *', 'Mars/Base'));
  assert.ok(!watch(0).ok && !watch(15).ok);
});
