/** B9: pools that may launch another architecture than the images are built for. */
import { ARCH, INSTANCE_TYPE } from '../../model/labels';
import { insertItem } from '../edits';
import { NODE_POOL } from '../kinds';
import { REQUIREMENTS, isStatic, requirementsOf } from '../nodePoolView';
import { at, textRecord } from '../read';
import { editRule } from '../rule';

/** Keys whose values settle the architecture as well. */
const SETTLING = [ARCH, INSTANCE_TYPE, 'karpenter.k8s.aws/instance-family'];

export const archStated = editRule({
  id: 'karpenter/arch-stated',
  kinds: [NODE_POOL],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'A pool says which architectures its nodes may have.',
    why:
      'A label that a pool does not restrict may have any value: Karpenter picks arm64 types as soon as they are the ' +
      'cheapest. An image built for amd64 alone then ends with "exec format error". Name the architectures that all ' +
      'images of the pods are built for.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#architecture',
  },
  check({ manifest, report }) {
    const requirements = requirementsOf(manifest);
    if (isStatic(manifest) || requirements.length === 0) return;
    if (requirements.some(({ key }) => SETTLING.includes(key))) return;
    if (ARCH in textRecord(at(manifest.value, 'spec', 'template', 'metadata', 'labels'))) return;
    report({
      path: REQUIREMENTS,
      mark: 'key',
      message: `no requirement on ${ARCH}: arm64 nodes may be launched for images of amd64`,
      fixes: () => [
        {
          title: 'Require amd64',
          safe: false,
          edits: insertItem(manifest, REQUIREMENTS, `{ key: ${ARCH}, operator: In, values: ["amd64"] }`),
        },
      ],
    });
  },
});
