/** Hashes that Karpenter's own `NodePool.Hash` and `EC2NodeClass.Hash` (v1.14.1) gave for these objects. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  changedClassFields,
  changedPoolFields,
  nodeClassHash,
  nodePoolHash,
} from '../../../server/src/dynamics/drift/hashes';

interface Case {
  readonly title: string;
  readonly hash: string;
  readonly object: { readonly kind: string; readonly spec: Readonly<Record<string, unknown>> };
}

const cases = JSON.parse(readFileSync('test/unit/dynamics/driftHashes.json', 'utf8')) as Case[];
const object = (title: string): Case['object'] => {
  const found = cases.find((one) => one.title === title);
  assert.ok(found, title);
  return found.object;
};

describe('the hash is that of Karpenter', () => {
  for (const { title, hash, object } of cases)
    it(title, () =>
      assert.equal(object.kind === 'NodePool' ? nodePoolHash(object) : nodeClassHash(object), hash),
    );
});

describe('fields that changed the hash', () => {
  it('of a pool, as deep as they can be told', () => {
    assert.deepEqual(changedPoolFields(object('pool, least'), object('pool, grace period')), [
      'spec.template.spec.terminationGracePeriod',
    ]);
    assert.deepEqual(changedPoolFields(object('pool, least'), object('pool, labels and annotations')), [
      'spec.template.metadata.labels',
      'spec.template.metadata.annotations',
    ]);
    assert.deepEqual(changedPoolFields(object('pool, taints'), object('pool, taints in another order')), []);
  });

  it('of a class, with the family that the alias comes to', () => {
    assert.deepEqual(changedClassFields(object('class, least'), object('class, hop limit')), [
      'spec.metadataOptions.httpPutResponseHopLimit',
    ]);
    assert.deepEqual(changedClassFields(object('class, least'), object('class, another family')), [
      'spec.amiFamily',
    ]);
    assert.deepEqual(
      changedClassFields(object('class, least'), object('class, alias of another release')),
      [],
    );
  });
});
