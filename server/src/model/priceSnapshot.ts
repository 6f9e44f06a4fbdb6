/** Prices and offerings of one region as AWS told them on a day: what a refresh stores, and what `Options.prices` takes.
 *  Plain JSON; docs/prices.md has the format. */

export interface PriceSnapshot {
  /** Rises with every change that breaks readers. */
  readonly version: 1;
  readonly region: string;
  /** Each part has a date of its own: one that could not be fetched keeps what it was. */
  readonly onDemand?: OnDemandPart;
  readonly spot?: SpotPart;
  readonly offerings?: OfferingsPart;
}

/** Linux, shared tenancy. A type that is not named has no price. */
export interface OnDemandPart {
  /** ISO instant of the answer. */
  readonly asOf: string;
  readonly usdPerHour: Readonly<Record<string, number>>;
}

/** Linux. A type that is not named in a zone has no spot price there. */
export interface SpotPart {
  readonly asOf: string;
  /** Type, then zone. */
  readonly usdPerHour: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The types that the region offers. */
export interface OfferingsPart {
  readonly asOf: string;
  /** Zone to the names of its types, sorted. */
  readonly zones: Readonly<Record<string, readonly string[]>>;
  /** Types that the embedded catalog does not know, as EC2's DescribeInstanceTypes describes them. */
  readonly newTypes: readonly unknown[];
}
