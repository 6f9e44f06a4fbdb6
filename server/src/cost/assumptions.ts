/** What a bill takes for granted, in words: shown beside every amount that comes from one. */
import type { RegionCatalog } from '../catalog/catalog';
import { datesText, isRefreshed, priceBasis, spotSources } from '../catalog/prices';
import type { DataSource } from '../catalog/snapshot';
import { HOURS_PER_MONTH } from '../simulate/summary';
import { dollars } from '../util/money';
import { CONTROL_PLANE_USD_PER_HOUR, EBS_SOURCE, EKS_SOURCE, VOLUME_PRICES } from './published';
import type { CostSettings } from './settings';

/** What a bill is made with. */
interface Told {
  readonly settings: CostSettings;
  readonly region: RegionCatalog;
  readonly hasWindows: boolean;
}

/** Short sentences; what is at its default and changes nothing is left out. */
export function assumptionsOf({ settings, region, hasWindows }: Told): readonly string[] {
  return [
    pricesSentence(region),
    ...(hasWindows ? [`Windows nodes: on demand ${windowsDate(region)}, licence included.`] : []),
    `A month is ${settings.hoursPerMonth} hours.`,
    ...discountSentence(settings),
    ...commitmentSentence(settings),
    ...volumesSentence(settings, region),
    ...controlPlaneSentence(settings),
    ...autoModeSentence(settings),
  ];
}

/** `us-east-1`, `on demand of 2026-07-20`, `spot of 2025-06-28`, `EBS of 2026-11-28`, and what makes amounts differ from
 *  list prices. */
export function basisOf({ settings, region, hasWindows }: Told): readonly string[] {
  const { discount, commitment, hoursPerMonth, autoMode } = settings;
  return [
    ...priceBasis(region),
    ...(hasWindows ? [`Windows ${windowsDate(region)}`] : []),
    ...volumesBasis(settings, region),
    ...(discount === 0 ? [] : [`${percent(discount)} discount`]),
    ...(commitment.share === 0 ? [] : [`${percent(commitment.share)} under a commitment`]),
    ...(autoMode ? ['Auto Mode'] : []),
    ...(hoursPerMonth === HOURS_PER_MONTH ? [] : [`${hoursPerMonth} hours a month`]),
  ];
}

/** Region and dates of the prices of instances. */
export function pricesSentence({ name, priceSources }: RegionCatalog): string {
  const onDemand = priceSources['on-demand'];
  const spot = spotSources(priceSources);
  const onDemandText = isRefreshed(onDemand) ? refreshedOn(onDemand) : `of ${datesText(onDemand)}`;
  const spotText = isRefreshed(spot) ? refreshedOn(spot) : `by average savings of ${datesText(spot)}`;
  return `Prices of ${name}: on demand ${onDemandText}, spot ${spotText}.`;
}

const refreshedOn = (sources: readonly DataSource[]): string => `refreshed ${datesText(sources)}`;

const percent = (share: number): string => `${Math.round(share * 10000) / 100} %`;

const discountSentence = ({ discount }: CostSettings): string[] =>
  discount === 0 ? [] : [`${percent(discount)} off list prices, spot excepted.`];

function commitmentSentence({ commitment: { share, discount } }: CostSettings): string[] {
  if (share === 0) return [];
  const at = discount === undefined ? 'at a discount that is not set' : `at ${percent(discount)} off`;
  return [`${percent(share)} of on demand is covered by a commitment, ${at}.`];
}

/** They are never refreshed. */
const windowsDate = ({ priceSources }: RegionCatalog): string => `of ${datesText(priceSources.windows)}`;

function volumesSentence({ ownVolumePrices }: CostSettings, { name }: RegionCatalog): string[] {
  const own = ownVolumePrices.join(', ');
  if (!VOLUME_PRICES[name]) return own === '' ? [] : [`EBS prices of ${own} as set.`];
  return [`EBS prices of ${EBS_SOURCE.asOf}${own === '' ? '' : `; of ${own} as set`}.`];
}

function volumesBasis({ ownVolumePrices }: CostSettings, { name }: RegionCatalog): string[] {
  const parts = [
    ...(VOLUME_PRICES[name] ? [`of ${EBS_SOURCE.asOf}`] : []),
    ...(ownVolumePrices.length > 0 ? ['as set'] : []),
  ];
  return parts.length > 0 ? [`EBS ${parts.join(' and ')}`] : [];
}

function controlPlaneSentence({ controlPlane, provisionedTier, currencyLabel }: CostSettings): string[] {
  if (controlPlane === 'none') return [];
  const tier = provisionedTier === 'standard' ? '' : ` and tier ${provisionedTier}`;
  const usdPerHour = dollars(CONTROL_PLANE_USD_PER_HOUR[controlPlane], 2, currencyLabel);
  return [`Control plane in ${controlPlane} support at ${usdPerHour} an hour${tier} (${EKS_SOURCE.asOf}).`];
}

function autoModeSentence({ autoMode }: CostSettings): string[] {
  if (!autoMode) return [];
  const { fee, acceleratedFee } = autoMode;
  const accelerated = acceleratedFee === undefined ? '' : `, ${percent(acceleratedFee)} with accelerators`;
  return [`Auto Mode's fee is ${percent(fee)} of the on-demand price${accelerated}.`];
}
