/** Kube-reserved, system-reserved and eviction thresholds. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allocatableOf,
  kubeReservedCpuMilli,
  kubeReservedMemoryBytes,
  planOverhead,
} from '../../../server/src/catalog/overhead';
import type { KubeletConfiguration } from '../../../server/src/model/nodeClass';
import { kubelet } from '../../support/catalogBuilders';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const CAPACITY = {
  cpu: 4000,
  memory: 16 * GIB,
  'ephemeral-storage': 20 * GIB,
  pods: 58,
  'nvidia.com/gpu': 1,
};

function allocatable(changes: Partial<KubeletConfiguration>) {
  return allocatableOf(CAPACITY, planOverhead(kubelet(changes)), {
    cpuMilli: CAPACITY.cpu,
    memoryBytes: CAPACITY.memory,
    storageBytes: CAPACITY['ephemeral-storage'],
    podCount: 58,
  });
}

describe('kube-reserved CPU', () => {
  const cases: [cpuMilli: number, reservedMilli: number][] = [
    [500, 30],
    [1000, 60],
    [2000, 70],
    [4000, 80],
    [8000, 90],
    [16000, 110],
    [96000, 310],
    [192000, 550],
  ];
  for (const [cpuMilli, reservedMilli] of cases) {
    it(`of ${cpuMilli}m is ${reservedMilli}m`, () =>
      assert.equal(kubeReservedCpuMilli(cpuMilli), reservedMilli));
  }
});

describe('allocatable', () => {
  it('is the capacity less kube-reserved and the default thresholds', () => {
    assert.deepEqual(allocatable({}), {
      cpu: 3920,
      memory: 16 * GIB - kubeReservedMemoryBytes(58) - 100 * MIB,
      'ephemeral-storage': 20 * GIB - GIB - 2 * GIB,
      pods: 58,
      'nvidia.com/gpu': 1,
    });
  });

  it('takes 11 MiB a pod and 255 MiB for the kubelet', () => {
    assert.equal(kubeReservedMemoryBytes(58), (11 * 58 + 255) * MIB);
  });

  it('replaces the default per resource that kubeReserved names', () => {
    const left = allocatable({ kubeReserved: { cpu: '200m', memory: '1Gi' } });
    assert.equal(left.cpu, 3800);
    assert.equal(left.memory, 15 * GIB - 100 * MIB);
    assert.equal(left['ephemeral-storage'], 17 * GIB, 'not named: 1 GiB as before');
  });

  it('adds systemReserved, and ignores resources that the type has none of', () => {
    const left = allocatable({ systemReserved: { cpu: '0.25', memory: '256Mi', pid: '1000' } });
    assert.equal(left.cpu, 3670);
    assert.equal(left.memory, 16 * GIB - kubeReservedMemoryBytes(58) - 356 * MIB);
    assert.equal(left.pid, undefined);
  });

  it('reads eviction thresholds as percentages of the capacity, rounded up', () => {
    const left = allocatable({
      kubeReserved: { memory: '0', 'ephemeral-storage': '0' },
      evictionHard: { 'memory.available': '3.3%', 'nodefs.available': '12.5%' },
    });
    assert.equal(left.memory, 16 * GIB - Math.ceil(((16 * GIB) / 100) * 3.3));
    assert.equal(left['ephemeral-storage'], 17.5 * GIB);
  });

  it('takes a threshold of 100 % as switched off', () => {
    const left = allocatable({
      kubeReserved: { memory: '1Gi' },
      evictionHard: { 'memory.available': '100%' },
    });
    assert.equal(left.memory, 15 * GIB);
  });

  it('ignores soft thresholds', () => {
    assert.deepEqual(allocatable({ evictionSoft: { 'memory.available': '2Gi' } }), allocatable({}));
  });

  it('sums broken bytes exactly before it rounds what is left up', () => {
    const left = allocatable({
      kubeReserved: { memory: '0.6' },
      systemReserved: { memory: '0.6' },
      evictionHard: { 'memory.available': '0' },
    });
    assert.equal(left.memory, 16 * GIB - 1);
  });

  it('goes below zero when more is reserved than there is', () => {
    assert.equal(allocatable({ kubeReserved: { memory: '17Gi' } }).memory, -GIB - 100 * MIB);
  });
});
