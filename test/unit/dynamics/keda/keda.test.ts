import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeKeda } from '../../../../server/src/dynamics/keda/judge';

const OFFICE = {
  start: '0 8 * * 1-5',
  end: '0 20 * * 1-5',
  timezone: 'Europe/Berlin',
  desiredReplicas: '10',
};

function activity(metadata: unknown, at: string): unknown {
  const { cases, error } = judgeKeda({ kind: 'cron', metadata, at: [at] });
  return error ?? (cases as { active?: boolean; error?: string }[])[0]?.active;
}

test('cron: active when the next end comes before the next start, in the trigger’s zone', () => {
  assert.equal(activity(OFFICE, '2026-11-25T06:59:59Z'), false);
  assert.equal(activity(OFFICE, '2026-11-25T07:00:00Z'), true);
  assert.equal(activity(OFFICE, '2026-07-15T06:00:00Z'), true);
  assert.equal(activity(OFFICE, '2026-11-28T12:00:00Z'), false);
});

test('cron: a start that never fires is always active, an end that never fires never', () => {
  assert.equal(activity({ ...OFFICE, start: '0 0 31 2 *' }, '2026-11-25T00:00:00Z'), true);
  assert.equal(activity({ ...OFFICE, end: '0 0 31 2 *' }, '2026-11-25T12:00:00Z'), false);
});

test('cron: the zone of the schedule wins; an unknown zone of the trigger shows only when asked', () => {
  const tokyo = { ...OFFICE, start: 'TZ=Asia/Tokyo 0 8 * * *', end: 'TZ=Asia/Tokyo 0 20 * * *' };
  assert.equal(activity(tokyo, '2026-11-24T23:00:00Z'), true);
  const unknown = judgeKeda({
    kind: 'cron',
    metadata: { ...OFFICE, timezone: 'Mars/Base' },
    at: ['2026-11-25T00:00:00Z'],
  });
  assert.equal(unknown.error, undefined);
  assert.deepEqual(unknown.cases, [{ at: '2026-11-25T00:00:00Z', error: 'there is no time zone Mars/Base' }]);
});

test('cron: what KEDA refuses', () => {
  const refused = [
    { ...OFFICE, start: '@daily' },
    { ...OFFICE, start: 'TZ=Mars/Base 0 8 * * *' },
    { ...OFFICE, end: OFFICE.start },
    { ...OFFICE, end: ' ' },
    { ...OFFICE, desiredReplicas: '0' },
    { ...OFFICE, desiredReplicas: '1.5' },
    { ...OFFICE, desiredReplicas: '+5' },
    { ...OFFICE, timezone: undefined },
    undefined,
  ];
  for (const metadata of refused)
    assert.equal(typeof judgeKeda({ kind: 'cron', metadata }).error, 'string', JSON.stringify(metadata));
});

function events(spec: object, more: object): unknown {
  return judgeKeda({ kind: 'activation', spec, durationSeconds: 600, ...more }).events;
}

test('activation: to the minimum or one; to zero in one step after the cooldown', () => {
  const burst = {
    activity: [
      { t: 50, active: true },
      { t: 100, active: false },
    ],
  };
  assert.deepEqual(events({}, { ...burst, externalScale: [{ t: 70, replicas: 7 }] }), [
    { t: 60, from: 0, to: 1 },
    { t: 390, from: 7, to: 0 },
  ]);
  assert.deepEqual(events({ minReplicaCount: 3 }, { ...burst }), [{ t: 0, from: 0, to: 3 }]);
  assert.deepEqual(events({ minReplicaCount: 3, idleReplicaCount: 1 }, { ...burst, initialReplicas: 1 }), [
    { t: 60, from: 1, to: 3 },
    { t: 390, from: 3, to: 1 },
  ]);
});

test('activation: an error freezes the replicas, and so do the annotations', () => {
  const failing = { initialReplicas: 2, activity: [{ t: 0, active: false, error: true }] };
  assert.deepEqual(events({}, failing), []);
  assert.deepEqual(events({ fallback: { replicas: 3, failureThreshold: 1 } }, failing), []);
  const idle = { initialReplicas: 2, activity: [] };
  assert.deepEqual(
    events({}, { ...idle, annotations: { 'autoscaling.keda.sh/paused-scale-in': 'yes' } }),
    [],
  );
  assert.deepEqual(events({}, { ...idle, annotations: { 'autoscaling.keda.sh/paused': 'false' } }), [
    { t: 0, from: 2, to: 0 },
  ]);
});

test('the bounds of the HPA, and what the webhook holds against them', () => {
  const { hpaMinReplicas, hpaMaxReplicas, boundsError } = judgeKeda({
    kind: 'activation',
    spec: { minReplicaCount: 9, maxReplicaCount: 5 },
  });
  assert.deepEqual([hpaMinReplicas, hpaMaxReplicas], [9, 5]);
  assert.equal(boundsError, 'minReplicaCount 9 is above maxReplicaCount 5');
});
