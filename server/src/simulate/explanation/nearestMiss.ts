/** The instance type that came closest to taking a pod: the one that fails the fewest conditions, and among those that
 *  only lack resources the one that lacks the smallest share. */
import type { PodTemplate } from '../../model/pod';
import { hasBit } from '../../solver/bitset';
import { compareNumber, compareText } from '../../util/sort';
import { explainMiss } from '../explainFunnel';
import { podTakes, type Constraint } from './constraints';
import { lowestPrice } from './funnel';
import type { PoolView, PoolViews } from './poolView';
import type { NearestMiss } from './types';

/** A pool with what stands between it and the pod. */
export interface Candidate {
  readonly view: PoolView;
  readonly constraints: readonly Constraint[];
}

interface Miss {
  readonly view: PoolView;
  readonly place: number;
  readonly failed: readonly Constraint[];
  readonly lacks: Readonly<Record<string, number>>;
  readonly lackingShare: number;
}

/** undefined when no pool has any type. */
export function nearestMiss(
  candidates: readonly Candidate[],
  template: PodTemplate,
  views: PoolViews,
): NearestMiss | undefined {
  let nearest: Miss | undefined;
  for (const candidate of candidates) {
    candidate.view.index.types.forEach((_, place) => {
      const failed = candidate.constraints.filter(({ passing }) => !hasBit(passing, place));
      if (failed.length === 0 || (nearest && misses(failed) > misses(nearest.failed))) return;
      const miss = missOf(candidate.view, place, { failed, template, views });
      if (!nearest || compareMisses(miss, nearest) < 0) nearest = miss;
    });
  }
  return nearest && toNearestMiss(nearest);
}

/** Resources that are short count once together: one larger size mends them all. */
const misses = (failed: readonly Constraint[]): number => {
  const others = failed.filter(({ stage }) => stage !== 'resource').length;
  return others * 2 + (others < failed.length ? 1 : 0);
};

function missOf(
  view: PoolView,
  place: number,
  { failed, template, views }: { failed: readonly Constraint[]; template: PodTemplate; views: PoolViews },
): Miss {
  const short = failed.filter(({ stage }) => stage === 'resource').map(({ key = '' }) => key);
  const takes = podTakes(template);
  const group = view.daemonGroups.find(({ types }) => hasBit(types, place));
  const lacks: Record<string, number> = {};
  let lackingShare = 0;
  for (const name of short) {
    const needed = (takes[name] ?? 0) + (group?.overhead[views.resources.names.indexOf(name)] ?? 0);
    const lacking = needed - (view.index.types[place]?.allocatable[name] ?? 0);
    lacks[name] = lacking;
    lackingShare += lacking / needed;
  }
  return { view, place, failed, lacks, lackingShare };
}

const typeOf = ({ view, place }: Miss) => view.index.types[place];

function compareMisses(a: Miss, b: Miss): number {
  const [typeA, typeB] = [typeOf(a), typeOf(b)];
  if (!typeA || !typeB) return 0;
  return (
    compareNumber(misses(a.failed), misses(b.failed)) ||
    compareNumber(a.lackingShare, b.lackingShare) ||
    compareNumber(lowestPrice(typeA), lowestPrice(typeB)) ||
    compareText(typeA.name, typeB.name)
  );
}

function toNearestMiss(miss: Miss): NearestMiss {
  const facts = {
    nodePool: miss.view.pool.name,
    instanceType: typeOf(miss)?.name ?? '',
    lacks: miss.lacks,
    fails: miss.failed
      .filter(({ stage }) => stage !== 'resource')
      .map(({ stage, key }) => ({ stage, ...(key === undefined ? {} : { key }) })),
  };
  return { ...facts, message: explainMiss(facts) };
}
