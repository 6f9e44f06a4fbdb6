/** A CronHPA in a timeline: by the clock of its controller, which is told where it is taken for granted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimelineRequest } from '../../../server/src/api';
import { anyPool, deployment } from '../../support/manifests';
import { played } from '../../support/timelines';

const CRON_HPA = `apiVersion: autoscaling.alibabacloud.com/v1beta1
kind: CronHorizontalPodAutoscaler
metadata: { name: web, namespace: default }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  jobs: [{ name: up, schedule: "0 30 8 * * *", targetSize: 6 }]
`;
const request = (more: Partial<TimelineRequest>): TimelineRequest => ({
  files: [
    {
      uri: 'file:///all.yaml',
      text: [anyPool(), deployment('web'), CRON_HPA].join('---\n'),
    },
  ],
  workload: 'default/web',
  load: { kind: 'constant', value: 1 },
  durationSeconds: 3600,
  ...more,
});

const raisedAt = (more: Partial<TimelineRequest>): readonly number[] =>
  played(request(more))
    .events.filter(({ kind, t }) => kind === 'schedule' && t > 0)
    .map(({ t }) => t);

const told = (more: Partial<TimelineRequest>): number =>
  played(request(more)).assumptions.filter((one) => one.includes('CronHPA')).length;

test('a CronHPA fires by the clock of its controller', () => {
  assert.deepEqual(raisedAt({ start: '2026-01-05T08:00:00Z' }), [1800]);
  assert.deepEqual(raisedAt({ start: '2026-01-05T00:00:00Z' }), []);
  assert.deepEqual(raisedAt({ start: '2026-01-05T00:00:00Z', cronHpaTimeZone: 'Asia/Shanghai' }), [1800]);
});

test('that the clock is UTC is an assumption, unless it is given', () => {
  assert.equal(told({}), 1);
  assert.equal(told({ cronHpaTimeZone: 'UTC' }), 0);
});

test('where only the clock sets the size, that is said', () => {
  const { assumptions } = played(request({ cronHpaTimeZone: 'UTC' }));
  assert.ok(assumptions.includes('Its size is set by the clock alone: CronHorizontalPodAutoscaler/web.'));
});
