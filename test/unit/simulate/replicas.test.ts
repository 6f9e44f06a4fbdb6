import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeHpaBounds } from '../../../server/src/manifest/hpa';
import { objectId } from '../../../server/src/manifest/objectId';
import type { ScalerBounds } from '../../../server/src/manifest/scalerBounds';
import { decodeWorkload } from '../../../server/src/manifest/workload';
import { podCountOf } from '../../../server/src/simulate/replicas';

function deployment(spec: object) {
  const value = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec,
  };
  const id = objectId(value);
  const workload = id && decodeWorkload(value, id);
  assert.ok(workload);
  return workload;
}

function hpa(spec: object, namespace = 'shop'): ScalerBounds {
  const value = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'h', namespace },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 20,
      ...spec,
    },
  };
  const id = objectId(value);
  const bounds = id && decodeHpaBounds(value, id);
  assert.ok(bounds);
  return bounds;
}

test("as written, the target's own replicas count, then the scaler's minimum, then one", () => {
  assert.equal(podCountOf(deployment({ replicas: 7 }), [hpa({ minReplicas: 3 })], 'spec'), 7);
  assert.equal(podCountOf(deployment({}), [hpa({ minReplicas: 3 })], 'spec'), 3);
  assert.equal(podCountOf(deployment({}), [hpa({})], 'spec'), 1);
  assert.equal(podCountOf(deployment({}), [], 'spec'), 1);
  assert.equal(podCountOf(deployment({ replicas: 0 }), [], 'spec'), 0);
});

test('at a bound, the scaler counts; without one the replicas as written', () => {
  assert.equal(podCountOf(deployment({ replicas: 7 }), [hpa({ minReplicas: 3 })], 'min'), 3);
  assert.equal(podCountOf(deployment({ replicas: 7 }), [hpa({ minReplicas: 3 })], 'max'), 20);
  assert.equal(podCountOf(deployment({ replicas: 7 }), [], 'max'), 7);
});

test("a scaler of another namespace or name is not the workload's", () => {
  assert.equal(podCountOf(deployment({}), [hpa({ minReplicas: 3 }, 'other')], 'max'), 1);
  const elsewhere = hpa({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' } });
  assert.equal(podCountOf(deployment({}), [elsewhere], 'max'), 1);
});
