/** B25: a custom label with `Exists`, meant to keep other pods off. */
import { AUTO_MODE_GROUP } from '../../model/autoModeLabels';
import { NODE_POOL } from '../kinds';
import { isStatic, keepsPodsOff, requirementsOf } from '../nodePoolView';
import { editRule } from '../rule';

const KNOWN_DOMAINS = [
  ...['kubernetes.io', 'k8s.io', 'karpenter.sh', 'karpenter.k8s.aws', 'k8s.aws', AUTO_MODE_GROUP],
];

export const customLabelIsolates = editRule({
  id: 'karpenter/custom-label-isolates',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'A pool that is meant for some pods only has a taint, not just a label.',
    why:
      'A requirement on a label of your own with `Exists` lets pods pick a value by a node selector. Pods without such a ' +
      'selector may land there as well, with a made-up value of the label. Only a taint keeps them off.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#exists-operator',
  },
  check({ manifest, report }) {
    if (isStatic(manifest) || keepsPodsOff(manifest)) return;
    for (const requirement of requirementsOf(manifest)) {
      if (requirement.operator !== 'Exists' || isKnown(requirement.key)) continue;
      report({
        path: [...requirement.path, 'key'],
        message: `${requirement.key} Exists does not keep other pods off this pool: only a taint does`,
      });
    }
  },
});

function isKnown(key: string): boolean {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  return KNOWN_DOMAINS.some((known) => domain === known || domain.endsWith(`.${known}`));
}
