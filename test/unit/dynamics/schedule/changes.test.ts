import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { scheduledChanges } from '../../../../server/src/dynamics/schedule/changes';
import { decodeCronHpa } from '../../../../server/src/dynamics/schedule/cronHpa';
import { decodeScalingCronJob, effectsOf } from '../../../../server/src/dynamics/schedule/kubectl';
import { UTC, zoneClock } from '../../../../server/src/model/zoneClock';
import { formatSecond } from '../../../../server/src/util/instant';

const MONDAY = Date.UTC(2026, 10, 23) / 1000;
const WEEK = { from: MONDAY, to: MONDAY + 7 * 86_400 };

const cronHpa = (spec: object, clock = UTC) =>
  decodeCronHpa(
    { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec } },
    {
      group: 'autoscaling.alibabacloud.com',
      kind: 'CronHorizontalPodAutoscaler',
      namespace: 'shop',
      name: 'c',
    },
    clock,
  );

test('a CronHPA fires by six fields, but for excluded days', () => {
  const scalings = cronHpa({
    jobs: [{ name: 'up', schedule: '30 0 8 * * 1-5', targetSize: 50 }],
    excludeDates: ['* * * 25 11 *'],
  });
  const changes = scheduledChanges(scalings, WEEK);
  assert.deepEqual(
    changes.map(({ at }) => formatSecond(at).slice(5, 19)),
    ['11-23T08:00:30', '11-24T08:00:30', '11-26T08:00:30', '11-27T08:00:30'],
  );
  assert.deepEqual(changes[0]?.effect, {
    kind: 'replicas',
    target: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' },
    replicas: 50,
  });
});

interface Recorded {
  readonly schedule: string;
  readonly exclude: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
  /** Seconds after `from`, the first of each minute; null: the schedule cannot be read. */
  readonly firings: readonly number[] | null;
}

// What the cron library of kubernetes-cronhpa-controller v1.4.3 and its check of excluded dates did (3,000 more agreed once).
const recorded = readFileSync('test/unit/dynamics/schedule/cronHpaFirings.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

for (const { schedule, exclude, from, to, timeZone, firings } of recorded)
  test(`a CronHPA fires as its controller does: ${schedule}, ${exclude.join(' and ')} left out`, () => {
    const clock = zoneClock(timeZone);
    assert.ok(clock);
    const jobs = [{ name: 'up', schedule, targetSize: 1 }];
    const scalings = cronHpa({ jobs, excludeDates: exclude }, clock);
    const fired = scheduledChanges(scalings, { from: from + 1, to }).map(({ at }) => at - from);
    assert.deepEqual([scalings.length === 0, fired], [firings === null, firings ?? []]);
  });

test('a CronHPA of five fields begins with seconds, and at midnight of its month a day off is every day', () => {
  const [first, second] = scheduledChanges(
    cronHpa({ jobs: [{ name: 'up', schedule: '0 30 8 * *', targetSize: 5 }] }),
    WEEK,
  );
  assert.ok(first && second);
  assert.equal(formatSecond(first.at), '2026-11-23T08:30:00Z');
  assert.equal(second.at - first.at, 86_400);
  const atMidnight = { name: 'down', schedule: '0 0 0 * * *', targetSize: 1 };
  assert.deepEqual(
    scheduledChanges(cronHpa({ jobs: [atMidnight], excludeDates: ['* * * 25 11 *'] }), WEEK),
    [],
  );
});

test('a CronHPA that runs once does', () => {
  const once = { name: 'up', schedule: '0 0 8 * * *', targetSize: 5, runOnce: true };
  assert.equal(scheduledChanges(cronHpa({ jobs: [once] }), WEEK).length, 1);
});

const cronJob = (args: string[], spec: object = {}) =>
  decodeScalingCronJob(
    {
      spec: {
        schedule: '45 7 * * 1-5',
        jobTemplate: { spec: { template: { spec: { containers: [{ command: ['/bin/sh', '-c'], args }] } } } },
        ...spec,
      },
    },
    { group: 'batch', kind: 'CronJob', namespace: 'warm', name: 'warm-up' },
  );

test('a CronJob that scales fires in its time zone', () => {
  const [scaling] = cronJob(['kubectl scale deployment/pause --replicas=10'], { timeZone: 'Europe/Berlin' });
  assert.ok(scaling);
  const [first, ...rest] = scheduledChanges([scaling], WEEK);
  assert.equal(first && formatSecond(first.at), '2026-11-23T06:45:00Z');
  assert.equal(rest.length, 4);
  assert.equal(scaling.clock(MONDAY), zoneClock('Europe/Berlin')?.(MONDAY));
  assert.deepEqual(cronJob(['kubectl scale deployment/pause --replicas=10'], { suspend: true }), []);
});

test('kubectl is read as people write it', () => {
  const named = (text: string) =>
    effectsOf(text, 'own').map(({ target, ...effect }) => [
      target.kind,
      `${target.namespace}/${target.name}`,
      effect,
    ]);
  assert.deepEqual(named('kubectl -n warm scale deploy pause --replicas 3'), [
    ['Deployment', 'warm/pause', { kind: 'replicas', replicas: 3 }],
  ]);
  assert.deepEqual(
    named('set -e; /usr/bin/kubectl scale sts/db --namespace=data --replicas=0 && echo done'),
    [['StatefulSet', 'data/db', { kind: 'replicas', replicas: 0 }]],
  );
  assert.deepEqual(named(`kubectl patch hpa web -p '{"spec":{"minReplicas": 20}}'`), [
    ['HorizontalPodAutoscaler', 'own/web', { kind: 'bounds', min: 20 }],
  ]);
  assert.deepEqual(named('kubectl get pods; aws s3 sync . s3://x'), []);
});
