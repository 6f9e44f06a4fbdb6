/** A pool that buys spot capacity only. */
import { appendValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { CAPACITY_TYPE, ON_DEMAND, RESERVED, SPOT } from '../../model/labels';
import { allowsCapacityType, isStatic, requirementsOf } from '../nodePoolView';
import { editRule } from '../rule';

const CAPACITY_TYPES: readonly string[] = [ON_DEMAND, RESERVED, SPOT];

export const spotHasFallback = editRule({
  id: 'karpenter/spot-has-fallback',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'A pool that buys spot capacity can fall back to on-demand.',
    why:
      'When EC2 has no spot capacity left for the types of the pool, Karpenter marks those offerings unavailable and ' +
      'tries the next ones. A pool that allows `spot` and `on-demand` then launches on-demand by itself; spot alone ' +
      'leaves its pods pending unless another pool can take them. With both values spot is still preferred.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#on-demandspot-ratio-split',
  },
  check({ manifest, graph, report }) {
    if (isStatic(manifest)) return;
    const requirement = requirementsOf(manifest).find(
      (one) => one.key === CAPACITY_TYPE && one.operator === 'In' && one.values.includes(SPOT),
    );
    if (!requirement || allowsCapacityType(manifest, ON_DEMAND)) return;
    // A misspelt on-demand is a fallback that was meant: another rule speaks of it.
    if (requirement.values.some((value) => !CAPACITY_TYPES.includes(value))) return;
    const others = graph
      .ofKind(NODE_POOL)
      .filter((pool) => pool !== manifest && !isStatic(pool) && allowsCapacityType(pool, ON_DEMAND));
    const names = others.map((pool) => pool.name ?? '?').slice(0, 3);
    report({
      path: requirement.path,
      shownAt: [...requirement.path, 'values'],
      ...(others.length > 0 ? { severity: 'hint' as const } : {}),
      message:
        others.length > 0
          ? `spot only: on-demand nodes come from other pools alone (${names.join(', ')}${others.length > 3 ? ', ...' : ''})`
          : 'spot only, and no other pool offers on-demand: pods stay pending while spot capacity is out',
      fixes: () => [
        {
          title: 'Allow on-demand as a fallback (spot stays preferred)',
          safe: false,
          edits: appendValue(manifest, [...requirement.path, 'values'], ON_DEMAND),
        },
      ],
    });
  },
});
