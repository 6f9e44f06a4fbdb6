/** Which types a node class cannot launch. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCompatible } from '../../../server/src/catalog/compatibility';
import { efaOnly, nodeClass, primaryInterface, typeFacts } from '../../support/catalogBuilders';

describe('compatibility with the node class', () => {
  it('keeps a1 from AL2023 only', () => {
    const a1 = typeFacts({ name: 'a1.large', arch: 'arm64' });
    assert.equal(isCompatible(a1, nodeClass()), false);
    assert.equal(isCompatible(a1, nodeClass({ amiFamily: 'Bottlerocket' })), true);
  });
  it('asks for Nitro where connection tracking is set', () => {
    const tracking = nodeClass({ hasConnectionTracking: true });
    assert.equal(isCompatible(typeFacts(), tracking), true);
    assert.equal(isCompatible(typeFacts({ hypervisor: 'xen' }), tracking), false);
    assert.equal(isCompatible(typeFacts({ hypervisor: '' }), tracking), false, 'bare metal');
  });
  it('asks for the processor feature where nested virtualization is enabled', () => {
    const nested = nodeClass({ needsNestedVirtualization: true });
    assert.equal(isCompatible(typeFacts(), nested), false);
    assert.equal(isCompatible(typeFacts({ hasNestedVirtualization: true }), nested), true);
  });
  it('asks for a card and a slot for each interface', () => {
    const onCard = (card: number, device: number) =>
      nodeClass({
        networkInterfaces: [
          primaryInterface,
          { ...primaryInterface, networkCardIndex: card, deviceIndex: device },
        ],
      });
    assert.equal(isCompatible(typeFacts(), onCard(0, 2)), true);
    assert.equal(isCompatible(typeFacts(), onCard(0, 3)), false, 'three interfaces are 0, 1 and 2');
    assert.equal(isCompatible(typeFacts(), onCard(1, 0)), false, 'one card only');
  });
  it('asks for as many EFA interfaces as are named', () => {
    const two = nodeClass({ networkInterfaces: [primaryInterface, efaOnly(0, 1), efaOnly(1, 1)] });
    const cards = { networkCards: [4, 4] };
    assert.equal(isCompatible(typeFacts(cards), two), false);
    assert.equal(isCompatible(typeFacts({ ...cards, efaCount: 1 }), two), false);
    assert.equal(isCompatible(typeFacts({ ...cards, efaCount: 2 }), two), true);
  });
  it('asks for ENA even for an empty list of interfaces', () => {
    const old = typeFacts({ hasEnaSupport: false });
    assert.equal(isCompatible(old, nodeClass()), true);
    assert.equal(isCompatible(old, nodeClass({ networkInterfaces: [] })), false);
  });
});
