/** B22, B23: a label counted in another unit than the author thinks. */
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { requirementsOf } from '../nodePoolView';
import { editRule } from '../rule';
import { ownValue } from '../../util/own';

interface LabelUnit {
  readonly unit: string;
  readonly meant: string;
  /** Every EC2 type has more than this, so a smaller bound is a unit mistake. */
  readonly below: number;
  readonly factor: number;
}

const PREFIX = 'karpenter.k8s.aws/';
/** The smallest EC2 type has 512 MiB, 32 Mbit/s to the network and 43 Mbit/s to EBS; the smallest GPU share 2861 MiB. */
const UNITS: Readonly<Record<string, LabelUnit>> = {
  [`${PREFIX}instance-memory`]: { unit: 'MiB', meant: 'GiB', below: 512, factor: 1024 },
  [`${PREFIX}instance-gpu-memory`]: { unit: 'MiB', meant: 'GiB', below: 512, factor: 1024 },
  [`${PREFIX}instance-network-bandwidth`]: { unit: 'Mbit/s', meant: 'Gbit/s', below: 32, factor: 1000 },
  [`${PREFIX}instance-ebs-bandwidth`]: { unit: 'Mbit/s', meant: 'Gbit/s', below: 43, factor: 1000 },
};
const BOUNDS = new Set(['In', 'Gt', 'Lt', 'Gte', 'Lte']);

export const quantitiesInLabelUnits = editRule({
  id: 'karpenter/quantities-in-label-units',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Memory and bandwidth requirements are written in the unit of their label.',
    why:
      'Instance memory and GPU memory labels count MiB, network and EBS bandwidth labels Mbit/s. `instance-memory Gt 16` ' +
      'is true of every type, `Lt 64` or `In ["16"]` of none, and nothing reports it.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#well-known-labels',
  },
  check({ manifest, report }) {
    for (const requirement of requirementsOf(manifest)) {
      const unit = ownValue(UNITS, requirement.key);
      if (!unit || !BOUNDS.has(requirement.operator)) continue;
      requirement.values.forEach((value, index) => {
        const amount = Number(value);
        if (!Number.isInteger(amount) || amount <= 0 || amount >= unit.below) return;
        const path = [...requirement.path, 'values', index];
        const scaled = String(amount * unit.factor);
        report({
          path,
          message: `${amount} ${unit.unit} is less than any instance type has; ${amount} ${unit.meant} is "${scaled}"`,
          fixes: () => [
            {
              title: `Change to "${scaled}" (${amount} ${unit.meant})`,
              safe: false,
              edits: replaceValue(manifest, path, scaled),
            },
          ],
        });
      });
    }
  },
});
