/** A bill: charges added up term by term. What is not known is named, and never counts as 0. */
import { compareText } from '../util/sort';
import { rounded } from '../util/rounded';

const TERMS = ['on-demand', 'commitment', 'spot', 'volumes', 'auto-mode', 'control-plane'] as const;
export type TermId = (typeof TERMS)[number];

/** A part of a term: dollars per hour, or one sentence that says what is missing. */
export type Charge = { readonly term: TermId } & (
  { readonly usdPerHour: number } | { readonly missing: string }
);

/** One kind of charge, summed up. */
export interface BillTerm {
  readonly id: TermId;
  /** Of what is known; absent when nothing of it is. */
  readonly usdPerHour?: number;
  readonly usdPerMonth?: number;
  /** What is not in the amount, one sentence each, sorted. Not empty: the amount is a lower bound. */
  readonly missing: readonly string[];
}

/** A sum with its terms, rounded to 6 decimals. What is not known is left out, and `isLowerBound` says so. */
export interface Bill {
  /** Of what is known. */
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  /** True when some term has something missing: the bill is higher. */
  readonly isLowerBound: boolean;
  /** In the order of `TERMS`; those that do not occur are left out. */
  readonly terms: readonly BillTerm[];
}

export function addUp(charges: readonly Charge[], hoursPerMonth: number): Bill {
  const terms = TERMS.flatMap((id) => {
    const own = charges.filter(({ term }) => term === id);
    return own.length > 0 ? [termOf(id, own, hoursPerMonth)] : [];
  });
  return {
    ...amounts(usdPerHourOf(charges), hoursPerMonth),
    isLowerBound: terms.some(({ missing }) => missing.length > 0),
    terms,
  };
}

/** Of what is known, not rounded: sums of many nodes are rounded once. */
export const usdPerHourOf = (charges: readonly Charge[]): number =>
  charges.reduce((sum, charge) => sum + ('usdPerHour' in charge ? charge.usdPerHour : 0), 0);

function termOf(id: TermId, charges: readonly Charge[], hoursPerMonth: number): BillTerm {
  const isKnown = charges.some((charge) => 'usdPerHour' in charge);
  const missing = charges.flatMap((charge) => ('missing' in charge ? [charge.missing] : []));
  return {
    id,
    ...(isKnown ? amounts(usdPerHourOf(charges), hoursPerMonth) : {}),
    missing: [...new Set(missing)].sort(compareText),
  };
}

const amounts = (usdPerHour: number, hoursPerMonth: number) => ({
  usdPerHour: rounded(usdPerHour),
  usdPerMonth: rounded(usdPerHour * hoursPerMonth),
});
