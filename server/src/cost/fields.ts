/** The names that a user writes for the bill: in settings, in a `.dryfit.yaml`, on the command line. */
import type { CostOptions } from '../model/costOptions';
import { isFields } from '../manifest/fields';
import { nearestWord } from '../util/nearest';
import { CONTROL_PLANES, PROVISIONED_TIERS, readCostOptions } from './readOptions';

/** Names, with dots between levels, and what may be written for them. */
export const COST_FIELDS: Readonly<Record<string, string>> = {
  currencyLabel: 'a few letters, such as USD',
  hoursPerMonth: 'hours from 1 to 744',
  discountPercent: 'a number from 0 to 100',
  'commitment.sharePercent': 'a number from 0 to 100',
  'commitment.discountPercent': 'a number from 0 to 100',
  controlPlane: 'standard, extended or none',
  provisionedTier: 'standard, XL, 2XL, 4XL or 8XL',
  'autoMode.enable': 'true or false',
  'autoMode.feePercent': 'a number from 0 to 100',
  'autoMode.acceleratedFeePercent': 'a number from 0 to 100',
};

/** The values of those that take a few words only. */
export const COST_CHOICES: Readonly<Record<string, readonly string[]>> = {
  controlPlane: CONTROL_PLANES,
  provisionedTier: PROVISIONED_TIERS,
  'autoMode.enable': ['true', 'false'],
};

/** Of EBS, as an EC2NodeClass names them. */
export const VOLUME_TYPES = ['gp3', 'gp2', 'io1', 'io2', 'st1', 'sc1', 'standard'] as const;

/** What a volume's price is made of: `volumePrices.gp3.usdPerGbMonth` and the like. */
export const VOLUME_PRICE_FIELDS = ['usdPerGbMonth', 'usdPerIopsMonth', 'usdPerThroughputMonth'] as const;

const VOLUME_PRICES: readonly string[] = VOLUME_TYPES.flatMap((type) =>
  VOLUME_PRICE_FIELDS.map((field) => `volumePrices.${type}.${field}`),
);

export interface CostFieldProblem {
  readonly kind: 'unknown' | 'value';
  /** What was probably meant, or what may be written. */
  readonly hint: string | undefined;
}

/** @param name  with dots between levels
 *  @returns undefined when the field is there and takes the value */
export function costFieldProblem(name: string, value: unknown): CostFieldProblem | undefined {
  if (VOLUME_PRICES.includes(name))
    return typeof value === 'number' && value >= 0 ? undefined : { kind: 'value', hint: 'dollars' };
  const expected = Object.hasOwn(COST_FIELDS, name) ? COST_FIELDS[name] : undefined;
  if (expected === undefined) return { kind: 'unknown', hint: nearestWord(name, Object.keys(COST_FIELDS)) };
  const isTaken = Object.keys(readCostOptions(nested(name.split('.'), value))).length > 0;
  return isTaken ? undefined : { kind: 'value', hint: expected };
}

/** a.b = 1 -> { a: { b: 1 } } */
const nested = ([first = '', ...rest]: readonly string[], value: unknown): unknown => ({
  [first]: rest.length === 0 ? value : nested(rest, value),
});

/** `over` where it says something, else `base`; level by level. */
export function mergeCostOptions(base: CostOptions, over: CostOptions): CostOptions {
  return merged(base, over);
}

function merged(base: object, over: object): object {
  const entries = Object.entries(over).map(([name, value]: [string, unknown]): [string, unknown] => {
    const below = (base as Readonly<Record<string, unknown>>)[name];
    return [name, isFields(value) && isFields(below) ? merged(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}
