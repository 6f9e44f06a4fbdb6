/** B5, B6, B7, B8: a pool narrowed to few instance types. */
import type { InstanceType } from '../../model/instanceType';
import { CAPACITY_TYPE, SPOT } from '../../model/labels';
import { NODE_POOL } from '../kinds';
import { isStatic, requirementsOf, type PlacedRequirement } from '../nodePoolView';
import { typesLeft } from '../poolTypes';
import { solveRule } from '../rule';
import { widenInstanceDiversity } from '../widening/widen';

/** Spot-to-spot consolidation of a single node needs this many cheaper types.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/consolidation.go MinInstanceTypesForSpotToSpotConsolidation@v1.14.1 */
const SPOT_TYPES = 15;
/** Below this the launch of an on-demand node beside spot is logged as inflexible.
 *  @source aws/karpenter-provider-aws pkg/providers/instance/instance.go instanceTypeFlexibilityThreshold@v1.14.1 */
const ON_DEMAND_TYPES = 5;

export const instanceTypesDiverse = solveRule({
  id: 'karpenter/instance-types-diverse',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A pool leaves Karpenter enough instance types to choose from.',
    why:
      'Each pair of type and zone is a capacity pool of its own. With few of them one shortage leaves pods pending, spot ' +
      'nodes are taken back more often, and Karpenter cannot trade a node for a cheaper one: consolidation from spot to ' +
      'spot needs 15 types. More sizes, newer generations and sibling families cost nothing: the cheapest that fits is ' +
      'still what is launched. "Widen instance diversity" offers ways that are proved by simulating the workloads of ' +
      'these files before and after.',
    source: 'https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html',
  },
  check({ manifest, graph, facts, report }) {
    if (isStatic(manifest)) return;
    const types = facts.poolTypes(manifest);
    if (types.length === 0) return;
    const hasSpot = types.some((type) => type.offerings.some((offering) => offering.capacityType === SPOT));
    const enough = hasSpot ? SPOT_TYPES : ON_DEMAND_TYPES;
    if (types.length >= enough) return;
    const narrowing = narrowingRequirement(requirementsOf(manifest), facts.classTypes(manifest));
    if (!narrowing) return;
    report({
      path: narrowing.path,
      shownAt: [...narrowing.path, 'key'],
      ...(hasSpot || types.length <= 2 ? {} : { severity: 'info' as const }),
      message: message(types, hasSpot),
      fixes: () => widenInstanceDiversity(manifest, { graph, facts, enough }),
    });
  },
});

function message(types: readonly InstanceType[], hasSpot: boolean): string {
  const zones = new Set(types.flatMap((type) => type.offerings.map((offering) => offering.zone))).size;
  const places = zones === 1 ? 'one zone' : `${zones} zones`;
  const count = types.length === 1 ? 'one instance type is' : `${types.length} instance types are`;
  const names = types.length <= 4 ? ` (${types.map((type) => type.name).join(', ')})` : '';
  if (!hasSpot)
    return `only ${count} left${names}: when ${types.length === 1 ? 'it runs' : 'they run'} out in ${places} pods stay pending; ${ON_DEMAND_TYPES} or more are safer`;
  const pools = types.flatMap((type) => type.offerings.filter((one) => one.capacityType === SPOT)).length;
  return `only ${count} left${names}, ${pools === 1 ? 'one spot pool' : `${pools} spot pools`} in ${places}: interruptions cluster, and spot-to-spot consolidation needs ${SPOT_TYPES} types`;
}

/** The requirement without which most types would be left; on a tie the first. Capacity type does not count. */
function narrowingRequirement(
  requirements: readonly PlacedRequirement[],
  types: readonly InstanceType[],
): PlacedRequirement | undefined {
  let best: { readonly one: PlacedRequirement; readonly count: number } | undefined;
  for (const one of requirements) {
    if (one.key === CAPACITY_TYPE) continue;
    const count = typesLeft(
      types,
      requirements.filter((other) => other !== one),
    ).length;
    if (!best || count > best.count) best = { one, count };
  }
  return best?.one;
}
