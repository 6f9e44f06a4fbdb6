/** On-demand prices out of the AWS Price List's answers to GetProducts. */
import { parseJson } from '../../util/json';
import { entriesOf, field, textOf } from '../../util/plainData';

/** Adds the prices of one page to `usdPerHour`. Products without a price in dollars an hour, or with one of 0, have none.
 *  @param products  entries of `PriceList`: each the JSON text of one product, perhaps as a String object
 *  @returns how many entries could not be read
 *  @source aws/karpenter-provider-aws pkg/providers/pricing/pricing.go onDemandPage@v1.14.1 */
export function readProducts(products: readonly unknown[], usdPerHour: Map<string, number>): number {
  let unreadableCount = 0;
  for (const product of products) {
    const value = parseJson(String(product));
    const name = textOf(field(field(field(value, 'product'), 'attributes'), 'instanceType'));
    if (name === undefined) {
      unreadableCount++;
      continue;
    }
    const price = onDemandPrice(value);
    if (price !== undefined) usdPerHour.set(name, price);
  }
  return unreadableCount;
}

function onDemandPrice(product: unknown): number | undefined {
  for (const [, term] of entriesOf(field(field(product, 'terms'), 'OnDemand'))) {
    for (const [, dimension] of entriesOf(field(term, 'priceDimensions'))) {
      const usd = Number(field(field(dimension, 'pricePerUnit'), 'USD') ?? Number.NaN);
      if (Number.isFinite(usd) && usd > 0) return usd;
    }
  }
  return undefined;
}
