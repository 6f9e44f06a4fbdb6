/** Types under a node class: offerings, zones, sharing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { describeInstanceTypes } from '../../../server/src/catalog/describe';
import { resolveInstanceTypes } from '../../../server/src/catalog/resolve';
import { resolveOptions, type Options } from '../../../server/src/model/options';
import { kubelet, nodeClass } from '../../support/catalogBuilders';

const resolve = (options: Options = {}, changes = {}) =>
  resolveInstanceTypes(loadCatalog(), nodeClass(changes), resolveOptions(options));
const named = (name: string, types: ReturnType<typeof resolve>) => {
  const found = types.find((type) => type.name === name);
  assert.ok(found, name);
  return found;
};

describe('instance types under a node class', () => {
  it('are offered per zone and capacity type, with the price of the capacity type', () => {
    const { offerings } = named(
      'm5.large',
      resolve({ region: 'eu-west-1', zones: ['eu-west-1b', 'eu-west-1a'] }),
    );
    assert.deepEqual(offerings, [
      { zone: 'eu-west-1a', zoneId: 'eu-west-1a-id', capacityType: 'on-demand', usdPerHour: 0.107 },
      { zone: 'eu-west-1a', zoneId: 'eu-west-1a-id', capacityType: 'spot', usdPerHour: 0.04601 },
      { zone: 'eu-west-1b', zoneId: 'eu-west-1b-id', capacityType: 'on-demand', usdPerHour: 0.107 },
      { zone: 'eu-west-1b', zoneId: 'eu-west-1b-id', capacityType: 'spot', usdPerHour: 0.04601 },
    ]);
  });

  it('are listed without offerings where the class, the zones or the prices leave none', () => {
    assert.deepEqual(named('a1.large', resolve()).offerings, [], 'AL2023 does not run on a1');
    assert.notEqual(named('a1.large', resolve({}, { amiFamily: 'AL2' })).offerings.length, 0);
    const elsewhere = named('m5.large', resolve({ zones: ['mars-1a'] }));
    assert.deepEqual(elsewhere.offerings, []);
    assert.deepEqual(elsewhere.labels['topology.kubernetes.io/zone'], []);
    const unpriced = loadCatalog().region('eu-west-1')?.unpricedTypes[0] ?? '';
    assert.deepEqual(named(unpriced, resolve({ region: 'eu-west-1' })).offerings, []);
  });

  it('are none in a region without offerings', () => {
    assert.deepEqual(resolve({ region: 'us-gov-west-1' }), []);
  });

  it('are the same, byte for byte, for the same input', () => {
    assert.equal(JSON.stringify(resolve()), JSON.stringify(resolve()));
  });

  it('share labels and offerings between classes that differ in the kubelet only', () => {
    const plain = named('m5.large', resolve());
    const dense = named('m5.large', resolve({}, { kubelet: kubelet({ maxPods: 8 }) }));
    assert.equal(dense.labels, plain.labels);
    assert.equal(dense.capacity.pods, 8);
  });

  it('are described with milli CPU, plain integers and joined labels', () => {
    const [described] = describeInstanceTypes([
      named('m5.large', resolve({ zones: ['us-east-1a', 'us-east-1b'] })),
    ]);
    assert.equal(described?.capacity.cpu, '2000m');
    assert.equal(described.capacity.memory, '7945060352');
    assert.equal(described.labels['topology.kubernetes.io/zone'], 'us-east-1a,us-east-1b');
    assert.equal(described.labels['karpenter.k8s.aws/instance-gpu-name'], undefined);
    assert.equal(described.capacity['nvidia.com/gpu'], undefined);
    assert.equal(described.offerings, 4);
  });
});
