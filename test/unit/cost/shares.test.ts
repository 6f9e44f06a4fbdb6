import assert from 'node:assert/strict';
import fc from '../../support/fastCheck';
import { test } from 'node:test';
import { podShares, requestShare } from '../../../server/src/cost/shares';
import type { PodGroup } from '../../../server/src/model/pod';
import type { Resources } from '../../../server/src/model/resources';

const group = (requests: Resources): PodGroup => ({ template: { requests } }) as PodGroup;

const shares = (pods: readonly (readonly [count: number, requests: Resources])[]): number[] => {
  const plan = pods.map(([count], index) => ({ group: index, count }));
  return [
    ...podShares(
      { pods: plan },
      pods.map(([, requests]) => group(requests)),
    ).values(),
  ];
};

test('a share is the mean over cpu and memory', () => {
  assert.deepEqual(
    shares([
      [1, { cpu: 1000, memory: 1 }],
      [1, { cpu: 1000, memory: 3 }],
    ]),
    [0.375, 0.625],
  );
});

test('devices count as much as cpu and memory, disks do not', () => {
  const cpu = { cpu: 1000, 'ephemeral-storage': 5 };
  assert.deepEqual(
    shares([
      [1, cpu],
      [1, { cpu: 1000, 'nvidia.com/gpu': 1 }],
    ]),
    [0.25, 0.75],
  );
});

test('pods that request nothing share by number where nobody requests anything', () => {
  assert.deepEqual(
    shares([
      [1, {}],
      [3, {}],
    ]),
    [0.25, 0.75],
  );
});

test('shares of a node are together 1', () => {
  const amount = fc.integer({ min: 0, max: 5000 });
  const pod = fc.tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.record({ cpu: amount, memory: amount, 'nvidia.com/gpu': fc.integer({ min: 0, max: 1 }) }),
  );
  fc.assert(
    fc.property(fc.array(pod, { minLength: 1, maxLength: 5 }), (pods) => {
      const sum = shares(pods).reduce((total, share) => total + share, 0);
      assert.ok(Math.abs(sum - 1) < 1e-9, String(sum));
    }),
  );
});

test('a container has the share of what it requests in its pod', () => {
  assert.equal(requestShare({ cpu: 500, memory: 1 }, { cpu: 1000, memory: 4 }), 0.375);
  assert.equal(requestShare({}, {}), undefined);
});
