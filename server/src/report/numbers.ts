/** Figures as people read them in a report: no locale, always the same. */
import { withThousands } from '../util/thousands';

/** Thousands apart: 12345 -> "12,345". */
export const grouped = (count: number): string => withThousands(String(count));

/** "1 node", "2 nodes". */
export const counted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${grouped(count)} ${count === 1 ? singular : plural}`;

/** "$1,234.50" */
export function usd(amount: number): string {
  const [whole = '0', cents = '00'] = Math.abs(amount).toFixed(2).split('.');
  const isZero = Number(whole) === 0 && Number(cents) === 0;
  return `${amount < 0 && !isZero ? '-' : ''}$${grouped(Number(whole))}.${cents}`;
}

/** "+$12.00", "-$3.10", "$0.00" */
export const signedUsd = (amount: number): string =>
  Number(amount.toFixed(2)) > 0 ? `+${usd(amount)}` : usd(amount);

/** "+3", "-1", "0" */
export const signed = (count: number): string =>
  count > 0 ? `+${grouped(count)}` : count < 0 ? `-${grouped(-count)}` : '0';
