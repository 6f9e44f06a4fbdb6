// The HPA that KEDA 2.21.0's own operator made of random ScaledObjects: bounds, targets in thousandths, the composite metric,
// behaviour with paused directions. Names of metrics are compared by the trigger's place: what follows is the scaler's own.
// @source kedacore/keda controllers/keda/hpa.go newHPAForScaledObject@v2.21.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeHpa, type HpaSpec } from '../../server/src/dynamics/hpa/spec';
import { generatedHpa } from '../../server/src/dynamics/keda/generatedHpa';
import { decodeModifiers } from '../../server/src/dynamics/keda/scaledMetrics';
import { decodeScaleLoop } from '../../server/src/dynamics/keda/scaledObject';
import { decodeTriggers } from '../../server/src/dynamics/keda/triggers';
import { recordedCases } from '../support/recordedCases';

interface Case {
  readonly id: string;
  readonly annotations?: unknown;
  readonly spec: unknown;
  readonly expect: unknown;
}

const cases = recordedCases<Case>('keda-hpa');

const placed = (hpa: HpaSpec): unknown => ({
  ...hpa,
  metrics: hpa.metrics.map((metric) =>
    metric.type === 'External' ? { ...metric, name: metric.name.replace(/^(s\d+)-.*/, '$1') } : metric,
  ),
});

test(`the HPAs of ${cases.length} ScaledObjects are those that KEDA makes`, () => {
  assert.ok(cases.length >= 400);
  for (const { id, spec, annotations, expect } of cases) {
    const loop = decodeScaleLoop(spec, annotations);
    const made = generatedHpa({ spec }, loop, decodeTriggers(spec), decodeModifiers(spec));
    assert.deepEqual(placed(made), placed(decodeHpa({ spec: expect })), id);
  }
});
