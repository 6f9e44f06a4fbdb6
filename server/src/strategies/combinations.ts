/** Two strategies together: one that decides sooner, and one that has room when it has decided. */
import { warmPool } from './capacityVariants';
import { headroom, scheduled, tuned } from './scalerVariants';
import { titleOf, type StrategySubject } from './subject';
import type { Manifest, NotApplicable, StrategyId, Variant } from './types';

type Made = Variant | NotApplicable;
type Make = (subject: StrategySubject) => Made;

interface Pair {
  readonly id: StrategyId;
  readonly title: string;
  readonly first: Make;
  readonly second: Make;
}

const PAIRS: readonly Pair[] = [
  { id: 'tuned+headroom', title: 'Tuned, with base capacity +25 %', first: tuned, second: headroom },
  { id: 'tuned+warm-pool', title: 'Tuned, with a warm pool', first: tuned, second: warmPool },
  {
    ...{ id: 'headroom+warm-pool', title: 'Base capacity +25 %, with a warm pool' },
    ...{ first: headroom, second: warmPool },
  },
  {
    ...{ id: 'scheduled+warm-pool', title: 'By schedule, with a warm pool for surprises' },
    ...{ first: scheduled, second: warmPool },
  },
];

export const combinations = (subject: StrategySubject): readonly Made[] =>
  PAIRS.map((pair) => combined(pair, subject));

function combined({ id, title, first, second }: Pair, subject: StrategySubject): Made {
  const before = first(subject);
  if ('why' in before) return { id, title, why: before.why };
  const after = second({ ...subject, scaler: scalerAfter(subject, before) });
  if ('why' in after) return { id, title, why: after.why };
  return {
    ...{ id, title, complexity: 'medium', takes: `${before.takes} ${after.takes}` },
    written: merged(before.written, after.written),
    removed: [...before.removed, ...after.removed],
  };
}

/** The scaler as the first strategy writes it, for the second to go on from. */
function scalerAfter({ scaler }: StrategySubject, { written }: Variant): Manifest | undefined {
  return scaler && (written.find((object) => titleOf(object) === titleOf(scaler)) ?? scaler);
}

/** Objects that both write are as the second has them. */
const merged = (before: readonly Manifest[], after: readonly Manifest[]): readonly Manifest[] => {
  const later = new Set(after.map(titleOf));
  return [...before.filter((object) => !later.has(titleOf(object))), ...after];
};
