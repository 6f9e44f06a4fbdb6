import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keda } from '../../../../server/src/api';
import { generatedHpa } from '../../../../server/src/dynamics/keda/generatedHpa';
import { thousandthsOf } from '../../../../server/src/dynamics/keda/metricValue';
import { decodeScaledJob } from '../../../../server/src/dynamics/keda/scaledJob';
import {
  decodeFallback,
  decodeModifiers,
  ScaledMetrics,
} from '../../../../server/src/dynamics/keda/scaledMetrics';
import { decodeScaleLoop } from '../../../../server/src/dynamics/keda/scaledObject';
import { decodeTriggers } from '../../../../server/src/dynamics/keda/triggers';

// Each of these was asked of KEDA 2.21.0's own code.

test('a cron trigger below zero is told as zero, and active all the same', () => {
  const metadata = { timezone: 'UTC', start: '0 8 * * *', end: '0 20 * * *', desiredReplicas: '-5' };
  const answer = keda({ kind: 'cron', metadata, at: ['2026-02-13T09:00:00Z'] });
  assert.deepEqual(answer.cases, [{ at: '2026-02-13T09:00:00Z', active: true, metric: 0 }]);
});

test('time zones are known as the tz database spells them, and under no other short names', () => {
  const isKnown = (timezone: string): boolean => {
    const metadata = { timezone, start: '0 8 * * *', end: '0 20 * * *', desiredReplicas: '5' };
    const { cases } = keda({ kind: 'cron', metadata, at: ['2026-02-13T09:00:00Z'] });
    return !JSON.stringify(cases).includes('error');
  };
  for (const zone of ['Europe/Berlin', 'US/Eastern', 'EST5EDT', 'America/Port-au-Prince', 'Factory'])
    assert.ok(isKnown(zone), zone);
  for (const zone of ['Europe/berlin', 'Europe/BERLIN', 'us/eastern', 'PST', 'IST', 'utc'])
    assert.ok(!isKnown(zone), zone);
});

test('around a change of clocks by less than an hour the next start may lie behind', () => {
  const metadata = {
    ...{ timezone: 'Pacific/Chatham', start: '10 3-17 */1 ? */3', end: '48 1-13 14 ? 1-3' },
    desiredReplicas: '74',
  };
  const answer = keda({ kind: 'cron', metadata, at: ['2026-04-04T14:00:00Z'] });
  assert.deepEqual(answer.cases, [{ at: '2026-04-04T14:00:00Z', active: true, metric: 74 }]);
});

test('values are told in thousandths: the nearest, of two the even one, never below zero', () => {
  assert.deepEqual(
    [1.0005, 0.0005, 12.3456, 0.0625, 0.1875, 8.2, -3, NaN, 1e6].map(thousandthsOf),
    [1000, 1, 12_346, 62, 188, 8200, 0, 0, 1e9],
  );
});

test('the nearest thousandth is the one of the decimal digits, right beside the middle between two as well', () => {
  const middles = Array.from({ length: 2000 }, (_, n) => (n * 7919 + 2.5) / 1000);
  const values = middles.flatMap((middle) =>
    [-3e-4, -1e-6, -1e-9, 1e-9, 1e-6, 3e-4].map((off) => middle + off),
  );
  for (const value of values)
    assert.equal(thousandthsOf(value), Number(value.toFixed(3).replace('.', '')), String(value));
});

const CONTAINER = { type: 'cpu', metricType: 'Utilization', metadata: { value: '60', containerName: 'app' } };
const RATE = { type: 'prometheus', name: 'rate', metadata: { threshold: '1.005' } };

