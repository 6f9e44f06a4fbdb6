import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeNodePool } from '../../../server/src/manifest/nodePool';

test('a pool with everything', () => {
  const pool = decodeNodePool({
    metadata: { name: 'p' },
    spec: {
      weight: 7,
      limits: { cpu: '1500m', memory: '1Gi', nodes: '3' },
      template: {
        metadata: { labels: { team: 'a' } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'c' },
          taints: [{ key: 't', effect: 'NoSchedule' }],
          startupTaints: [{ key: 's', value: 'v', effect: 'NoExecute' }],
          requirements: [
            { key: 'k', operator: 'In', values: ['a', 'b'], minValues: 2 },
            { key: 'l', operator: 'Exists' },
          ],
        },
      },
    },
  });
  assert.deepEqual(pool, {
    name: 'p',
    weight: 7,
    labels: { team: 'a' },
    taints: [{ key: 't', value: '', effect: 'NoSchedule' }],
    startupTaints: [{ key: 's', value: 'v', effect: 'NoExecute' }],
    requirements: [
      { key: 'k', operator: 'In', values: ['a', 'b'], minValues: 2 },
      { key: 'l', operator: 'Exists', values: [] },
    ],
    limits: { cpu: 1500, memory: 1024 ** 3, nodes: 3 },
    nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'c' },
    staticReplicas: undefined,
  });
});

test('a pool with nothing, and values of wrong types, decode to defaults', () => {
  for (const value of [
    undefined,
    null,
    [],
    'x',
    { spec: 3 },
    { spec: { weight: 'x', limits: [], template: [] } },
  ]) {
    const pool = decodeNodePool(value);
    assert.equal(pool.weight, 0);
    assert.equal(pool.limits, undefined);
    assert.deepEqual(pool.requirements, []);
  }
});

test('a requirement without key or with an unknown operator is left out', () => {
  const requirements = [
    { operator: 'In' },
    { key: 'a', operator: 'in' },
    null,
    { key: 'b', operator: 'Exists' },
  ];
  const pool = decodeNodePool({ spec: { template: { spec: { requirements } } } });
  assert.deepEqual(pool.requirements, [{ key: 'b', operator: 'Exists', values: [] }]);
});

test('values that something else fills in say nothing of types and zones, but name a label of the user', () => {
  const { requirements } = decodeNodePool({
    spec: {
      template: {
        spec: {
          requirements: [
            { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['${AWS_REGION}a'] },
            { key: 'node.kubernetes.io/instance-type', operator: 'In', values: '$(TYPES)' },
            { key: 'beta.kubernetes.io/arch', operator: 'In', values: ['$(ARCH)'] },
            { key: 'team', operator: 'In', values: ['${TEAM}'] },
          ],
        },
      },
    },
  });
  assert.deepEqual(requirements, [{ key: 'team', operator: 'In', values: ['${TEAM}'] }]);
});
