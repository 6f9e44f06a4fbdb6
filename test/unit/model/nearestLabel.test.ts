import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestLabel } from '../../../server/src/model/nearestLabel';
import { WELL_KNOWN_LABELS } from '../../../server/src/model/wellKnownLabels';

const cases: readonly (readonly [string, string | undefined])[] = [
  ['karpenter.sh/capacity-typ', 'karpenter.sh/capacity-type'],
  ['karpenter.k8s/capacity-type', 'karpenter.sh/capacity-type'],
  ['karpenter.k8s.aws/gpu-name', 'karpenter.k8s.aws/instance-gpu-name'],
  ['karpenter.k8s.aws/instance-famly', 'karpenter.k8s.aws/instance-family'],
  ['karpenter.k8s.aws/categry', 'karpenter.k8s.aws/instance-category'],
  ['topology.kubernetes.io/zones', 'topology.kubernetes.io/zone'],
  ['example.com/zone', undefined],
  ['karpenter.k8s.aws/colour', undefined],
  ['', undefined],
];

for (const [written, meant] of cases) {
  test(`${written || 'an empty key'} most likely means ${meant ?? 'nothing known'}`, () => {
    assert.equal(nearestLabel(written, WELL_KNOWN_LABELS), meant);
  });
}
