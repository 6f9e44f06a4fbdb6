import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hpa } from '../../../../server/src/api';
import { playHpa } from '../../../../server/src/dynamics/hpa/scenario/play';

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' };
const cpu = (averageUtilization: number): object => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});

const manifest = (spec: object): object => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'app' },
  spec: { scaleTargetRef: target, minReplicas: 1, maxReplicas: 50, metrics: [cpu(50)], ...spec },
});

/** A load that jumps at 20 s; pods with 200m, ready in 5 s. */
const spike = (spec: object, more: object = {}): Readonly<Record<string, unknown>> => ({
  hpa: manifest(spec),
  ...{ initialReplicas: 1, podRequests: { cpuMilli: 200 }, podReadySeconds: 5, metricsWindowSeconds: 15 },
  load: [
    { t: 0, cpuMilliTotal: 80 },
    { t: 20, cpuMilliTotal: 4000 },
  ],
  durationSeconds: 120,
  ...more,
});

const sizes = (scenario: Readonly<Record<string, unknown>>): number[] =>
  playHpa(scenario).events.map(({ to }) => to);

test('without behavior one goes to four, with an empty one to five', () => {
  assert.equal(sizes(spike({}))[0], 4);
  assert.equal(sizes(spike({ behavior: {} }))[0], 5);
});

test('a utilization exactly at the tolerance changes nothing', () => {
  const steady = (cpuMilliTotal: number): number[] =>
    sizes(spike({}, { initialReplicas: 2, load: [{ t: 0, cpuMilliTotal }] }));
  assert.deepEqual(steady(220), []);
  assert.deepEqual(steady(224), [3]);
});

test('the starting size holds a scale-down for five minutes', () => {
  const { events } = playHpa(
    spike({}, { initialReplicas: 8, load: [{ t: 0, cpuMilliTotal: 100 }], durationSeconds: 600 }),
  );
  assert.deepEqual(
    events.map(({ t, from, to }) => [t, from, to]),
    [[330, 8, 1]],
  );
});

test('one failing metric blocks scaling down, not up', () => {
  const external = {
    type: 'External',
    external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '5' } },
  };
  const spec = { metrics: [cpu(50), external] };
  assert.deepEqual(sizes(spike(spec)).at(-1), 40);
  const idle = spike(spec, { initialReplicas: 8, load: [{ t: 0, cpuMilliTotal: 80 }], durationSeconds: 900 });
  const run = playHpa(idle);
  assert.deepEqual(run.events, []);
  assert.equal(run.ticks.at(-1)?.[7], '-FailedGetExternalMetric');
  assert.equal(run.ticks.at(-1)?.[3], null);
});

test('policies: the period counts both directions, percent rounds up on the way up', () => {
  const behavior = { scaleUp: { policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] } };
  assert.deepEqual(sizes(spike({ behavior }, { durationSeconds: 200 })), [2, 3, 4]);
});

test('a target of zero replicas is left alone; sizes outside the bounds are mended first', () => {
  assert.equal(playHpa(spike({}, { initialReplicas: 0 })).ticks[0]?.[7], '-ScalingDisabled');
  const [event] = playHpa(spike({ minReplicas: 3 })).events;
  assert.equal(event?.reason, 'Current number of replicas below Spec.MinReplicas');
});

test('what the API server refuses is not played', () => {
  assert.equal(hpa(spike({ maxReplicas: 0 })).rejected, true);
  assert.equal(hpa(spike({ minReplicas: 0 })).rejected, true);
  assert.equal(hpa({}).rejected, true);
  assert.equal(hpa(spike({})).rejected, undefined);
});

test('feature gates: scaling to zero needs an outside metric, tolerances vanish without their gate', () => {
  const gates = { featureGates: { HPAScaleToZero: true } };
  assert.equal(hpa(spike({ minReplicas: 0 }, gates)).rejected, true);
  const queue = {
    type: 'External',
    external: { metric: { name: 'q' }, target: { type: 'AverageValue', averageValue: '5' } },
  };
  assert.equal(hpa(spike({ minReplicas: 0, metrics: [queue] }, gates)).rejected, undefined);
  const behavior = { scaleUp: { tolerance: '-0.1' } };
  assert.equal(hpa(spike({ behavior })).rejected, true);
  assert.equal(
    hpa(spike({ behavior }, { featureGates: { HPAConfigurableTolerance: false } })).rejected,
    undefined,
  );
});

// calculateScaleUpLimitWithScalingRules adds in 32 bits; int32() of a float that does not fit is the smallest integer.
test('a policy of more pods than 32 bits hold allows none', () => {
  const policies = (value: number): object => ({
    behavior: { scaleUp: { policies: [{ type: 'Pods', value, periodSeconds: 15 }] } },
  });
  assert.deepEqual(sizes(spike(policies(2147483647))), []);
  assert.deepEqual(sizes(spike(policies(2147483646))).slice(0, 1), [40]);
});

test('a count of replicas past 32 bits is capped for an external metric, and none at all for an object', () => {
  const target = { type: 'AverageValue', averageValue: '1m' };
  const describedObject = { apiVersion: 'v1', kind: 'Service', name: 'queue' };
  const play = (metric: object, load: object): number[] =>
    sizes({
      ...spike({ metrics: [metric] }, { initialReplicas: 8, durationSeconds: 600 }),
      load: [{ t: 0, ...load }],
    });
  const external = { type: 'External', external: { metric: { name: 'jobs' }, target } };
  const object = { type: 'Object', object: { metric: { name: 'jobs' }, describedObject, target } };
  assert.deepEqual(play(external, { external: { jobs: 5_000_000 } }), [16, 32, 50]);
  assert.deepEqual(play(object, { object: { jobs: 5_000_000 } }), [1]);
});

test('losses of readiness count in whatever order they are written', () => {
  const flaps = [
    { from: 200, to: 260, count: 2 },
    { from: 50, to: 110, count: 1 },
  ];
  const play = (readinessFlaps: object[]): readonly unknown[] =>
    playHpa(spike({}, { initialReplicas: 4, durationSeconds: 300, readinessFlaps })).ticks;
  assert.deepEqual(play(flaps), play([...flaps].reverse()));
  assert.notDeepEqual(play(flaps), play([]));
});
