/** A price snapshot out of a value that nobody vouches for: a file, an option of the API. */
import type { OfferingsPart, OnDemandPart, PriceSnapshot, SpotPart } from '../../model/priceSnapshot';
import { failed, success, type Outcome } from '../../util/outcome';
import { entriesOf, field, listOf, numberOf, textOf } from '../../util/plainData';

/** Failure: it is not of version 1, has no region, or no part with a date. Prices that are no number above 0 count as not
 *  known. */
export function readPriceSnapshot(value: unknown): Outcome<PriceSnapshot> {
  if (field(value, 'version') !== 1) return failed('prices: not a price snapshot of version 1');
  const region = textOf(field(value, 'region'));
  if (region === undefined) return failed('prices: the snapshot names no region');
  const onDemand = readOnDemand(field(value, 'onDemand'));
  const spot = readSpot(field(value, 'spot'));
  const offerings = readZones(field(value, 'offerings'));
  if (!onDemand && !spot && !offerings)
    return failed(`prices: the snapshot of ${region} holds no part with a date`);
  return success({
    ...{ version: 1, region },
    ...(onDemand ? { onDemand } : {}),
    ...(spot ? { spot } : {}),
    ...(offerings ? { offerings } : {}),
  });
}

function readOnDemand(value: unknown): OnDemandPart | undefined {
  const asOf = dateOf(value);
  return asOf === undefined ? undefined : { asOf, usdPerHour: pricesOf(field(value, 'usdPerHour')) };
}

function readSpot(value: unknown): SpotPart | undefined {
  const asOf = dateOf(value);
  if (asOf === undefined) return undefined;
  const types = entriesOf(field(value, 'usdPerHour'));
  return { asOf, usdPerHour: Object.fromEntries(types.map(([type, zones]) => [type, pricesOf(zones)])) };
}

function readZones(value: unknown): OfferingsPart | undefined {
  const asOf = dateOf(value);
  if (asOf === undefined) return undefined;
  const zones = entriesOf(field(value, 'zones')).map(([zone, types]): [string, string[]] => [
    zone,
    listOf(types).filter((type): type is string => typeof type === 'string'),
  ]);
  return { asOf, zones: Object.fromEntries(zones), newTypes: listOf(field(value, 'newTypes')) };
}

function dateOf(part: unknown): string | undefined {
  const asOf = textOf(field(part, 'asOf'));
  return asOf !== undefined && /^\d{4}-\d\d-\d\d/.test(asOf) ? asOf : undefined;
}

const pricesOf = (value: unknown): Readonly<Record<string, number>> =>
  Object.fromEntries(
    entriesOf(value).flatMap(([name, written]) => {
      const usd = numberOf(written);
      return usd !== undefined && usd > 0 ? [[name, usd]] : [];
    }),
  );
