// Workloads that nothing scales, that a CronHPA alone sizes, and that go to zero: what is written for them stands on its own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as api from '../../../server/src/api';
import type { Comparison, StrategyId } from '../../../server/src/api';

const POOL = readFileSync('examples/spike/nodepool.yaml', 'utf8');
const DEPLOYMENT = readFileSync('examples/spike/checkout.yaml', 'utf8').replace(
  /---\s*apiVersion: autoscaling\/v2[\s\S]*/,
  '',
);
const HPA = readFileSync('examples/spike/checkout.yaml', 'utf8').replace(
  /[\s\S]*(?=apiVersion: autoscaling\/v2)/,
  '',
);

function compared(...texts: readonly string[]): Comparison {
  const files = [POOL, ...texts].map((text, index) => ({ uri: `file:///${index}.yaml`, text }));
  const load = { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 } as const;
  const result = api.strategies({ files, load, podCapacity: 50, start: '2026-01-05T09:00:00Z' });
  assert.ok(!('error' in result), JSON.stringify(result));
  return result;
}

function outcome({ outcomes }: Comparison, id: StrategyId) {
  const found = outcomes.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}

const whyOf = ({ notApplicable }: Comparison, id: StrategyId): string =>
  notApplicable.find((one) => one.id === id)?.why ?? '';

const cronHpa = (
  kind: string,
  apiVersion: string,
): string => `apiVersion: autoscaling.alibabacloud.com/v1beta1
kind: CronHorizontalPodAutoscaler
metadata: { name: day, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: ${apiVersion}, kind: ${kind}, name: checkout }
  jobs: [{ name: up, schedule: "0 0 8 * * *", targetSize: 6 }]
`;

const scaledObject = (spec: string): string => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: checkout, namespace: shop }
spec:
  scaleTargetRef: { name: checkout }
  maxReplicaCount: 40
  cooldownPeriod: 120
  pollingInterval: 10
${spec}  triggers:
    - type: prometheus
      metadata: { serverAddress: http://prometheus.monitoring, query: 'sum(up)', threshold: "25", ignoreNullValues: "false", activationThreshold: "5" }
`;

test('without a scaler a queue is bounded by what the peak needs, and a quarter more to work off what waits', () => {
  const unscaled = compared(DEPLOYMENT);
  const queue = outcome(unscaled, 'queue');
  assert.match(queue.manifests, /minReplicaCount: 1\n {2}maxReplicaCount: 10\n/);
  assert.ok(queue.meets);
  assert.deepEqual(queue.removed, []);
  assert.equal(whyOf(unscaled, 'tuned'), 'nothing scales the workload');
  assert.match(unscaled.reason, /^Only queue meets .* Of the others this one loses least: /);
});

test('a CronHPA that alone sizes the workload gives way to a queue', () => {
  const byClock = compared(DEPLOYMENT, cronHpa('Deployment', 'apps/v1'));
  assert.equal(whyOf(byClock, 'scheduled'), 'a CronHPA alone sets its size, whatever the load');
  assert.deepEqual(outcome(byClock, 'queue').removed, ['CronHorizontalPodAutoscaler/shop/day']);
});

test('a CronHPA over the HPA gives way to the schedule that is written, and goes with the HPA', () => {
  const both = compared(DEPLOYMENT, HPA, cronHpa('HorizontalPodAutoscaler', 'autoscaling/v2'));
  assert.deepEqual(outcome(both, 'scheduled').removed, ['CronHorizontalPodAutoscaler/shop/day']);
  assert.deepEqual(outcome(both, 'queue').removed, [
    'HorizontalPodAutoscaler/shop/checkout',
    'CronHorizontalPodAutoscaler/shop/day',
  ]);
});

test('base capacity drops what counts on the way to zero alone', () => {
  const zero = compared(DEPLOYMENT, scaledObject(''));
  for (const id of ['headroom', 'tuned+headroom'] as const) {
    const { manifests } = outcome(zero, id);
    assert.match(manifests, /minReplicaCount: 2/);
    assert.doesNotMatch(manifests, /cooldownPeriod|pollingInterval|activation/);
    const files = [POOL, DEPLOYMENT, manifests].map((text, index) => ({
      uri: `file:///${index}.yaml`,
      text,
    }));
    const told = api.check(files).findings.filter(({ uri }) => uri === 'file:///2.yaml');
    assert.deepEqual(
      told.map(({ rule, message }) => `${rule}: ${message}`),
      [],
    );
  }
});

test('an idle count still goes to zero, and keeps what counts there', () => {
  const idle = compared(DEPLOYMENT, scaledObject('  idleReplicaCount: 0\n  minReplicaCount: 4\n'));
  const { manifests } = outcome(idle, 'headroom');
  assert.match(manifests, /minReplicaCount: 5/);
  assert.match(manifests, /idleReplicaCount: 0[\s\S]*activationThreshold: ["']5["']/);
});
