/** Numbers and dates as the panel and the status item write them; no locale takes part. */
import { dollars } from '../../server/src/util/money';
import { grouped } from '../../server/src/util/thousands';

export { grouped };

/** Cents of cents only where the price is small. */
export const usdPerHour = (usd: number, label: string): string => dollars(usd, usd >= 10 ? 2 : 4, label);

/** Cents only where the sum is small. */
export const usdPerMonth = (usd: number, label: string): string => dollars(usd, usd >= 1000 ? 0 : 2, label);

/** "3 nodes", "1 node". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
