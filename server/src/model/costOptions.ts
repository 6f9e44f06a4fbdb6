/** What a caller may say about the bill. Everything is optional; `cost/settings.ts` applies the defaults. */

/** Dollars of one volume type. */
export interface VolumePriceOptions {
  readonly usdPerGbMonth?: number;
  /** gp3: over 3,000; others: from the first. */
  readonly usdPerIopsMonth?: number;
  /** gp3, MiB/s over 125. */
  readonly usdPerThroughputMonth?: number;
}

/** What is discounted, and what counts; everything has a default. Terms: docs/cost.md. */
export interface CostOptions {
  /** Written before amounts. They are US dollars, whatever it says. */
  readonly currencyLabel?: string;
  readonly hoursPerMonth?: number;
  /** Off list prices: on demand, volumes, control plane, Auto Mode. */
  readonly discountPercent?: number;
  /** Savings Plans and reserved instances: the share of on-demand spending that they cover, and what they take off it. */
  readonly commitment?: { readonly sharePercent?: number; readonly discountPercent?: number };
  /** By volume type; each price wins over the one that Dryfit knows. */
  readonly volumePrices?: Readonly<Record<string, VolumePriceOptions>>;
  readonly controlPlane?: 'standard' | 'extended' | 'none';
  readonly provisionedTier?: 'standard' | 'XL' | '2XL' | '4XL' | '8XL';
  readonly autoMode?: {
    readonly enable?: boolean;
    readonly feePercent?: number;
    /** Of types with GPUs or other accelerators. */
    readonly acceleratedFeePercent?: number;
  };
}
