/** Spot prices by EC2's DescribeSpotPriceHistory. */
import { paginateDescribeSpotPriceHistory, type EC2Client } from '@aws-sdk/client-ec2';
import { SpotPrices } from '../../catalog/refreshed/spotAnswer';
import type { SpotPart } from '../../model/priceSnapshot';
import type { Outcome } from '../../util/outcome';
import { fetchPart } from './fetchPart';

/** The prices that count now: a history that starts now holds the newest of each type and zone.
 *  @param asOf  ISO instant of now
 *  @source aws/karpenter-provider-aws pkg/providers/pricing/pricing.go UpdateSpotPricing@v1.14.1 */
export function fetchSpot(client: EC2Client, asOf: string): Promise<Outcome<SpotPart>> {
  const prices = new SpotPrices();
  return fetchPart({
    permission: 'ec2:DescribeSpotPriceHistory',
    pages: paginateDescribeSpotPriceHistory(
      { client },
      { ProductDescriptions: ['Linux/UNIX', 'Linux/UNIX (Amazon VPC)'], StartTime: new Date(asOf) },
    ),
    take: (page) => prices.add(page.SpotPriceHistory ?? []),
    finish: () => {
      const usdPerHour = prices.usdPerHour();
      return Object.keys(usdPerHour).length === 0 ? undefined : { asOf, usdPerHour };
    },
  });
}
