/** On-demand prices by the price list's GetProducts. */
import { paginateGetProducts, type Filter, type PricingClient } from '@aws-sdk/client-pricing';
import { readProducts } from '../../catalog/refreshed/onDemandAnswer';
import { sortedRecord } from '../../catalog/refreshed/records';
import type { OnDemandPart } from '../../model/priceSnapshot';
import { failed, success, type Outcome } from '../../util/outcome';
import { EMPTY_ANSWER, fetchPart } from './fetchPart';

const FAMILIES = ['Compute Instance', 'Compute Instance (bare metal)'];

/** Linux, shared tenancy, as Karpenter asks.
 *  @source aws/karpenter-provider-aws pkg/providers/pricing/pricing.go fetchOnDemandPricing@v1.14.1 */
export async function fetchOnDemand(
  client: PricingClient,
  { region, asOf }: { readonly region: string; readonly asOf: string },
): Promise<Outcome<OnDemandPart>> {
  const prices = await Promise.all(FAMILIES.map((family) => pricesOfFamily(client, region, family)));
  const all: (readonly [string, number])[] = [];
  for (const part of prices) {
    if (!part.ok) return part;
    all.push(...part.value);
  }
  return all.length === 0 ? failed(EMPTY_ANSWER) : success({ asOf, usdPerHour: sortedRecord(all) });
}

function pricesOfFamily(
  client: PricingClient,
  region: string,
  family: string,
): Promise<Outcome<ReadonlyMap<string, number>>> {
  const usdPerHour = new Map<string, number>();
  let unreadableCount = 0;
  return fetchPart({
    permission: 'pricing:GetProducts',
    pages: paginateGetProducts({ client }, { ServiceCode: 'AmazonEC2', Filters: filtersOf(region, family) }),
    take: ({ PriceList: products = [] }: { PriceList?: unknown[] | undefined }) => {
      unreadableCount += readProducts(products, usdPerHour);
    },
    // Metal types may be missing from a region; an answer of which most cannot be read says nothing.
    finish: () => (unreadableCount > usdPerHour.size ? undefined : usdPerHour),
  });
}

const filtersOf = (region: string, family: string): Filter[] =>
  Object.entries({
    regionCode: region,
    serviceCode: 'AmazonEC2',
    preInstalledSw: 'NA',
    operatingSystem: 'Linux',
    capacitystatus: 'Used',
    marketoption: 'OnDemand',
    tenancy: 'Shared',
    productFamily: family,
  }).map(([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value }));
