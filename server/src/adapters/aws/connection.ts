/** How the AWS clients of a refresh are made: the user's own credentials chain or profile, a few attempts, no endless wait. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { PricingClient } from '@aws-sdk/client-pricing';

export interface AwsAccess {
  readonly region: string;
  /** A profile of the user's AWS configuration; without one the SDK's default chain counts. */
  readonly profile?: string;
}

export interface AwsClients {
  readonly ec2: EC2Client;
  readonly pricing: PricingClient;
}

/** Throttled and broken requests are tried again, with the SDK's growing pauses. */
const MAX_ATTEMPTS = 5;
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Endpoints can be replaced by AWS_ENDPOINT_URL_EC2 and AWS_ENDPOINT_URL_PRICING, as the SDK documents. */
export function connectToAws({ region, profile }: AwsAccess): AwsClients {
  // The SDK's notice about its own future is for those who build with it, not for those who run us.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const common = {
    ...(profile === undefined ? {} : { profile }),
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
  };
  return {
    ec2: new EC2Client({ ...common, region }),
    pricing: new PricingClient({ ...common, region: priceListRegion(region) }),
  };
}

/** The price list is served from few regions, each with the prices of all.
 *  @source aws/karpenter-provider-aws pkg/providers/pricing/pricing.go NewAPI@v1.14.1 */
function priceListRegion(region: string): string {
  if (region.startsWith('ap-')) return 'ap-south-1';
  return region.startsWith('eu-') ? 'eu-central-1' : 'us-east-1';
}
