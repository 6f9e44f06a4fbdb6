/** The EC2 facts that the product carries, read from the snapshot. Regions are decoded when first asked for. */
import type { CapacityType } from '../model/instanceType';
import type { InterruptionClass } from '../model/interruption';
import { decodePrices, decodePriceSources, type Prices, type PriceSources } from './prices';
import type { DataSource, Header, RegionTable, TypesTable } from './snapshot';
import { decodeTypes, type TypeFacts } from './typeFacts';

export interface Catalog {
  /** Regions with offerings, sorted. Any other (GovCloud, China) is bad usage for the callers. */
  readonly regions: readonly string[];
  /** Every data set, with its date. */
  readonly sources: readonly DataSource[];
  /** undefined when the region has no offerings. */
  region(name: string): RegionCatalog | undefined;
  /** Facts of a type that some region offers. */
  facts(typeName: string): TypeFacts | undefined;
}

/** One region: the types that Karpenter would consider there. */
export interface RegionCatalog {
  readonly name: string;
  /** Sorted. */
  readonly zones: readonly string[];
  /** Sorted; not aligned with `zones`, accounts differ in that. */
  readonly zoneIds: readonly string[];
  /** Sorted by name. */
  readonly types: readonly RegionType[];
  type(name: string): RegionType | undefined;
  readonly priceSources: PriceSources;
  /** Where `RegionType.interruption` comes from, with its date. */
  readonly interruptionSource: DataSource | undefined;
  /** Names of the types without an on-demand price: they have no offering, as in Karpenter. Sorted. */
  readonly unpricedTypes: readonly string[];
}

export interface RegionType {
  readonly facts: TypeFacts;
  /** Zones that offer it, sorted. */
  readonly zones: readonly string[];
  readonly prices: Prices;
  /** How often its Linux spot instances are taken back in this region, as of the source `spot-advisor`; undefined when
   *  the advisor does not know the type here. */
  readonly interruption: InterruptionClass | undefined;
}

/** @param bytes the decompressed snapshot */
export function decodeCatalog(bytes: Uint8Array): Catalog {
  const lines = splitLines(bytes);
  const header = parse<Header>(lines[0]);
  const types = once(() => decodeTypes(parse<TypesTable>(lines[1])));
  const byName = once(() => new Map(types().map((facts) => [facts.name, facts])));
  const regions = new Map(
    header.regions.map((name, index) => [
      name,
      once(() => decodeRegion(parse<RegionTable>(lines[index + 2]), types(), header)),
    ]),
  );
  return {
    regions: header.regions,
    sources: header.sources,
    region: (name) => regions.get(name)?.(),
    facts: (typeName) => byName().get(typeName),
  };
}

/** The price of a type for Linux by capacity type. */
export const priceOf = (type: RegionType, capacityType: CapacityType): number | undefined =>
  capacityType === 'spot' ? type.prices.spotUsdPerHour : type.prices.onDemandUsdPerHour;

function decodeRegion(table: RegionTable, facts: readonly TypeFacts[], header: Header): RegionCatalog {
  const zonesOfMask = memoize((mask: number) => table.zones.filter((_, bit) => mask & (1 << bit)));
  const interruptions = header.interruptionRanges.map((label, index) => ({ index, label }));
  const types: RegionType[] = [];
  let typeRow = 0;
  table.typeSteps.forEach((step, row) => {
    typeRow += step;
    const known = facts[typeRow];
    if (!known) return;
    types.push({
      facts: known,
      zones: zonesOfMask(table.zoneMasks[row] ?? 0),
      prices: decodePrices(table, row),
      interruption: interruptions[table.interruption[row] ?? -1],
    });
  });
  const byName = once(() => new Map(types.map((type) => [type.facts.name, type])));
  return {
    name: table.region,
    zones: table.zones,
    zoneIds: table.zoneIds,
    types,
    type: (name) => byName().get(name),
    priceSources: decodePriceSources(table, header.sources),
    interruptionSource: header.sources.find(({ id }) => id === 'spot-advisor'),
    unpricedTypes: types.filter(isUnpriced).map((type) => type.facts.name),
  };
}

/** Without an on-demand price a type takes no part. */
export const isUnpriced = (type: RegionType): boolean => type.prices.onDemandUsdPerHour === undefined;

const NEWLINE = 10;

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) return [...lines, bytes.subarray(start)];
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
}

const parse = <T>(line: Uint8Array | undefined): T => JSON.parse(new TextDecoder().decode(line)) as T;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function memoize<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