test('a formula takes the place of metrics of containers, too', () => {
  const spec = {
    triggers: [CONTAINER, RATE],
    advanced: { scalingModifiers: { formula: 'rate', target: '1.005' } },
  };
  const loop = decodeScaleLoop(spec, {});
  const made = (modifiers: ReturnType<typeof decodeModifiers>) =>
    generatedHpa({ spec }, loop, decodeTriggers(spec), modifiers).metrics.map((metric) => [
      metric.type === 'External' ? metric.name : metric.type,
      metric.target.averageValueMilli ?? metric.target.averageUtilization,
    ]);
  assert.deepEqual(made(undefined), [
    ['ContainerResource', 60],
    ['s1-prometheus', 1005],
  ]);
  // Of a formula's target the fraction is cut off.
  assert.deepEqual(made(decodeModifiers(spec)), [['composite-metric', 1004]]);
});

const fallback = { failureThreshold: 2, replicas: 6 };
const PODS = () => ({ replicas: 3, readyCount: 3 });
const down = (): undefined => undefined;
const up = (): number => 10;

function metricsOf(spec: object, isObserved = false): ScaledMetrics {
  const triggers = decodeTriggers(spec).filter((trigger) => trigger.kind === 'external');
  return new ScaledMetrics(triggers, decodeModifiers(spec), decodeFallback(spec), isObserved);
}

test('polls that have nothing to scale go by what the HPA asked, and count no failures of their own', () => {
  const metrics = metricsOf({ triggers: [RATE], fallback }, true);
  const ask = (): number | undefined => metrics.metric('s0-prometheus', down, PODS);
  assert.equal(ask(), undefined);
  for (let poll = 0; poll < 5; poll++)
    assert.deepEqual(metrics.activity(down, PODS, true), { isActive: false, isError: true });
  assert.equal(ask(), undefined);
  assert.equal(ask(), 6.03);
  // While the HPA cannot ask they do it themselves.
  const alone = metricsOf({ triggers: [RATE], fallback }, true);
  for (let poll = 0; poll < 2; poll++) alone.activity(down, PODS, false);
  assert.equal(alone.metric('s0-prometheus', down, PODS), 6.03);
});

test('with useCachedMetrics the HPA gets what the last poll found', () => {
  const metrics = metricsOf({ triggers: [{ ...RATE, useCachedMetrics: true }] });
  assert.equal(metrics.metric('s0-prometheus', up, PODS), 10);
  metrics.activity(() => 4, PODS);
  assert.equal(metrics.metric('s0-prometheus', up, PODS), 4);
  metrics.activity(down, PODS);
  assert.equal(metrics.metric('s0-prometheus', up, PODS), undefined);
});

test('a formula sees -1 for a cached trigger that failed too often, nothing for one that is asked', () => {
  const modified = {
    triggers: [{ ...RATE, useCachedMetrics: true }],
    fallback: { ...fallback, failureThreshold: 0, behavior: 'scalingModifiers' },
    advanced: { scalingModifiers: { formula: 'rate ?? 7', target: '1' } },
  };
  const cached = metricsOf(modified);
  assert.equal(cached.metric('composite-metric', down, PODS), 7);
  cached.activity(down, PODS);
  assert.equal(cached.metric('composite-metric', down, PODS), -1);
});

test('a recovery that only a poll has seen is news to the questions of the HPA', () => {
  const metrics = metricsOf({ triggers: [RATE], fallback });
  const ask = (): number | undefined => metrics.metric('s0-prometheus', down, PODS);
  assert.deepEqual([ask(), ask(), ask()], [undefined, undefined, 6.03]);
  metrics.activity(up, PODS);
  assert.equal(ask(), 6.03);
});

test('the share of running Jobs is read as Go reads numbers', () => {
  const strategyOf = (customScalingRunningJobPercentage: string) => {
    const { strategy, runningJobShare } = decodeScaledJob({
      scalingStrategy: { strategy: 'custom', customScalingRunningJobPercentage },
    });
    return [strategy, runningJobShare];
  };
  assert.deepEqual(strategyOf('0x1p-2'), ['custom', 0.25]);
  assert.deepEqual(strategyOf(' 0.5'), ['default', 0]);
});
