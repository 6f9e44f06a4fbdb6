import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { poolPrices } from '../../../server/src/analysis/shown/poolPrices';
import type { InstanceType, Offering } from '../../../server/src/model/instanceType';

const region = loadCatalog().region('us-east-1');

const type = (name: string, offerings: readonly Partial<Offering>[]): InstanceType =>
  ({ name, offerings }) as InstanceType;

test('the cheapest types have the prices of the zones that a pool leaves, not the lowest of the region', () => {
  assert.ok(region);
  const spot = (zone: string, usdPerHour: number) => ({ capacityType: 'spot' as const, zone, usdPerHour });
  const large = type('m5.large', [spot('us-east-1b', 0.07), spot('us-east-1c', 0.06)]);
  const xlarge = type('m5.xlarge', [spot('us-east-1c', 0.05)]);
  const { cheapest, spotUsdRange, onDemandUsdRange } = poolPrices([large, xlarge], region);
  assert.deepEqual(
    cheapest.map(({ instanceType, spotUsdPerHour }) => [instanceType, spotUsdPerHour]),
    [
      ['m5.xlarge', 0.05],
      ['m5.large', 0.06],
    ],
  );
  assert.deepEqual(spotUsdRange, [0.05, 0.07]);
  // What it does not buy is told as the region has it, and has no range.
  assert.equal(cheapest[1]?.onDemandUsdPerHour, 0.096);
  assert.equal(onDemandUsdRange, undefined);
});
