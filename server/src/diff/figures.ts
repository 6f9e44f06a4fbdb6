/** Figures of two sides held beside each other. */
import { compareText } from '../util/sort';
import type { Change } from './types';
import { rounded } from '../util/rounded';

/** What the change adds; negative where it takes away. */
export const delta = ({ before, after }: Change): number => after - before;

export const isChanged = ({ before, after }: Change): boolean => before !== after;

/** What is not there costs nothing. Sums of dollars may differ in the last bits although nothing did: as prices are. */
export const usdChange = (before = 0, after = 0): Change => ({
  before: rounded(before),
  after: rounded(after),
});

export const sumOf = <T>(items: readonly T[], amount: (item: T) => number): number =>
  items.reduce((sum, item) => sum + amount(item), 0);

export const sumChanges = (changes: readonly Change[]): Change => ({
  before: sumOf(changes, ({ before }) => before),
  after: sumOf(changes, ({ after }) => after),
});

/** Counts of `items` by what `keyOf` says of each. */
export function tally<T>(
  items: readonly T[],
  entriesOf: (item: T) => readonly (readonly [key: string, count: number])[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items)
    for (const [key, count] of entriesOf(item)) counts.set(key, (counts.get(key) ?? 0) + count);
  return counts;
}

/** The keys of both sides with both counts, sorted by key. */
export function sideBySide(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly (readonly [key: string, change: Change])[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return keys.map((key) => [key, { before: before.get(key) ?? 0, after: after.get(key) ?? 0 }]);
}
