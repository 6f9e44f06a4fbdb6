/** B4, B20: requirements that leave no instance type. */
import { removeItem } from '../edits';
import { proposal } from '../proposals';
import type { InstanceType } from '../../model/instanceType';
import { CAPACITY_TYPE } from '../../model/labels';
import { WELL_KNOWN_VALUES } from '../../model/wellKnownLabels';
import { ownValue } from '../../util/own';
import { counted } from '../../util/thousands';
import { NODE_POOL } from '../kinds';
import { isStatic, needsReservedCapacity, requirementsOf, type PlacedRequirement } from '../nodePoolView';
import { typesLeft, valuesOf } from '../poolTypes';
import { solveRule } from '../rule';

export const requirementsLeaveTypes = solveRule({
  id: 'karpenter/requirements-leave-types',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Some instance type of the region satisfies all requirements of a pool.',
    why:
      'Requirements are joined by AND. When no type is left the pool launches nothing, and its pods wait with "no instance ' +
      'type met the scheduling requirements". The finding is at the requirement whose removal would leave most types.',
    source: 'https://karpenter.sh/docs/troubleshooting/',
  },
  check({ manifest, facts, options, report }) {
    const requirements = requirementsOf(manifest);
    const classTypes = facts.classTypes(manifest);
    if (isStatic(manifest) || classTypes.length === 0 || requirements.length === 0) return;
    if (needsReservedCapacity(manifest) || requirements.some((one) => isMisspelt(one, classTypes))) return;
    if (facts.poolTypes(manifest).length > 0) return;
    const ranked = requirements.map((one) => ({
      one,
      count: typesLeft(
        classTypes,
        requirements.filter((other) => other !== one),
      ).length,
    }));
    const worst = ranked.reduce((best, next) => (next.count > best.count ? next : best));
    const alone = typesLeft(classTypes, [worst.one]).length;
    const why = alone === 0 ? 'this one matches none by itself' : `without this one ${worst.count} would be`;
    report({
      path: worst.one.path,
      shownAt: [...worst.one.path, 'key'],
      message: `no instance type in ${options.region} satisfies all requirements: ${why}`,
      fixes: proposal(
        `Remove this requirement: ${counted(worst.count, 'type')} ${worst.count === 1 ? 'is' : 'are'} left`,
        () => (alone > 0 && worst.count > 0 ? removeItem(manifest, worst.one.path) : []),
      ),
    });
  },
});

/** No type has any of the values: the rules that know the values of a label say so at each. */
function isMisspelt({ key, operator, values }: PlacedRequirement, types: readonly InstanceType[]): boolean {
  if (operator !== 'In' || values.length === 0) return false;
  const known = key === CAPACITY_TYPE ? new Set(ownValue(WELL_KNOWN_VALUES, key)) : valuesOf(types, key);
  return !values.some((value) => known.has(value));
}
