/** The options of the bill with their defaults. */
import type { CostOptions, VolumePriceOptions } from '../model/costOptions';
import { HOURS_PER_MONTH } from '../simulate/summary';
import { compareText } from '../util/sort';
import { AUTO_MODE_FEE_PERCENT, VOLUME_PRICES } from './published';
import { readCostOptions } from './readOptions';

export interface CostSettings {
  readonly currencyLabel: string;
  readonly hoursPerMonth: number;
  /** 0 to 1, off list prices. */
  readonly discount: number;
  readonly commitment: {
    /** 0 to 1, of on-demand spending at list prices. */
    readonly share: number;
    /** 0 to 1; undefined: not known. */
    readonly discount: number | undefined;
  };
  readonly volumePrices: Readonly<Record<string, VolumePriceOptions>>;
  /** Types of volumes of which some price is the user's, by name. */
  readonly ownVolumePrices: readonly string[];
  readonly controlPlane: NonNullable<CostOptions['controlPlane']>;
  readonly provisionedTier: NonNullable<CostOptions['provisionedTier']>;
  /** undefined: not used. */
  readonly autoMode:
    | {
        /** 0 to 1, of the on-demand price. */
        readonly fee: number;
        /** undefined: not known. */
        readonly acceleratedFee: number | undefined;
      }
    | undefined;
}

/** @param region  whose volume prices count where the options name none */
export function resolveCost(given: CostOptions | undefined, region: string): CostSettings {
  const options = readCostOptions(given);
  const { commitment, autoMode } = options;
  return {
    currencyLabel: options.currencyLabel ?? '$',
    hoursPerMonth: options.hoursPerMonth ?? HOURS_PER_MONTH,
    discount: (options.discountPercent ?? 0) / 100,
    commitment: {
      share: (commitment?.sharePercent ?? 0) / 100,
      discount: shareOf(commitment?.discountPercent),
    },
    volumePrices: volumePrices(VOLUME_PRICES[region] ?? {}, options.volumePrices ?? {}),
    ownVolumePrices: Object.keys(options.volumePrices ?? {}).sort(compareText),
    controlPlane: options.controlPlane ?? 'standard',
    provisionedTier: options.provisionedTier ?? 'standard',
    autoMode: autoMode?.enable
      ? {
          fee: (autoMode.feePercent ?? AUTO_MODE_FEE_PERCENT) / 100,
          acceleratedFee: shareOf(autoMode.acceleratedFeePercent),
        }
      : undefined,
  };
}

type VolumePrices = CostSettings['volumePrices'];

/** Price by price: who sets that of the size keeps the known one of the IOPS. */
const volumePrices = (known: VolumePrices, set: VolumePrices): VolumePrices => ({
  ...known,
  ...Object.fromEntries(Object.entries(set).map(([type, price]) => [type, { ...known[type], ...price }])),
});

const shareOf = (percent: number | undefined): number | undefined =>
  percent === undefined ? undefined : percent / 100;
