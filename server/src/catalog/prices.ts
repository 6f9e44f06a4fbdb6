/** Prices and where they come from. A price that is not known is undefined, never 0. */
import { compareText } from '../util/sort';
import type { CapacityType } from '../model/instanceType';
import type { DataSource, RegionTable } from './snapshot';
import { rounded } from '../util/rounded';

/** Dollars per hour of one instance type in one region. Decisions take Linux prices, also for Windows nodes. */
export interface Prices {
  readonly onDemandUsdPerHour: number | undefined;
  /** The lowest of the zones. */
  readonly spotUsdPerHour: number | undefined;
  /** Where zones differ: a zone that is not in it has no spot price. undefined: all zones have the price above. */
  readonly spotUsdPerHourByZone?: ReadonlyMap<string, number>;
  /** On demand, Windows licence included: for display only. */
  readonly windowsUsdPerHour: number | undefined;
}

/** The data sets that each kind of price is made from. */
export type PriceSources = Readonly<Record<CapacityType | 'windows', readonly DataSource[]>>;

/** The model of spot prices: on-demand less the advisor's average saving, rounded to six decimals.
 *  The order of operations is part of the result: other orders give other doubles. */
export const spotPrice = (onDemandUsdPerHour: number, savingPercent: number): number =>
  rounded((onDemandUsdPerHour * (100 - savingPercent)) / 100);

/** Whether the user had them fetched from AWS. */
export const isRefreshed = (sources: readonly DataSource[]): boolean =>
  sources.some((source) => source.isRefreshed === true);

/** `us-east-1`, `on demand of 2026-07-20`, `spot of 2025-06-28`: where prices are of, and when. */
export const priceBasis = ({ name, priceSources }: PricedRegion): readonly string[] => [
  name,
  `on demand ${datedText(priceSources['on-demand'])}`,
  `spot ${datedText(spotSources(priceSources))}`,
];

interface PricedRegion {
  readonly name: string;
  readonly priceSources: PriceSources;
}

const datedText = (sources: readonly DataSource[]): string =>
  isRefreshed(sources) ? `refreshed ${datesText(sources)}` : `of ${datesText(sources)}`;

/** Spot prices are reckoned from on-demand ones, whose date is said already. */
export const spotSources = (sources: PriceSources): readonly DataSource[] =>
  sources.spot.filter((source) => !sources['on-demand'].includes(source));

export const datesText = (sources: readonly DataSource[]): string =>
  [...new Set(sources.map(({ asOf }) => asOf))].sort(compareText).join(' and ') || 'unknown date';

/** Prices of row `row` of a region's table. */
export function decodePrices(table: RegionTable, row: number): Prices {
  const onDemandUsdPerHour = table.onDemand[row] ?? undefined;
  const savingPercent = table.spotSavingPercent[row] ?? undefined;
  const hasSpot = onDemandUsdPerHour !== undefined && savingPercent !== undefined;
  return {
    onDemandUsdPerHour,
    spotUsdPerHour: hasSpot ? spotPrice(onDemandUsdPerHour, savingPercent) : undefined,
    windowsUsdPerHour: table.windows[row] ?? undefined,
  };
}

export function decodePriceSources(table: RegionTable, sources: readonly DataSource[]): PriceSources {
  const named = (...ids: string[]) => ids.flatMap((id) => sources.filter((source) => source.id === id));
  return {
    'on-demand': named(table.onDemandSource),
    spot: named(table.onDemandSource, 'spot-advisor'),
    windows: named('windows'),
  };
}
