/** Dollars as people read them: no locale, always the same. The one place that writes them, for every edge and the
 *  editor's half; how many decimals there is room for is the caller's to say. */
import { withThousands } from './thousands';

/** "$1,234.50", "-$3.10"; what rounds to nothing has no sign.
 *  @param label  written before the amount */
export function dollars(usd: number, decimals: 0 | 2 | 4, label = '$'): string {
  const [whole = '0', fraction] = Math.abs(usd).toFixed(decimals).split('.');
  const amount = `${spaced(label)}${withThousands(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
  return usd < 0 && !isNothing(usd, decimals) ? `-${amount}` : amount;
}

/** A word is written apart: "EUR 5", "$5". */
const spaced = (label: string): string => (/\p{L}$/u.test(label) ? `${label} ` : label);

/** By the hour four decimals: prices of small types differ in the third. */
export const hourlyDollars = (usd: number, label = '$'): string => dollars(usd, 4, label);

/** Whether nothing is left of it with so many decimals. */
export const isNothing = (usd: number, decimals: 0 | 2 | 4): boolean => Number(usd.toFixed(decimals)) === 0;
