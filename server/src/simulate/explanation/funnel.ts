/** The elimination funnel: how many types each constraint leaves of those that the ones before it left. */
import { countBits, forEachBit, fullBits, keep, type Bits } from '../../solver/bitset';
import { compareNumber, compareText } from '../../util/sort';
import type { Constraint } from './constraints';
import type { PoolView } from './poolView';
import type { Funnel, FunnelStep } from './types';

const LAST_TO_GO = 3;

export function funnelOf({ pool, index }: PoolView, constraints: readonly Constraint[]): Funnel {
  const left = fullBits(index.size);
  const steps: FunnelStep[] = [];
  for (const constraint of constraints) {
    const before = left.slice();
    const beforeCount = countBits(before);
    if (beforeCount === 0) break;
    keep(left, constraint.passing);
    const leftCount = countBits(left);
    if (leftCount < beforeCount) steps.push(stepOf(constraint, { beforeCount, leftCount, before }, index));
  }
  return { nodePool: pool.name, total: index.size, steps, left: countBits(left) };
}

function stepOf(
  { stage, key, requirementIndex, asks }: Constraint,
  { beforeCount, leftCount, before }: { beforeCount: number; leftCount: number; before: Bits },
  index: PoolView['index'],
): FunnelStep {
  return {
    stage,
    ...(key === undefined ? {} : { key }),
    ...(requirementIndex === undefined ? {} : { requirementIndex }),
    ...(asks === undefined ? {} : { asks }),
    left: leftCount,
    removed: beforeCount - leftCount,
    ...(leftCount === 0 ? { lastToGo: cheapest(index, before, LAST_TO_GO) } : {}),
  };
}

/** By lowest price, types without one last, then by name. */
function cheapest(index: PoolView['index'], among: Bits, count: number): string[] {
  const found: { readonly name: string; readonly usdPerHour: number }[] = [];
  forEachBit(among, (place) => {
    const type = index.types[place];
    if (type) found.push({ name: type.name, usdPerHour: lowestPrice(type) });
  });
  found.sort((a, b) => compareNumber(a.usdPerHour, b.usdPerHour) || compareText(a.name, b.name));
  return found.slice(0, count).map(({ name }) => name);
}

/** Infinite without an offering: only for comparing. */
export const lowestPrice = ({ offerings }: PoolView['index']['types'][number]): number =>
  offerings.reduce((lowest, { usdPerHour }) => Math.min(lowest, usdPerHour), Number.MAX_VALUE);
