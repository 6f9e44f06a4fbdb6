// What a pod asks for: expected sums were computed with upstream's resources.RequestsForPods (v1.14.1) but for pod-level
// limits, which the API server turns into requests before Karpenter sees them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podRequests } from '../../../server/src/manifest/resourceList';

const Mi = 1024 ** 2;
const Gi = 1024 ** 3;

const container = (requests: object, more: object = {}): object => ({ resources: { requests, ...more } });

test('containers add up', () => {
  const spec = {
    containers: [container({ cpu: '250m', memory: '1Gi' }), container({ cpu: 1, 'nvidia.com/gpu': '2' })],
  };
  assert.deepEqual(podRequests(spec), { cpu: 1250, memory: Gi, 'nvidia.com/gpu': 2 });
});

test('a limit stands in for a missing request, per container and resource', () => {
  const spec = {
    containers: [
      { resources: { limits: { cpu: '2', memory: '1Gi' } } },
      { resources: { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '500m' } } },
      { resources: { limits: { cpu: '4' }, requests: { cpu: '0' } } },
    ],
  };
  assert.deepEqual(podRequests(spec), { cpu: 2500, memory: 2 * Gi });
});

test('an init container counts only where it is larger than all containers together', () => {
  const spec = {
    initContainers: [container({ cpu: '2', memory: '100Mi' }), container({ cpu: '1', memory: '3Gi' })],
    containers: [container({ cpu: '1500m', memory: '1Gi' })],
  };
  assert.deepEqual(podRequests(spec), { cpu: 2000, memory: 3 * Gi });
});

test('a sidecar runs beside the containers and beside the init containers after it', () => {
  const sidecar = { ...container({ cpu: '100m', memory: '200Mi' }), restartPolicy: 'Always' };
  const before = container({ cpu: '1', memory: '1Gi' });
  const after = container({ cpu: '1', memory: '1Gi' });
  const main = container({ cpu: '500m', memory: '1100Mi' });
  assert.deepEqual(podRequests({ initContainers: [before, sidecar], containers: [main] }), {
    cpu: 1000,
    memory: 1300 * Mi,
  });
  assert.deepEqual(podRequests({ initContainers: [sidecar, after], containers: [main] }), {
    cpu: 1100,
    memory: 1300 * Mi,
  });
});

test('overhead comes on top', () => {
  const spec = { overhead: { cpu: '50m', memory: '64Mi' }, containers: [container({ cpu: '1' })] };
  assert.deepEqual(podRequests(spec), { cpu: 1050, memory: 64 * Mi });
});

test('pod-level requests replace the sum of the containers, for cpu, memory and huge pages', () => {
  const spec = {
    resources: { requests: { cpu: '3', 'ephemeral-storage': '9Gi' } },
    overhead: { cpu: '100m' },
    containers: [container({ cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' })],
  };
  assert.deepEqual(podRequests(spec), { cpu: 3100, memory: Gi, 'ephemeral-storage': Gi });
});

test('a pod-level limit counts where no container asks for the resource', () => {
  const spec = { resources: { limits: { cpu: '3', memory: '4Gi' } }, containers: [container({ cpu: '1' })] };
  assert.deepEqual(podRequests(spec), { cpu: 1000, memory: 4 * Gi });
});

test('what is no quantity is left out', () => {
  const spec = { containers: [container({ cpu: 'lots', memory: null, 'example.com/x': '1.5' })] };
  assert.deepEqual(podRequests(spec), { 'example.com/x': 2 });
});

test('nonsense asks for nothing', () => {
  for (const spec of [undefined, null, 3, 'x', [], { containers: 'x' }, { containers: [null, 4] }]) {
    assert.deepEqual(podRequests(spec), {});
  }
});
