/** A weight that puts on-demand before the spot pool that it was meant to back up. */
import { setEntry } from '../edits';
import type { Manifest } from '../../manifest/document';
import { ON_DEMAND, SPOT } from '../../model/labels';
import type { ClusterGraph } from '../graph';
import { NODE_POOL } from '../kinds';
import { allowsCapacityType, isStatic, requirementsOf, taintText, weightOf } from '../nodePoolView';
import { at, isSet } from '../read';
import { solveRule } from '../rule';

export const spotTriedFirst = solveRule({
  id: 'karpenter/spot-tried-first',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A pool of on-demand nodes without limits does not come before a spot pool of the same pods.',
    why:
      'Of the pools that can hold a pod Karpenter takes the one with the highest `weight`. An on-demand pool above a spot ' +
      'pool takes every pod that both could hold, and the spot pool stays empty. Only a limit on the on-demand pool, as for ' +
      'reserved instances, lets the rest go to spot. Give the spot pool the higher weight, or allow both capacity types in ' +
      'one pool, where spot is preferred.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#specweight',
  },
  check({ manifest, graph, facts, report }) {
    if (isStatic(manifest) || !isOnDemandAlone(manifest) || isSet(at(manifest.value, 'spec', 'limits')))
      return;
    const own = new Set(facts.poolTypes(manifest).map(({ name }) => name));
    const passed = graph
      .ofKind(NODE_POOL)
      .filter((pool) => pool !== manifest && !isStatic(pool) && isSpotAlone(pool))
      .filter((pool) => weightOf(pool) < weightOf(manifest) && taintText(pool) === taintText(manifest))
      .filter((pool) => facts.poolTypes(pool).some(({ name }) => own.has(name)));
    const [first] = passed;
    if (!first) return;
    report({
      path: ['spec', 'weight'],
      message: `weight ${weightOf(manifest)} puts on-demand before spot pool ${first.name ?? ''} (weight ${weightOf(first)}): pods that fit both never get spot; the spot pool needs the higher weight`,
      fixes: () => {
        const weight = freeWeight(graph, weightOf(manifest));
        if (weight === undefined) return [];
        const title = `Give ${first.name ?? ''} the weight ${weight}`;
        return [{ title, safe: false, edits: setEntry(first, ['spec'], 'weight', String(weight)) }];
      },
    });
  },
});

const isOnDemandAlone = (pool: Manifest): boolean =>
  requirementsOf(pool).length > 0 && allowsCapacityType(pool, ON_DEMAND) && !allowsCapacityType(pool, SPOT);

const isSpotAlone = (pool: Manifest): boolean =>
  allowsCapacityType(pool, SPOT) && !allowsCapacityType(pool, ON_DEMAND);

/** The lowest weight above one that no pool has yet. */
function freeWeight(graph: ClusterGraph, above: number): number | undefined {
  const taken = graph.ofKind(NODE_POOL).map(weightOf);
  for (let weight = above + 1; weight <= 100; weight++) if (!taken.includes(weight)) return weight;
  return undefined;
}
