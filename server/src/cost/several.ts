/** What a report of several bills says of them together. */
import { compareText } from '../util/sort';
import type { ClusterCost } from './cluster';

/** What all of them take for granted, then what some do: bills of several clusters, or of one before and after. */
export function sharedAssumptions(bills: readonly Pick<ClusterCost, 'assumptions'>[]): readonly string[] {
  const told = [...new Set(bills.flatMap(({ assumptions }) => assumptions))];
  const sets = bills.map(({ assumptions }) => new Set(assumptions));
  const isShared = (sentence: string): boolean => sets.every((set) => set.has(sentence));
  const others = told.filter((sentence) => !isShared(sentence));
  return [
    ...told.filter(isShared),
    ...(others.length > 0 ? [`Of some of the bills: ${others.join(' ')}`] : []),
  ];
}

/** What is not in some of them, one sentence each, sorted. */
export const missingOf = (bills: readonly Pick<ClusterCost, 'bill'>[]): readonly string[] =>
  [...new Set(bills.flatMap(({ bill }) => bill.terms.flatMap(({ missing }) => missing)))].sort(compareText);
