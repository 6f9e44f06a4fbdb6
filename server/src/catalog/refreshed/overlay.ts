/** Puts refreshed prices and offerings over one region of the embedded catalog. */
import type { PriceSnapshot } from '../../model/priceSnapshot';
import { compareText } from '../../util/sort';
import { isUnpriced, type Catalog, type RegionCatalog, type RegionType } from '../catalog';
import type { Prices } from '../prices';
import type { DataSource } from '../snapshot';
import type { TypeFacts } from '../typeFacts';
import { readInstanceType } from './typeAnswer';
import { ownValue } from '../../util/own';

/** Parts that the snapshot lacks stay as they are embedded, with the embedded dates; a part that it has counts alone: a type
 *  that is not in it has no such price, as in Karpenter once it has fetched prices. Regions that the embedded catalog does not
 *  have stay unknown. */
export function overlayCatalog(catalog: Catalog, snapshot: PriceSnapshot): Catalog {
  const base = catalog.region(snapshot.region);
  if (!base) return catalog;
  const newTypes = newFacts(catalog, snapshot);
  const facts = (name: string): TypeFacts | undefined => catalog.facts(name) ?? newTypes.get(name);
  const region = overlayRegion(base, snapshot, facts);
  const { 'on-demand': onDemand, spot } = region.priceSources;
  const refreshed = [...onDemand, ...spot].filter((source) => source.isRefreshed === true);
  return {
    regions: catalog.regions,
    sources: [...catalog.sources, ...refreshed],
    region: (name) => (name === snapshot.region ? region : catalog.region(name)),
    facts,
  };
}

function newFacts(catalog: Catalog, { offerings }: PriceSnapshot): ReadonlyMap<string, TypeFacts> {
  const made = (offerings?.newTypes ?? []).flatMap((answer) => readInstanceType(answer) ?? []);
  return new Map(made.filter(({ name }) => !catalog.facts(name)).map((facts) => [facts.name, facts]));
}

function overlayRegion(
  base: RegionCatalog,
  snapshot: PriceSnapshot,
  factsOf: (name: string) => TypeFacts | undefined,
): RegionCatalog {
  const types = offeredTypes(base, snapshot, factsOf).map((type) => ({
    ...type,
    prices: pricesOf(type, snapshot),
  }));
  const byName = new Map(types.map((type) => [type.facts.name, type]));
  return {
    ...base,
    zones: snapshot.offerings ? Object.keys(snapshot.offerings.zones).sort(compareText) : base.zones,
    types,
    type: (name) => byName.get(name),
    priceSources: { ...base.priceSources, ...refreshedSources(snapshot) },
    unpricedTypes: types.filter(isUnpriced).map(({ facts }) => facts.name),
  };
}

/** Types whose facts nobody knows are left out. */
function offeredTypes(
  base: RegionCatalog,
  { offerings }: PriceSnapshot,
  factsOf: (name: string) => TypeFacts | undefined,
): readonly RegionType[] {
  if (!offerings) return base.types;
  const zonesOf = new Map<string, string[]>();
  for (const zone of Object.keys(offerings.zones).sort(compareText)) {
    for (const type of offerings.zones[zone] ?? []) zonesOf.set(type, [...(zonesOf.get(type) ?? []), zone]);
  }
  return [...zonesOf]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, zones]) => {
      const known = base.type(name);
      const facts = known?.facts ?? factsOf(name);
      return facts
        ? [{ facts, zones, prices: known?.prices ?? UNPRICED, interruption: known?.interruption }]
        : [];
    });
}

const UNPRICED: Prices = {
  onDemandUsdPerHour: undefined,
  spotUsdPerHour: undefined,
  windowsUsdPerHour: undefined,
};

function pricesOf({ facts, prices }: RegionType, { onDemand, spot }: PriceSnapshot): Prices {
  return {
    ...prices,
    ...(onDemand ? { onDemandUsdPerHour: ownValue(onDemand.usdPerHour, facts.name) } : {}),
    ...(spot ? spotPrices(ownValue(spot.usdPerHour, facts.name) ?? {}) : {}),
  };
}

function spotPrices(byZone: Readonly<Record<string, number>>) {
  const known = Object.values(byZone);
  return {
    spotUsdPerHour: known.length === 0 ? undefined : Math.min(...known),
    spotUsdPerHourByZone: new Map(Object.entries(byZone)),
  };
}

function refreshedSources({ onDemand, spot }: PriceSnapshot): Partial<RegionCatalog['priceSources']> {
  return {
    ...(onDemand ? { 'on-demand': [refreshed('on-demand', 'AWS Price List API', onDemand.asOf)] } : {}),
    ...(spot ? { spot: [refreshed('spot', 'EC2 DescribeSpotPriceHistory', spot.asOf)] } : {}),
  };
}

const refreshed = (id: string, title: string, asOf: string): DataSource => ({
  id: `refreshed/${id}`,
  title,
  asOf: asOf.slice(0, 10),
  isRefreshed: true,
});
