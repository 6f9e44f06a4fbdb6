/** The embedded snapshot: what it says, its size, its speed. Numbers are those of the committed data. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { decodeCatalog } from '../../../server/src/catalog/catalog';

const catalog = loadCatalog();
const region = (name: string) => {
  const found = catalog.region(name);
  assert.ok(found, name);
  return found;
};

describe('the catalog', () => {
  it('knows 30 regions, sorted, and no GovCloud or China', () => {
    assert.equal(catalog.regions.length, 30);
    assert.deepEqual([...catalog.regions].sort(), catalog.regions);
    for (const name of ['us-gov-west-1', 'cn-north-1', 'nowhere'])
      assert.equal(catalog.region(name), undefined);
  });

  it('lists the types of a region by name', () => {
    const names = region('us-east-1').types.map((type) => type.facts.name);
    assert.equal(names.length, 1345);
    assert.deepEqual([...names].sort(), names);
  });

  it('says where a type is offered', () => {
    assert.deepEqual(
      region('us-east-1').zones,
      ['a', 'b', 'c', 'd', 'e', 'f'].map((zone) => `us-east-1${zone}`),
    );
    assert.deepEqual(region('us-east-1').type('a1.large')?.zones, ['us-east-1a', 'us-east-1b', 'us-east-1c']);
    assert.equal(region('us-east-1').type('m99.large'), undefined);
  });

  it('has the newer on-demand prices in us-east-1 and the older ones elsewhere, each with its date', () => {
    assert.deepEqual(
      region('us-east-1').priceSources['on-demand'].map((source) => source.asOf),
      ['2026-07-20'],
    );
    assert.deepEqual(
      region('eu-west-1').priceSources['on-demand'].map((source) => source.asOf),
      ['2025-05-28'],
    );
    assert.deepEqual(
      region('eu-west-1').priceSources.spot.map((source) => source.asOf),
      ['2025-05-28', '2025-06-28'],
    );
    for (const source of catalog.sources) assert.match(source.asOf, /^\d{4}-\d{2}(-\d{2})?$/);
  });

  it('makes spot prices from the saving, and counts the types that have no price', () => {
    const large = region('eu-west-1').type('m5.large');
    assert.deepEqual(large?.prices, {
      onDemandUsdPerHour: 0.107,
      spotUsdPerHour: 0.04601,
      windowsUsdPerHour: 0.199,
    });
    assert.equal(region('us-east-1').unpricedTypes.length, 0);
    assert.equal(region('eu-west-1').unpricedTypes.length, 355);
  });

  it('never has a price that is not positive', () => {
    for (const name of catalog.regions) {
      for (const { prices } of region(name).types) {
        for (const price of Object.values(prices)) assert.ok(price === undefined || price > 0);
      }
    }
  });

  it('says how often spot instances are taken back', () => {
    assert.deepEqual(region('eu-west-1').type('m5.large')?.interruption, { index: 1, label: '5-10%' });
    assert.equal(region('eu-west-1').interruptionSource?.asOf, '2025-06-28');
  });

  it('has facts of every type, whatever the region', () => {
    const facts = catalog.facts('p4d.24xlarge');
    assert.equal(facts?.vcpuCount, 96);
    assert.deepEqual(facts.networkCards, [15, 15, 15, 15]);
    assert.deepEqual(facts.gpus, [{ name: 'A100', manufacturer: 'NVIDIA', count: 8, memoryMib: 40960 }]);
    assert.equal(catalog.facts('m99.large'), undefined);
  });

  it('takes at most 700 KB in the package', () => {
    assert.ok(statSync('schemas/catalog/catalog.bin').size <= 700 * 1024);
  });

  it('loads in under 40 ms, a region with it', () => {
    const bytes = readFileSync('schemas/catalog/catalog.bin');
    const times = Array.from({ length: 5 }, () => {
      const startedMs = performance.now();
      assert.ok(decodeCatalog(brotliDecompressSync(bytes)).region('us-east-1'));
      return performance.now() - startedMs;
    });
    assert.ok(Math.min(...times) < 40, `${Math.min(...times)} ms at best`);
  });
});
