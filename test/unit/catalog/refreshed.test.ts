// Refreshed prices: answers of AWS decoded, and laid over the embedded catalog.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { readProducts } from '../../../server/src/catalog/refreshed/onDemandAnswer';
import { overlayCatalog } from '../../../server/src/catalog/refreshed/overlay';
import { readPriceSnapshot } from '../../../server/src/catalog/refreshed/readSnapshot';
import { SpotPrices } from '../../../server/src/catalog/refreshed/spotAnswer';
import { readInstanceType } from '../../../server/src/catalog/refreshed/typeAnswer';
import { resolveInstanceTypes } from '../../../server/src/catalog/resolve';
import { resolveOptions } from '../../../server/src/model/options';
import type { PriceSnapshot } from '../../../server/src/model/priceSnapshot';
import { product } from '../../support/awsServer';
import { nodeClass } from '../../support/catalogBuilders';

const ASOF = '2026-11-28T12:00:00.000Z';
const SNAPSHOT: PriceSnapshot = { version: 1, region: 'us-east-1' };
const NEW_TYPE = {
  InstanceType: 'm9x.large',
  SupportedUsageClasses: ['spot', 'on-demand'],
  SupportedVirtualizationTypes: ['hvm'],
  Hypervisor: 'nitro',
  ProcessorInfo: { SupportedArchitectures: ['arm64'], Manufacturer: 'AWS', SustainedClockSpeedInGhz: 2.8 },
  VCpuInfo: { DefaultVCpus: 2 },
  MemoryInfo: { SizeInMiB: 8192 },
  NetworkInfo: { NetworkCards: [{ MaximumNetworkInterfaces: 3 }], Ipv4AddressesPerInterface: 10 },
};

test('products have the price of their on-demand term; 0 and what cannot be read are no price', () => {
  const usdPerHour = new Map<string, number>();
  const unreadable = readProducts(
    [product('m7i.large', '0.1008'), product('m7i.xlarge', '0.0000000000'), 'no json', '{}'],
    usdPerHour,
  );
  assert.deepEqual([...usdPerHour], [['m7i.large', 0.1008]]);
  assert.equal(unreadable, 2);
});

test('of several spot prices of a type and zone the newest counts', () => {
  const entry = (SpotPrice: string, Timestamp: string) => ({
    ...{ InstanceType: 'm7i.large', AvailabilityZone: 'us-east-1a', SpotPrice },
    Timestamp: new Date(Timestamp),
  });
  const prices = new SpotPrices();
  prices.add([
    entry('0.03', '2026-11-28T10:00:00Z'),
    entry('0.05', '2026-11-28T09:00:00Z'),
    { SpotPrice: '1' },
  ]);
  prices.add([entry('0.02', '2026-11-27T10:00:00Z')]);
  assert.deepEqual(prices.usdPerHour(), { 'm7i.large': { 'us-east-1a': 0.03 } });
});

test('a type of EC2 is read with what decides on nodes; one that Karpenter cannot use, or without its memory, is none', () => {
  assert.equal(readInstanceType({ ...NEW_TYPE, SupportedVirtualizationTypes: ['paravirtual'] }), undefined);
  assert.equal(readInstanceType({ ...NEW_TYPE, MemoryInfo: {} }), undefined);
  const facts = readInstanceType(NEW_TYPE);
  assert.equal(facts?.arch, 'arm64');
  assert.deepEqual(facts?.capacityTypes, ['on-demand', 'spot']);
  assert.equal(facts?.clockMhz, 2800);
  assert.equal(facts?.networkMbps, undefined);
});

test('a part that was refreshed counts alone, the others stay embedded', () => {
  const embedded = loadCatalog().region('us-east-1');
  const region = overlayCatalog(loadCatalog(), {
    ...SNAPSHOT,
    onDemand: { asOf: ASOF, usdPerHour: { 'm7i.large': 9 } },
  }).region('us-east-1');
  assert.ok(region && embedded);
  assert.equal(region.type('m7i.large')?.prices.onDemandUsdPerHour, 9);
  assert.equal(
    region.type('m7i.large')?.prices.spotUsdPerHour,
    embedded.type('m7i.large')?.prices.spotUsdPerHour,
  );
  assert.equal(region.type('m7i.xlarge')?.prices.onDemandUsdPerHour, undefined);
  assert.equal(region.unpricedTypes.length, embedded.types.length - 1);
  assert.deepEqual(region.priceSources['on-demand'], [
    { id: 'refreshed/on-demand', title: 'AWS Price List API', asOf: '2026-11-28', isRefreshed: true },
  ]);
  assert.deepEqual(region.priceSources.spot, embedded.priceSources.spot);
});

test('spot prices differ by zone, and a zone without one has no spot offering', () => {
  const catalog = overlayCatalog(loadCatalog(), {
    ...SNAPSHOT,
    spot: { asOf: ASOF, usdPerHour: { 'm7i.large': { 'us-east-1a': 0.05, 'us-east-1b': 0.03 } } },
  });
  const types = resolveInstanceTypes(catalog, nodeClass(), resolveOptions());
  const spot = types
    .find(({ name }) => name === 'm7i.large')
    ?.offerings.filter(({ capacityType }) => capacityType === 'spot');
  assert.deepEqual(
    spot?.map(({ zone, usdPerHour }) => [zone, usdPerHour]),
    [
      ['us-east-1a', 0.05],
      ['us-east-1b', 0.03],
    ],
  );
  assert.equal(catalog.region('us-east-1')?.type('m7i.large')?.prices.spotUsdPerHour, 0.03);
});

test('offerings bring types that the embedded catalog does not know, and take away what is no longer offered', () => {
  const catalog = overlayCatalog(loadCatalog(), {
    ...SNAPSHOT,
    onDemand: { asOf: ASOF, usdPerHour: { 'm7i.large': 0.1, 'm9x.large': 0.05 } },
    offerings: {
      asOf: ASOF,
      zones: { 'us-east-1b': ['m9x.large', 'q1.unknown'], 'us-east-1a': ['m7i.large', 'm9x.large'] },
      newTypes: [NEW_TYPE],
    },
  });
  const region = catalog.region('us-east-1');
  assert.deepEqual(
    region?.types.map(({ facts, zones }) => [facts.name, zones]),
    [
      ['m7i.large', ['us-east-1a']],
      ['m9x.large', ['us-east-1a', 'us-east-1b']],
    ],
  );
  assert.deepEqual(region?.zones, ['us-east-1a', 'us-east-1b']);
  assert.equal(catalog.facts('m9x.large')?.memoryMib, 8192);
  assert.deepEqual(catalog.region('eu-west-1'), loadCatalog().region('eu-west-1'));
});

test('a value that is no snapshot is refused with a reason, odd prices are not known', () => {
  const reasonOf = (value: unknown): string | undefined => {
    const read = readPriceSnapshot(value);
    return read.ok ? undefined : read.failure.message;
  };
  assert.equal(reasonOf(null), 'prices: not a price snapshot of version 1');
  assert.equal(reasonOf({ version: 1 }), 'prices: the snapshot names no region');
  assert.equal(
    reasonOf({ version: 1, region: 'us-east-1', onDemand: { usdPerHour: {} } }),
    'prices: the snapshot of us-east-1 holds no part with a date',
  );
  const odd = { 'a.large': 0, 'b.large': '1', 'c.large': -1, 'd.large': 2 };
  const read = readPriceSnapshot({ ...SNAPSHOT, onDemand: { asOf: ASOF, usdPerHour: odd } });
  assert.deepEqual(read.ok && read.value.onDemand?.usdPerHour, { 'd.large': 2 });
});
