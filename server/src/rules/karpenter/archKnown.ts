/** B2: another word for a processor architecture. */
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { ARCH } from '../../model/labels';
import { requirementsOf } from '../nodePoolView';
import { editRule } from '../rule';

const KNOWN = ['amd64', 'arm64'];
const MEANT: Readonly<Record<string, string>> = {
  x86: 'amd64',
  'x86-64': 'amd64',
  x86_64: 'amd64',
  x64: 'amd64',
  amd: 'amd64',
  intel: 'amd64',
  aarch64: 'arm64',
  arm: 'arm64',
  arm64v8: 'arm64',
  graviton: 'arm64',
};

export const archKnown = editRule({
  id: 'karpenter/arch-known',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Architecture values are `amd64` or `arm64`.',
    why:
      'Karpenter compares the text with the label of the instance types, which is `amd64` or `arm64`. Any other value ' +
      'matches nothing, and nothing reports it: with it alone the pool launches no node.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#architecture',
  },
  check({ manifest, report }) {
    for (const requirement of requirementsOf(manifest)) {
      if (requirement.key !== ARCH || requirement.operator !== 'In') continue;
      requirement.values.forEach((value, index) => {
        if (KNOWN.includes(value)) return;
        const path = [...requirement.path, 'values', index];
        const meant = MEANT[value.toLowerCase()];
        report({
          path,
          message: `"${value}" matches no instance type: architectures are amd64 and arm64`,
          fixes: () =>
            meant
              ? [{ title: `Change to "${meant}"`, safe: false, edits: replaceValue(manifest, path, meant) }]
              : [],
        });
      });
    }
  },
});
