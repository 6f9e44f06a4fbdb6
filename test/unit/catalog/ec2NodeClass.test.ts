/** Lenient decode of EC2NodeClasses. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeEc2NodeClass } from '../../../server/src/manifest/ec2NodeClass';

const decode = (spec: unknown) =>
  decodeEc2NodeClass({
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: 'default' },
    spec,
  });

describe('decoding an EC2NodeClass', () => {
  it('takes the family from amiFamily, then from the alias', () => {
    const families: [spec: unknown, family: string][] = [
      [{ amiSelectorTerms: [{ alias: 'bottlerocket@v1.40.0' }] }, 'Bottlerocket'],
      [{ amiFamily: 'Custom', amiSelectorTerms: [{ alias: 'al2023@latest' }] }, 'Custom'],
      [{ amiFamily: 'AL2023', amiSelectorTerms: [{ id: 'ami-1' }] }, 'AL2023'],
      [{ amiSelectorTerms: [{ id: 'ami-1' }] }, 'Custom'],
      [{ amiSelectorTerms: [{ alias: 'ubuntu@latest' }] }, 'Custom'],
      [{ amiFamily: 'Ubuntu' }, 'AL2'],
    ];
    for (const [spec, family] of families)
      assert.equal(decode(spec)?.amiFamily, family, JSON.stringify(spec));
  });

  it('reads volume sizes as quantities or numbers', () => {
    const sizes = ['100Gi', '200G', 5, 'much', undefined];
    const got = decode({ blockDeviceMappings: sizes.map((volumeSize) => ({ ebs: { volumeSize } })) });
    assert.deepEqual(
      got?.blockDeviceMappings.map((mapping) => mapping.volumeBytes),
      [100 * 2 ** 30, 200e9, 5, undefined, undefined],
    );
  });

  it('tells absent network interfaces from none', () => {
    assert.equal(decode({})?.networkInterfaces, undefined);
    assert.deepEqual(decode({ networkInterfaces: [] })?.networkInterfaces, []);
  });

  it('takes an empty mapping as present where presence counts', () => {
    assert.equal(decode({ connectionTracking: {} })?.hasConnectionTracking, true);
    assert.equal(decode({ connectionTracking: null })?.hasConnectionTracking, false);
  });

  it('survives values of wrong types', () => {
    for (const spec of [
      undefined,
      null,
      7,
      'x',
      [],
      { kubelet: 3, blockDeviceMappings: {}, amiSelectorTerms: 'al2' },
    ]) {
      assert.equal(decode(spec)?.name, 'default');
    }
    const kubelet = decode({ kubelet: { maxPods: '20', kubeReserved: { cpu: 1, memory: '1Gi' } } })?.kubelet;
    assert.equal(kubelet?.maxPods, undefined);
    assert.deepEqual(kubelet?.kubeReserved, { memory: '1Gi' });
  });

  it('is nothing for other kinds, and without a name', () => {
    for (const value of [
      undefined,
      'text',
      { kind: 'EC2NodeClass' },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
    ]) {
      assert.equal(decodeEc2NodeClass(value), undefined);
    }
  });
});
