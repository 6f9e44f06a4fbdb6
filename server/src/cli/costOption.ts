/** The option `--cost`: `name=value` pairs, separated by commas, of what the bill is made with. */
import { readCostOptions } from '../cost/readOptions';
import type { CostOptions } from '../model/costOptions';
import { nearestWord } from '../util/nearest';
import { failed, success, type Outcome } from '../util/outcome';

/** Names with what may be written for them. */
const KNOWN: Readonly<Record<string, string>> = {
  currencyLabel: 'a few letters, such as USD',
  hoursPerMonth: 'hours up to 744',
  discountPercent: 'a number from 0 to 100',
  'commitment.sharePercent': 'a number from 0 to 100',
  'commitment.discountPercent': 'a number from 0 to 100',
  controlPlane: 'standard, extended or none',
  provisionedTier: 'standard, XL, 2XL, 4XL or 8XL',
  'autoMode.enable': 'true or false',
  'autoMode.feePercent': 'a number from 0 to 100',
  'autoMode.acceleratedFeePercent': 'a number from 0 to 100',
};

/** `volumePrices.gp3.usdPerGbMonth` and the like. */
const VOLUME_PRICE = /^volumePrices\.[a-z0-9]+\.(?:usdPerGbMonth|usdPerIopsMonth|usdPerThroughputMonth)$/;

type Tree = { [name: string]: Tree | string | number | boolean };

export function parseCostOption(text: string): Outcome<CostOptions> {
  const tree: Tree = {};
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [name = '', ...values] = pair.trim().split('=');
    const written = values.join('=');
    const problem = problemOf(name, written);
    if (problem !== undefined) return failed(problem);
    put(tree, name.split('.'), toValue(written));
  }
  return success(readCostOptions(tree));
}

function problemOf(name: string, written: string): string | undefined {
  const expected = Object.hasOwn(KNOWN, name) ? KNOWN[name] : VOLUME_PRICE.test(name) ? 'dollars' : undefined;
  if (expected === undefined) {
    const meant = nearestWord(name, Object.keys(KNOWN));
    return `--cost ${name}: ${meant === undefined ? `one of ${Object.keys(KNOWN).join(', ')}` : `did you mean ${meant}?`}`;
  }
  const alone: Tree = {};
  put(alone, name.split('.'), toValue(written));
  const isTaken = VOLUME_PRICE.test(name)
    ? typeof toValue(written) === 'number'
    : Object.keys(readCostOptions(alone)).length > 0;
  return isTaken ? undefined : `--cost ${name}=${written}: write ${expected}`;
}

function toValue(written: string): string | number | boolean {
  if (written === 'true' || written === 'false') return written === 'true';
  return /^\d+(?:\.\d+)?$/.test(written) ? Number(written) : written;
}

function put(tree: Tree, [name = '', ...rest]: readonly string[], value: string | number | boolean): void {
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const known = tree[name];
  const below = typeof known === 'object' ? known : {};
  tree[name] = below;
  put(below, rest, value);
}
