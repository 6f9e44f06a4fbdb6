/** A snapshot after a refresh. */
import type { OfferingsPart, OnDemandPart, PriceSnapshot, SpotPart } from '../../model/priceSnapshot';

/** undefined: the part could not be fetched. */
export interface FetchedParts {
  readonly onDemand: OnDemandPart | undefined;
  readonly spot: SpotPart | undefined;
  readonly offerings: OfferingsPart | undefined;
}

/** Parts that were fetched count; the others stay as they were, with their dates.
 *  @param previous  the last snapshot of the same region */
export function renewSnapshot(
  region: string,
  previous: PriceSnapshot | undefined,
  fetched: FetchedParts,
): PriceSnapshot {
  const onDemand = fetched.onDemand ?? previous?.onDemand;
  const spot = fetched.spot ?? previous?.spot;
  const offerings = fetched.offerings ?? previous?.offerings;
  return {
    ...{ version: 1, region },
    ...(onDemand ? { onDemand } : {}),
    ...(spot ? { spot } : {}),
    ...(offerings ? { offerings } : {}),
  };
}
