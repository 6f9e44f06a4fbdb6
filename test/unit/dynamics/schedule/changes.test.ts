import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduledChanges } from '../../../../server/src/dynamics/schedule/changes';
import { decodeCronHpa } from '../../../../server/src/dynamics/schedule/cronHpa';
import { decodeScalingCronJob, effectsOf } from '../../../../server/src/dynamics/schedule/kubectl';
import { UTC, zoneClock } from '../../../../server/src/model/zoneClock';
import { formatSecond } from '../../../../server/src/util/instant';

const MONDAY = Date.UTC(2026, 10, 23) / 1000;
const WEEK = { from: MONDAY, to: MONDAY + 7 * 86_400 };

const cronHpa = (spec: object) =>
  decodeCronHpa(
    { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec } },
    {
      group: 'autoscaling.alibabacloud.com',
      kind: 'CronHorizontalPodAutoscaler',
      namespace: 'shop',
      name: 'c',
    },
    UTC,
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
