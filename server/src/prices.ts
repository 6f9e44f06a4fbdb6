/** The only bundle that talks to the network: fetches prices and offerings of one region from AWS and stores them. Loaded by
 *  `dryfit prices refresh` alone. */
import { connectToAws, type AwsAccess } from './adapters/aws/connection';
import { fetchOfferings } from './adapters/aws/offerings';
import { fetchOnDemand } from './adapters/aws/onDemand';
import { fetchSpot } from './adapters/aws/spot';
import { loadCatalog } from './adapters/catalogFile';
import { priceFileOf, readPriceFile, writePriceFile } from './adapters/priceFile';
import type { PriceRefresh, RefreshRequest } from './cli/world';
import { renewSnapshot } from './catalog/refreshed/renew';
import type { Outcome } from './util/outcome';

/** Fetches what it can; what fails keeps what the last refresh stored. Never throws for what AWS or the disk does. */
export async function refreshPrices({ folder, now, ...access }: RefreshRequest): Promise<PriceRefresh> {
  const { region } = access;
  const path = priceFileOf(folder, region);
  const previous = readPriceFile(path);
  const { onDemand, spot, offerings } = await fetchParts(access, now());
  const fetched = {
    onDemand: valueOf(onDemand),
    spot: valueOf(spot),
    offerings: valueOf(offerings),
  };
  const failures = failuresOf({ 'on-demand prices': onDemand, 'spot prices': spot, offerings });
  const kept = previous.ok ? previous.value : undefined;
  if (!fetched.onDemand && !fetched.spot && !fetched.offerings)
    return { path, snapshot: kept, isWritten: false, failures };
  const snapshot = renewSnapshot(region, kept, fetched);
  const written = writePriceFile(path, snapshot);
  return written.ok
    ? { path, snapshot, isWritten: true, failures }
    : { path, snapshot: kept, isWritten: false, failures: [...failures, written.failure.message] };
}

async function fetchParts(access: AwsAccess, asOf: string) {
  const catalog = loadCatalog();
  const { ec2, pricing } = connectToAws(access);
  const { region } = access;
  const isKnown = (type: string): boolean => catalog.facts(type) !== undefined;
  const [onDemand, spot, offerings] = await Promise.all([
    fetchOnDemand(pricing, { region, asOf }),
    fetchSpot(ec2, asOf),
    fetchOfferings(ec2, { asOf, isKnown }),
  ]);
  ec2.destroy();
  pricing.destroy();
  return { onDemand, spot, offerings };
}

/** "spot prices and offerings: REASON": parts that fail for one reason share a sentence. */
function failuresOf(parts: Readonly<Record<string, Outcome<unknown>>>): string[] {
  const byReason = new Map<string, string[]>();
  for (const [name, part] of Object.entries(parts)) {
    if (part.ok) continue;
    const { message } = part.failure;
    byReason.set(message, [...(byReason.get(message) ?? []), name]);
  }
  return [...byReason].map(([reason, names]) => `${names.join(' and ')}: ${reason}`);
}

const valueOf = <T>(outcome: Outcome<T>): T | undefined => (outcome.ok ? outcome.value : undefined);
