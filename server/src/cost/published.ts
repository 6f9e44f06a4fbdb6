/** Prices that AWS publishes and that could be verified, each with its source and date. What is not here has no default:
 *  it is a setting, and unknown until it is set. docs/cost.md has the same figures. */

import type { VolumePriceOptions } from '../model/costOptions';

export interface PublishedSource {
  readonly title: string;
  /** ISO date of the price list, or of the look-up where the source has none. */
  readonly asOf: string;
}

export const EKS_SOURCE: PublishedSource = { title: 'AWS price list, AmazonEKS', asOf: '2026-09-28' };

/** Dollars per cluster-hour, the same in every commercial region. Extended support is its surcharge included. */
export const CONTROL_PLANE_USD_PER_HOUR = { standard: 0.1, extended: 0.6 } as const;

/** Dollars per hour of the tiers of EKS Provisioned Control Plane, on top of the cluster-hour. */
export const PROVISIONED_TIER_USD_PER_HOUR = {
  XL: 1.65,
  '2XL': 3.4,
  '4XL': 6.9,
  '8XL': 13.9,
} as const;

/** Auto Mode's fee as a share of the on-demand price, whatever the instance is bought as: the rate of every row read for
 *  types without accelerators (t4g.medium, m7g.large, m7i.large in two regions). Accelerated types have lower ones. */
export const AUTO_MODE_FEE_PERCENT = 12;

/** EBS prices a volume per month of this many hours. */
export const EBS_HOURS_PER_MONTH = 730;

/** What a gp3 volume has for its size alone. */
export const GP3_FREE = { iops: 3000, throughputMibPerSecond: 125 } as const;

export const EBS_SOURCE: PublishedSource = { title: 'AWS price list, AmazonEC2 (EBS)', asOf: '2026-11-28' };

/** Dollars per month by region, then volume type. */
export const VOLUME_PRICES: Readonly<Record<string, Readonly<Record<string, VolumePriceOptions>>>> = {
  'us-east-1': {
    gp3: { usdPerGbMonth: 0.08, usdPerIopsMonth: 0.005, usdPerThroughputMonth: 0.04 },
    gp2: { usdPerGbMonth: 0.1 },
    io1: { usdPerGbMonth: 0.125, usdPerIopsMonth: 0.065 },
  },
};
