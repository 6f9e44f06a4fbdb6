/** Where the prices of a result come from, for people. */
import type { RegionCatalog } from '../catalog/catalog';
import { pricesSentence } from '../cost/assumptions';
import { counted, wrap } from './style';

/** `priceBasis` as lines of text. */
export const priceLines = (region: RegionCatalog): string[] => wrap(priceBasis(region), 0);

/** Dates and region of the prices, and how many types are left out because they have none. */
export const priceBasis = (region: RegionCatalog): string =>
  `${pricesSentence(region)} A month is 730 hours. ${unpricedSentence(region)}`;

/** What the bills of a report take for granted and leave out, and how many types have no price. */
export const billBasis = (
  { assumptions, missing }: { readonly assumptions: readonly string[]; readonly missing: readonly string[] },
  region: RegionCatalog,
): string =>
  [
    ...(assumptions.length > 0 ? assumptions : [pricesSentence(region)]),
    unpricedSentence(region),
    ...missing.map((sentence) => `Not in it: ${sentence}`),
  ].join(' ');

export const unpricedSentence = ({ unpricedTypes }: RegionCatalog): string =>
  unpricedTypes.length === 0
    ? 'Every type has a price.'
    : `${counted(unpricedTypes.length, 'type')} ${unpricedTypes.length === 1 ? 'has no price there and is' : 'have no price there and are'} left out, as Karpenter does.`;
