/** The generator of the snapshot, on a handful of types. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { decodeCatalog } from '../../../server/src/catalog/catalog';

const folder = mkdtempSync(join(tmpdir(), 'dryfit-catalog-'));
after(() => rmSync(folder, { recursive: true }));

function generate(name: string): Buffer {
  const target = join(folder, name);
  execFileSync(process.execPath, ['scripts/generate-catalog.mjs', 'test/fixtures/ec2', target]);
  return readFileSync(target);
}

describe('the generated snapshot', () => {
  const bytes = generate('catalog.bin');
  const catalog = decodeCatalog(brotliDecompressSync(bytes));
  const ireland = catalog.region('eu-west-1');
  const virginia = catalog.region('us-east-1');

  it('is the same bytes each time', () => assert.deepEqual(generate('again.bin'), bytes));

  it('leaves out types that Karpenter would not consider, or that no region offers', () => {
    assert.deepEqual(
      ireland?.types.map((type) => type.facts.name),
      ['a1.large', 'g4dn.xlarge', 'inf1.xlarge', 'm1.small', 'm5.large'],
    );
    assert.equal(catalog.facts('m9.nowhere'), undefined);
  });

  it('sorts zones and zone ids, and keeps who offers what', () => {
    assert.deepEqual(ireland?.zones, ['eu-west-1a', 'eu-west-1b']);
    assert.deepEqual(ireland.zoneIds, ['euw1-az1', 'euw1-az2']);
    assert.deepEqual(ireland.type('m5.large')?.zones, ['eu-west-1a', 'eu-west-1b']);
    assert.deepEqual(ireland.type('a1.large')?.zones, ['eu-west-1b']);
  });

  it('takes the newer prices where there are some, and a price of 0 for none', () => {
    assert.equal(virginia?.type('m5.large')?.prices.onDemandUsdPerHour, 0.096);
    assert.equal(ireland?.type('m5.large')?.prices.onDemandUsdPerHour, 0.107);
    assert.deepEqual(ireland.unpricedTypes, ['a1.large', 'inf1.xlarge', 'm1.small']);
    assert.equal(
      ireland.type('a1.large')?.prices.spotUsdPerHour,
      undefined,
      'a saving over nothing is no price',
    );
    assert.equal(virginia.type('i4i.large')?.prices.onDemandUsdPerHour, undefined);
  });

  it('carries what the built-in tables of Karpenter say where they lag behind', () => {
    assert.equal(catalog.facts('i4i.large')?.branchInterfaceCount, 0);
    assert.equal(catalog.facts('m5.large')?.branchInterfaceCount, 9);
  });

  it('reads i386 beside x86_64 as amd64', () => assert.equal(catalog.facts('m1.small')?.arch, 'amd64'));
});
