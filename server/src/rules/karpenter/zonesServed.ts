/** A zone that a pool names and that none of its types is offered in. */
import { removeItem } from '../edits';
import { proposal } from '../proposals';
import { ZONE } from '../../model/labels';
import { counted } from '../../util/thousands';
import { NODE_POOL } from '../kinds';
import { isStatic, requirementsOf } from '../nodePoolView';
import { valuesOf, zonesOf } from '../poolTypes';
import { solveRule } from '../rule';

export const zonesServed = solveRule({
  id: 'karpenter/zones-served',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Every zone that a pool names offers some of its instance types.',
    why:
      'Not every type is offered in every zone. Where the types of a pool leave a zone out, pods that spread over the zones ' +
      'or whose volume is there stay pending, although the pool names the zone. Add types that the zone has, or take the ' +
      'zone out.',
    source: 'https://karpenter.sh/docs/troubleshooting/#pods-pending',
  },
  check({ manifest, facts, report }) {
    const named = requirementsOf(manifest).filter(({ key, operator }) => key === ZONE && operator === 'In');
    if (named.length === 0 || isStatic(manifest)) return;
    const types = facts.poolTypes(manifest);
    if (types.length === 0) return;
    const served = zonesOf(types);
    const known = valuesOf(facts.classTypes(manifest), ZONE);
    for (const { values, path } of named) {
      values.forEach((zone, index) => {
        if (served.has(zone) || !known.has(zone)) return;
        report({
          path: [...path, 'values', index],
          message: `${offersOf(types.length)} in ${zone}: the pool serves ${[...served].sort().join(', ')} alone`,
          fixes: proposal(`Remove ${zone}`, () => removeItem(manifest, [...path, 'values', index])),
        });
      });
    }
  },
});

const offersOf = (typeCount: number): string =>
  typeCount === 1
    ? 'the only type of this pool is not offered'
    : `none of the ${counted(typeCount, 'type')} of this pool is offered`;
