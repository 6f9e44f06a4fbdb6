import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generatedHpa } from '../../../../server/src/dynamics/keda/generatedHpa';
import { decodeScaledJob, jobsToStart } from '../../../../server/src/dynamics/keda/scaledJob';
import {
  decodeFallback,
  decodeModifiers,
  fallbackNumber,
  ScaledMetrics,
} from '../../../../server/src/dynamics/keda/scaledMetrics';
import { decodeScaleLoop } from '../../../../server/src/dynamics/keda/scaledObject';
import { decodeTriggers, type ExternalTrigger } from '../../../../server/src/dynamics/keda/triggers';

const SPEC = {
  triggers: [
    { type: 'aws-sqs-queue', name: 'queue', metadata: { queueLength: '20', activationQueueLength: '3' } },
    { type: 'prometheus', name: 'rate', metadata: { threshold: '2.5' } },
    { type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } },
  ],
};

const externals = (spec: unknown): readonly ExternalTrigger[] =>
  decodeTriggers(spec).filter((trigger) => trigger.kind === 'external');

function metricsOf(spec: object): ScaledMetrics {
  return new ScaledMetrics(externals(spec), decodeModifiers(spec), decodeFallback(spec));
}

const PODS = { replicas: 8, readyCount: 4 };
const podsNow = (): typeof PODS => PODS;

test('targets, activation and gauge come from each scaler', () => {
  assert.deepEqual(
    externals(SPEC).map(({ metricName, target, activation, gauge }) => [
      metricName,
      target,
      activation,
      gauge,
    ]),
    [
      ['s0-aws-sqs-queue', 20, 3, 'backlog'],
      ['s1-prometheus', 2.5, 0, 'demand'],
    ],
  );
  const [unset] = externals({ triggers: [{ type: 'kafka', metadata: {} }] });
  assert.equal(unset?.target, 10);
});

test('the HPA has the external metrics before the resource ones, or one composite metric', () => {
  const loop = decodeScaleLoop({ maxReplicaCount: 9 }, {});
  const hpa = generatedHpa({ spec: SPEC }, loop, decodeTriggers(SPEC), undefined);
  assert.deepEqual([hpa.minReplicas, hpa.maxReplicas], [1, 9]);
  assert.deepEqual(
    hpa.metrics.map(({ type, target }) => [type, target.averageValueMilli ?? target.averageUtilization]),
    [
      ['External', 20_000],
      ['External', 2500],
      ['Resource', 60],
    ],
  );
  const spec = { ...SPEC, advanced: { scalingModifiers: { formula: 'queue + rate', target: '5' } } };
  const composed = generatedHpa({ spec }, loop, decodeTriggers(spec), decodeModifiers(spec));
  assert.deepEqual(
    composed.metrics.map(({ type }) => type),
    ['Resource', 'External'],
  );
});

test('a fallback counts failures and then wants its replicas', () => {
  const metrics = metricsOf({ ...SPEC, fallback: { failureThreshold: 2, replicas: 6 } });
  const ask = (): number | undefined => metrics.metric('s0-aws-sqs-queue', () => undefined, podsNow);
  assert.deepEqual([ask(), ask(), ask()], [undefined, undefined, 120]);
  assert.equal(
    metrics.metric('s0-aws-sqs-queue', () => 7, podsNow),
    7,
  );
  assert.equal(ask(), undefined);
});

test('a fallback keeps its trigger active, an error does not', () => {
  const metrics = metricsOf({ ...SPEC, fallback: { failureThreshold: 1, replicas: 6 } });
  const poll = () => metrics.activity(() => undefined, podsNow);
  assert.deepEqual(poll(), { isActive: false, isError: true });
  assert.deepEqual(poll(), { isActive: true, isError: false });
});

