/** B3: a value that no instance type has. */
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { INSTANCE_TYPE, ZONE, ZONE_ID } from '../../model/labels';
import * as aws from '../../model/awsLabels';
import { nearestWord } from '../../util/nearest';
import { requirementsOf } from '../nodePoolView';
import { valuesOf } from '../poolTypes';
import { solveRule } from '../rule';
import { ownValue } from '../../util/own';

const CHECKED: Readonly<Record<string, string>> = {
  [INSTANCE_TYPE]: 'instance type',
  [aws.INSTANCE_FAMILY]: 'instance family',
  [aws.INSTANCE_CATEGORY]: 'instance category',
  [aws.INSTANCE_SIZE]: 'instance size',
  [aws.INSTANCE_GENERATION]: 'instance generation',
  [aws.INSTANCE_CPU_MANUFACTURER]: 'CPU manufacturer',
  [aws.INSTANCE_HYPERVISOR]: 'hypervisor',
  [ZONE]: 'zone',
  [ZONE_ID]: 'zone id',
};

export const labelValuesKnown = solveRule({
  id: 'karpenter/label-values-known',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary:
      'Instance types, families, sizes, categories, zones and zone ids in a requirement exist in the region.',
    why:
      'Karpenter checks only capacity types and tenancy against known values. A misspelt type, or one that the region does ' +
      'not have, matches nothing and nobody says so. The catalog that Dryfit carries has a date: a type launched later ' +
      'is not known to it.',
    source: 'https://github.com/kubernetes-sigs/karpenter/blob/v1.14.1/pkg/apis/v1/labels.go',
  },
  check({ manifest, facts, options, report }) {
    const types = facts.classTypes(manifest);
    if (types.length === 0) return;
    for (const requirement of requirementsOf(manifest)) {
      const what = ownValue(CHECKED, requirement.key);
      if (what === undefined || requirement.operator !== 'In') continue;
      const known = requirement.key === ZONE_ID ? new Set(facts.zoneIds()) : valuesOf(types, requirement.key);
      requirement.values.forEach((value, index) => {
        if (known.has(value)) return;
        const path = [...requirement.path, 'values', index];
        const guess = nearestWord(value, known);
        report({
          path,
          message: `${options.region} has no ${what} "${value}"${guess ? `; did you mean "${guess}"?` : ''}`,
          fixes: () =>
            guess
              ? [{ title: `Change to "${guess}"`, safe: false, edits: replaceValue(manifest, path, guess) }]
              : [],
        });
      });
    }
  },
});
