// What the node class controller of Karpenter 1.15.1 says of spec.kubelet (kubeletconfiguration_validation.go,
// validateKubeletFieldsSupported).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeClassRefusals } from '../../../../server/src/schema/runtime/nodeClass';

type Kubelet = Readonly<Record<string, unknown>>;

function refused(
  kubelet: Kubelet,
  alias = 'al2023@latest',
  karpenterVersion: '1.14.1' | '1.15.1' = '1.15.1',
): string[] {
  const object = { spec: { amiSelectorTerms: [{ alias }], kubelet } };
  return nodeClassRefusals(object, { karpenterVersion }).map(({ at }) => at.slice(2).join(' '));
}

describe('kubelet settings of Karpenter 1.15.1', () => {
  const rows: readonly [string, Kubelet, readonly string[]][] = [
    ['thresholds', { evictionHard: { 'memory.available': '5%', 'nodefs.available': '100Mi' } }, []],
    [
      'no thresholds',
      {
        evictionHard: {
          'memory.available': '101%',
          'pid.available': '-1',
          'nodefs.available': 'x',
          disk: '1%',
        },
      },
      ['memory.available', 'pid.available', 'nodefs.available', 'disk'].map(
        (signal) => `evictionHard ${signal}`,
      ),
    ],
    ['a soft threshold alone', { evictionSoft: { 'pid.available': '5%' } }, ['evictionSoft pid.available']],
    [
      'a grace period that is none',
      { evictionSoft: { 'pid.available': '5%' }, evictionSoftGracePeriod: { 'pid.available': '1x' } },
      ['evictionSoftGracePeriod pid.available'],
    ],
    ['reserved', { kubeReserved: { gpu: '1', cpu: '-1' } }, ['kubeReserved gpu', 'kubeReserved cpu']],
    ['an expression', { maxPods: 'vcpus * 10', systemReserved: { cpu: 'vcpus * 10' } }, []],
    ['numbers', { maxPods: -1, imageGCLowThresholdPercent: 101 }, ['maxPods', 'imageGCLowThresholdPercent']],
    [
      'garbage collection upside down',
      { imageGCHighThresholdPercent: 50, imageGCLowThresholdPercent: 50 },
      ['imageGCHighThresholdPercent'],
    ],
    ['what Karpenter sets', { registerWithTaints: [] }, ['registerWithTaints']],
    ['any field on AL2023', { singleProcessOOMKill: true, clusterDNS: ['10.0.0.1', '10.0.0.2'] }, []],
  ];
  for (const [title, kubelet, expected] of rows)
    void it(title, () => assert.deepEqual(refused(kubelet), expected));
  void it('families that pass on a few fields only', () => {
    const kubelet = { singleProcessOOMKill: true, podsPerCore: 2, clusterDNS: ['10.0.0.1', '10.0.0.2'] };
    assert.deepEqual(refused(kubelet, 'bottlerocket@latest'), [
      'singleProcessOOMKill',
      'podsPerCore',
      'clusterDNS',
    ]);
    assert.deepEqual(refused(kubelet, 'al2@latest'), ['singleProcessOOMKill', 'clusterDNS']);
  });
  void it('1.14.1 leaves this to the schema', () =>
    assert.deepEqual(refused({ maxPods: -1 }, undefined, '1.14.1'), []));
});