test('behaviours of the fallback look at the current size', () => {
  const trigger = { target: 10, targetType: 'AverageValue' } as const;
  const number = (behavior: string, replicas: number) =>
    fallbackNumber({ failureThreshold: 0, replicas, behavior }, PODS, trigger);
  assert.deepEqual(
    [
      number('static', 3),
      number('currentReplicas', 3),
      number('currentReplicasIfHigher', 3),
      number('currentReplicasIfLower', 3),
    ],
    [30, 80, 80, 30],
  );
  const whole = { target: 10, targetType: 'Value' } as const;
  const fallback = { failureThreshold: 0, replicas: 6, behavior: 'static' };
  assert.equal(fallbackNumber(fallback, PODS, whole), 15);
  assert.equal(fallbackNumber(fallback, { replicas: 8, readyCount: 0 }, whole), undefined);
});

test('a formula takes the place of all metrics, and of their activity', () => {
  const advanced = { scalingModifiers: { formula: 'queue / 2 + rate', target: '5', activationTarget: '50' } };
  const metrics = metricsOf({ ...SPEC, advanced });
  const read = (queue: number) => (trigger: ExternalTrigger) => (trigger.name === 'queue' ? queue : 1.2346);
  assert.equal(metrics.metric('composite-metric', read(90), podsNow), 46.235);
  assert.deepEqual(metrics.activity(read(90), podsNow), { isActive: false, isError: false });
  assert.deepEqual(metrics.activity(read(100), podsNow), { isActive: true, isError: false });
});

test('a formula that asks for the time gets the one that is played', () => {
  const advanced = { scalingModifiers: { formula: 'now().Hour() < 8 ? 1 : queue', target: '5' } };
  const metrics = metricsOf({ ...SPEC, advanced });
  const metricAt = (hour: number) =>
    metrics.metric('composite-metric', () => 40, podsNow, Date.UTC(2026, 10, 29, hour) / 1000);
  assert.deepEqual([metricAt(7), metricAt(8)], [1, 40]);
  assert.equal(
    metrics.metric('composite-metric', () => 40, podsNow),
    undefined,
  );
});

test('with the behaviour scalingModifiers a failed trigger is nil to the formula', () => {
  const metrics = metricsOf({
    ...SPEC,
    fallback: { failureThreshold: 0, replicas: 4, behavior: 'scalingModifiers' },
    advanced: { scalingModifiers: { formula: 'queue ?? rate', target: '5' } },
  });
  const onlyRate = (trigger: ExternalTrigger) => (trigger.name === 'rate' ? 33 : undefined);
  assert.equal(metrics.metric('composite-metric', onlyRate, podsNow), 33);
  assert.equal(
    metrics.metric('composite-metric', () => undefined, podsNow),
    20,
  );
});

const JOBS = [{ queueLength: 10, target: 1, isActive: true }];

test('strategies of ScaledJobs', () => {
  const started = (strategy: object, counts = { running: 4, pending: 2 }, spec: object = {}) =>
    jobsToStart(decodeScaledJob({ scalingStrategy: strategy, ...spec }), JOBS, counts);
  assert.equal(started({}), 6);
  assert.equal(started({ strategy: 'accurate' }), 8);
  assert.equal(started({ strategy: 'accurate' }, { running: 95, pending: 0 }), 5);
  assert.equal(started({ strategy: 'eager' }), 10);
  assert.equal(started({ strategy: 'eager' }, { running: 95, pending: 2 }), 3);
  const custom = { strategy: 'custom', customScalingQueueLengthDeduction: 1 };
  assert.equal(started({ ...custom, customScalingRunningJobPercentage: '0.5' }), 7);
  assert.equal(started(custom), 6, 'without a percentage it is the default strategy');
  assert.equal(started({}, { running: 1, pending: 0 }, { minReplicaCount: 3 }), 2);
});

test('several triggers of a ScaledJob', () => {
  const triggers = [
    { queueLength: 10, target: 2, isActive: true },
    { queueLength: 4, target: 1, isActive: true },
    { queueLength: 50, target: 1, isActive: false },
  ];
  const none = { running: 0, pending: 0 };
  const started = (multipleScalersCalculation: string) =>
    jobsToStart(decodeScaledJob({ scalingStrategy: { multipleScalersCalculation } }), triggers, none);
  assert.deepEqual(['max', 'min', 'avg', 'sum'].map(started), [5, 4, 5, 9]);
});
