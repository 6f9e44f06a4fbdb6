/** Options of the bill from what a user wrote (a settings object, a command line). What has the wrong type or makes no
 *  sense counts as not given: a typing mistake must not change a price. */
import { fieldsOf, valueAt } from '../manifest/fields';
import type { CostOptions, VolumePriceOptions } from '../model/costOptions';

export const CONTROL_PLANES = ['standard', 'extended', 'none'] as const;
export const PROVISIONED_TIERS = ['standard', 'XL', '2XL', '4XL', '8XL'] as const;
/** The hours of the longest month. */
const MAX_HOURS = 744;
const MAX_LABEL = 8;

export function readCostOptions(value: unknown): CostOptions {
  const label = valueAt(value, 'currencyLabel');
  return given({
    currencyLabel: typeof label === 'string' && label !== '' ? label.slice(0, MAX_LABEL) : undefined,
    hoursPerMonth: hours(valueAt(value, 'hoursPerMonth')),
    discountPercent: percent(valueAt(value, 'discountPercent')),
    commitment: group({
      sharePercent: percent(valueAt(value, 'commitment', 'sharePercent')),
      discountPercent: percent(valueAt(value, 'commitment', 'discountPercent')),
    }),
    volumePrices: group(volumePrices(valueAt(value, 'volumePrices'))),
    controlPlane: oneOf(CONTROL_PLANES, valueAt(value, 'controlPlane')),
    provisionedTier: oneOf(PROVISIONED_TIERS, valueAt(value, 'provisionedTier')),
    autoMode: group(autoMode(valueAt(value, 'autoMode'))),
  });
}

function autoMode(value: unknown): Partial<Record<string, unknown>> {
  const enable = valueAt(value, 'enable');
  return {
    enable: typeof enable === 'boolean' ? enable : undefined,
    feePercent: percent(valueAt(value, 'feePercent')),
    acceleratedFeePercent: percent(valueAt(value, 'acceleratedFeePercent')),
  };
}

function volumePrices(value: unknown): Record<string, VolumePriceOptions | undefined> {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).map(([type, price]) => [type, volumePrice(price)]),
  );
}

function volumePrice(value: unknown): VolumePriceOptions | undefined {
  return group({
    usdPerGbMonth: dollars(valueAt(value, 'usdPerGbMonth')),
    usdPerIopsMonth: dollars(valueAt(value, 'usdPerIopsMonth')),
    usdPerThroughputMonth: dollars(valueAt(value, 'usdPerThroughputMonth')),
  });
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the entries that are not there. */
const given = <T extends object, R>(entries: T): R =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as R;

/** undefined when nothing of the group is there. */
function group<T extends object>(entries: T): Given<T> | undefined {
  const found = given<T, Given<T>>(entries);
  return Object.keys(found).length > 0 ? found : undefined;
}

/** A month without any would make every bill nothing. */
const hours = (value: unknown): number | undefined => {
  const read = numberUpTo(MAX_HOURS, value);
  return read !== undefined && read >= 1 ? read : undefined;
};

const percent = (value: unknown): number | undefined => numberUpTo(100, value);
const dollars = (value: unknown): number | undefined => numberUpTo(Number.MAX_VALUE, value);

const numberUpTo = (most: number, value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= most ? value : undefined;

const oneOf = <const T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);
