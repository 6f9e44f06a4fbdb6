/** C7: pools that overlap and have the same weight. */
import { setEntry } from '../edits';
import { proposal } from '../proposals';
import { NODE_POOL } from '../kinds';
import type { Manifest } from '../../manifest/document';
import { counted } from '../../util/thousands';
import { hasKnownValues, isStatic, REQUIREMENTS, taintText, weightOf } from '../nodePoolView';
import { at, list } from '../read';
import { solveRule } from '../rule';

export const equalWeightsExclusive = solveRule({
  id: 'karpenter/equal-weights-exclusive',
  kinds: [NODE_POOL],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'Pools that can take the same pods have different weights.',
    why:
      'Among pools of equal weight Karpenter takes the one whose name sorts last. When two pools share types and taints, ' +
      'renaming one can move every new node to it. Make the pools exclusive (taints, labels) or give the one that should ' +
      'come first a higher `weight`.',
    source: 'https://github.com/kubernetes-sigs/karpenter/blob/v1.14.1/pkg/utils/nodepool/nodepool.go',
  },
  check({ manifest, graph, facts, report }) {
    if (!isDynamic(manifest)) return;
    const own = new Set(facts.poolTypes(manifest).map((type) => type.name));
    const rivals = graph
      .ofKind(NODE_POOL)
      .filter((other) => other !== manifest && other.name !== manifest.name && isDynamic(other))
      .filter((other) => weightOf(other) === weightOf(manifest) && taintText(other) === taintText(manifest));
    const shared = rivals
      .map((pool) => ({ pool, count: facts.poolTypes(pool).filter((type) => own.has(type.name)).length }))
      .filter(({ count }) => count > 0);
    const winner = [...shared.map(({ pool }) => pool.name ?? ''), manifest.name ?? ''].sort().at(-1);
    const first = shared[0];
    if (!first) return;
    const others = shared.length > 1 ? ` and ${shared.length - 1} more` : '';
    report({
      path: ['metadata', 'name'],
      message: `shares ${counted(first.count, 'type')}, taints and weight with ${first.pool.name}${others}: pods that fit both go to ${winner}, the name that sorts last`,
      fixes: proposal(`Say so: a weight above the others for ${winner ?? ''}`, () =>
        winner === manifest.name && weightOf(manifest) < 100
          ? setEntry(manifest, ['spec'], 'weight', String(weightOf(manifest) + 1))
          : [],
      ),
    });
  },
});

/** Without any requirement a pool is either not finished or meant for everything; with one that is filled in later nobody
 *  knows yet what it shares. */
const isDynamic = (pool: Manifest): boolean => {
  const requirements = list(at(pool.value, ...REQUIREMENTS));
  return !isStatic(pool) && requirements.length > 0 && requirements.every(hasKnownValues);
};
