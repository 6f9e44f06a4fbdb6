/** Where the prices of a result come from, for people. */
import type { RegionCatalog } from '../catalog/catalog';
import { grouped, wrap } from './style';

/** Dates and region of the prices, and how many types are left out because they have none. */
export function priceLines(region: RegionCatalog): string[] {
  const { priceSources, unpricedTypes } = region;
  const onDemand = priceSources['on-demand'];
  const spot = priceSources.spot.filter((source) => !onDemand.includes(source));
  const dates = (sources: readonly { readonly asOf: string }[]): string =>
    [...new Set(sources.map(({ asOf }) => asOf))].join(' and ');
  const left =
    unpricedTypes.length === 0
      ? 'Every type has a price.'
      : `${grouped(unpricedTypes.length)} types have no price there and are left out, as Karpenter does.`;
  return wrap(
    `Linux prices of ${region.name}: on demand of ${dates(onDemand)}; spot from the average savings of ` +
      `${dates(spot)}. A month is 730 hours. ${left}`,
    0,
  );
}
