/** Amounts of hovers, lenses and hints: what is not known is said so. */
import { dollars, hourlyDollars } from '../../util/money';

const UNKNOWN = 'not known';

export const formatUsdPerHour = (usd: number | undefined, label = '$'): string =>
  isKnown(usd) ? hourlyDollars(usd, label) : UNKNOWN;

/** Dollars per month, cents included: "$1,234.56/month". */
export const formatUsdPerMonth = (usd: number | undefined, label = '$'): string =>
  isKnown(usd) ? `${dollars(usd, 2, label)}/month` : UNKNOWN;

/** "$412/mo"; cents below ten dollars. For places where there is no room. */
export const formatShortMonth = (usd: number, label = '$'): string =>
  `${dollars(usd, usd > 0 && usd < 10 ? 2 : 0, label)}/mo`;

/** Nothing of it is known: "at least nothing" would tell nobody anything. */
export const isUnknown = ({
  usdPerMonth,
  isLowerBound,
}: {
  readonly usdPerMonth: number;
  readonly isLowerBound: boolean;
}): boolean => isLowerBound && usdPerMonth === 0;

const isKnown = (usd: number | undefined): usd is number => usd !== undefined && Number.isFinite(usd);
