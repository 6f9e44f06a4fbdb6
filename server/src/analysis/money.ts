/** Numbers for people: no locale, always the same. */
import { withThousands } from '../util/thousands';

const UNKNOWN = 'not known';

/** Dollars per hour with four decimals: instance prices differ in the third. */
export const formatUsdPerHour = (usd: number | undefined, label = '$'): string =>
  isKnown(usd) ? `${label}${usd.toFixed(4)}` : UNKNOWN;

/** Dollars per month, cents included: "$1,234.56/month". */
export const formatUsdPerMonth = (usd: number | undefined, label = '$'): string =>
  isKnown(usd) ? `${label}${withCents(usd)}/month` : UNKNOWN;

/** "$412/mo"; cents below ten dollars. For places where there is no room. */
export const formatShortMonth = (usd: number, label = '$'): string =>
  `${label}${usd < 10 ? withCents(usd) : withThousands(String(Math.round(usd)))}/mo`;

function withCents(usd: number): string {
  const [whole = '0', cents = '00'] = usd.toFixed(2).split('.');
  return `${withThousands(whole)}.${cents}`;
}

/** A whole number with commas between thousands. */
export const formatCount = (count: number): string => withThousands(String(count));

const isKnown = (usd: number | undefined): usd is number => usd !== undefined && Number.isFinite(usd);
