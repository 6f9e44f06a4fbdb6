/** Figures as people read them in a report: no locale, always the same. */
import { dollars, isNothing } from '../util/money';
import { counted, grouped } from '../util/thousands';

export { counted, grouped };

/** "$1,234.50" */
export const usd = (amount: number): string => dollars(amount, 2);

/** "+$12.00", "-$3.10", "$0.00" */
export const signedUsd = (amount: number): string =>
  amount > 0 && !isNothing(amount, 2) ? `+${usd(amount)}` : usd(amount);

/** "+3", "-1", "0" */
export const signed = (count: number): string =>
  count > 0 ? `+${grouped(count)}` : count < 0 ? `-${grouped(-count)}` : '0';
