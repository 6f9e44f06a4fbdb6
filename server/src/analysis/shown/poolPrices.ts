/** What a preview tells of the instance types that a pool is left with: the same as long as its requirements and the prices
 *  are, so that an edit of a workload works nothing out again. */
import { priceOf, type RegionCatalog } from '../../catalog/catalog';
import type { CapacityType, InstanceType, Offering } from '../../model/instanceType';
import { perObject } from '../../util/perObject';
import { compareNumber, compareText } from '../../util/sort';

export type PriceRange = readonly [lowest: number, highest: number];

export interface TypePrice {
  readonly instanceType: string;
  readonly onDemandUsdPerHour?: number;
  readonly spotUsdPerHour?: number;
}

export interface PoolPrices {
  readonly cheapest: readonly TypePrice[];
  /** Lowest and highest price per hour of what is left, by capacity type; absent: there is none. */
  readonly onDemandUsdRange?: PriceRange;
  readonly spotUsdRange?: PriceRange;
}

const CHEAPEST_COUNT = 5;

/** @param types  what the pool's requirements leave, each with the offerings left */
export const poolPrices = (types: readonly InstanceType[], region: RegionCatalog): PoolPrices =>
  pricesIn(region)(types);

const pricesIn = perObject((region: RegionCatalog) =>
  perObject((types: readonly InstanceType[]): PoolPrices => ({
    cheapest: cheapestTypes(types, region),
    ...priceRanges(types),
  })),
);

/** The zones that types are offered in, by name. */
export const offeredZones = perObject((types: readonly InstanceType[]): readonly string[] => {
  const zones = new Set<string>();
  for (const { offerings } of types) for (const { zone } of offerings) zones.add(zone);
  return [...zones].sort(compareText);
});

function priceRanges(types: readonly InstanceType[]) {
  const onDemandUsdRange = priceRange(types, 'on-demand');
  const spotUsdRange = priceRange(types, 'spot');
  return { ...(onDemandUsdRange ? { onDemandUsdRange } : {}), ...(spotUsdRange ? { spotUsdRange } : {}) };
}

function priceRange(types: readonly InstanceType[], capacityType: CapacityType): PriceRange | undefined {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const { offerings } of types)
    for (const offering of offerings) {
      if (offering.capacityType !== capacityType) continue;
      lowest = Math.min(lowest, offering.usdPerHour);
      highest = Math.max(highest, offering.usdPerHour);
    }
  return lowest <= highest ? [lowest, highest] : undefined;
}

/** By the lowest price among the offerings that the pool leaves, ties by name. Both prices are told where known. */
function cheapestTypes(types: readonly InstanceType[], region: RegionCatalog): TypePrice[] {
  const priced = types.flatMap((type) => {
    const usdPerHour = lowestOf(type.offerings);
    return usdPerHour === undefined ? [] : [{ type, usdPerHour }];
  });
  priced.sort((a, b) => compareNumber(a.usdPerHour, b.usdPerHour) || compareText(a.type.name, b.type.name));
  return priced.slice(0, CHEAPEST_COUNT).map(({ type }) => typePrice(type, region));
}

const lowestOf = (offerings: readonly Offering[]): number | undefined =>
  offerings.length === 0 ? undefined : Math.min(...offerings.map(({ usdPerHour }) => usdPerHour));

/** In the zones that are left, where it is offered there. */
function typePrice({ name, offerings }: InstanceType, region: RegionCatalog): TypePrice {
  const type = region.type(name);
  const price = (capacityType: CapacityType): number | undefined =>
    lowestOf(offerings.filter((offering) => offering.capacityType === capacityType)) ??
    (type && priceOf(type, capacityType));
  const onDemandUsdPerHour = price('on-demand');
  const spotUsdPerHour = price('spot');
  return {
    instanceType: name,
    ...(onDemandUsdPerHour === undefined ? {} : { onDemandUsdPerHour }),
    ...(spotUsdPerHour === undefined ? {} : { spotUsdPerHour }),
  };
}
