/** Numbers and dates as the panel and the status item write them; no locale takes part. */
import { dollars, hourlyDollars } from '../../server/src/util/money';
import { counted, grouped } from '../../server/src/util/thousands';

export { counted, grouped };

/** As everywhere: four decimals by the hour, cents by the month, so that amounts beside each other add up. */
export const usdPerHour = (usd: number, label: string): string => hourlyDollars(usd, label);
export const usdPerMonth = (usd: number, label: string): string => dollars(usd, 2, label);

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
