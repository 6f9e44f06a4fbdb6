import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeVolumes } from '../../../server/src/cost/volumes';
import { decodeEc2NodeClass } from '../../../server/src/manifest/ec2NodeClass';

function volumesOf(spec: object): (string | number | undefined)[][] {
  const decoded = decodeEc2NodeClass({
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: 'c' },
    spec,
  });
  assert.ok(decoded);
  return nodeVolumes(decoded).map(({ deviceName, volumeType, sizeGib }) => [deviceName, volumeType, sizeGib]);
}

const alias = (name: string) => ({ amiSelectorTerms: [{ alias: `${name}@latest` }] });

test('without mappings a node has the volumes of its AMI family', () => {
  assert.deepEqual(volumesOf(alias('al2023')), [['/dev/xvda', 'gp3', 20]]);
  assert.deepEqual(volumesOf(alias('bottlerocket')), [
    ['/dev/xvda', 'gp3', 4],
    ['/dev/xvdb', 'gp3', 20],
  ]);
  assert.deepEqual(volumesOf(alias('windows2022')), [['/dev/sda1', 'gp3', 50]]);
});

test('a custom AMI without mappings has volumes that only the AMI knows', () => {
  assert.deepEqual(volumesOf({ amiFamily: 'Custom' }), [['the AMI', undefined, undefined]]);
});

test('mappings replace the defaults; sizes are rounded up to whole GiB', () => {
  const blockDeviceMappings = [
    { deviceName: '/dev/xvda', ebs: { volumeSize: '100G', volumeType: 'gp3' } },
    { deviceName: '/dev/xvdc', ebs: { volumeSize: '10Gi', volumeType: 'io1' } },
  ];
  assert.deepEqual(volumesOf({ ...alias('al2023'), blockDeviceMappings }), [
    ['/dev/xvda', 'gp3', 94],
    ['/dev/xvdc', 'io1', 10],
  ]);
});

test('a device of the AMI that the mappings leave out is as large as the AMI says', () => {
  const blockDeviceMappings = [{ deviceName: '/dev/xvdb', ebs: { volumeSize: '50Gi', volumeType: 'gp3' } }];
  assert.deepEqual(volumesOf({ ...alias('bottlerocket'), blockDeviceMappings }), [
    ['/dev/xvdb', 'gp3', 50],
    ['/dev/xvda', undefined, undefined],
  ]);
});
