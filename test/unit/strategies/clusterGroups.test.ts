import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsOfConfig } from '../../../server/src/analysis/motion/clusterGroups';

const groups = (value: object) => groupsOfConfig({ value });

test('managed groups come first, the first of several types stands for them all', () => {
  const config = {
    nodeGroups: [
      { name: 'own', instanceType: 'mixed', instancesDistribution: { instanceTypes: ['c6i.large'] } },
    ],
    managedNodeGroups: [{ name: 'web', instanceTypes: ['m6i.xlarge', 'm5.xlarge'], minSize: 1, maxSize: 4 }],
  };
  assert.deepEqual(
    groups(config).map(({ name, instanceType, minSize, maxSize }) => [name, instanceType, minSize, maxSize]),
    [
      ['web', 'm6i.xlarge', 1, 4],
      ['own', 'c6i.large', 2, 2],
    ],
  );
});

test('a group without a type has the default of eksctl; one with a selector is left out', () => {
  const config = { managedNodeGroups: [{ name: 'web' }, { name: 'some', instanceSelector: { vCPUs: 4 } }] };
  assert.deepEqual(
    groups(config).map(({ name, instanceType }) => [name, instanceType]),
    [['web', 'm5.large']],
  );
});

test('a group is spot when nothing of it is bought on demand', () => {
  const mixed = (onDemandPercentageAboveBaseCapacity: number) => ({
    ...{ name: `share-${onDemandPercentageAboveBaseCapacity}` },
    instancesDistribution: { instanceTypes: ['c6i.large'], onDemandPercentageAboveBaseCapacity },
  });
  const config = {
    managedNodeGroups: [{ name: 'managed', spot: true }],
    nodeGroups: [mixed(0), mixed(50), { name: 'market', instanceMarketOptions: { marketType: 'spot' } }],
  };
  assert.deepEqual(
    groups(config).map(({ name, isSpot }) => [name, isSpot]),
    [
      ['managed', true],
      ['share-0', true],
      ['share-50', false],
      ['market', true],
    ],
  );
});

test('labels that a pool may not give are left out; taints may be written as a map', () => {
  const [group] = groups({
    nodeGroups: [
      {
        ...{ name: 'web', instanceType: 'm6i.large' },
        labels: { team: 'web', 'karpenter.sh/nodepool': 'other' },
        taints: { dedicated: 'web:NoSchedule' },
      },
    ],
  });
  assert.deepEqual(group?.labels, { team: 'web' });
  assert.deepEqual(group.taints, [{ key: 'dedicated', value: 'web', effect: 'NoSchedule' }]);
});
