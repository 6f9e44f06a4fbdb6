/** E6: AL2 on a Kubernetes version that has no AL2 images. */
import { replaceValue } from '../edits';
import { proposal } from '../proposals';
import type { Manifest, Path } from '../../manifest/document';
import { at, isSet, text } from '../read';
import { NODE_CLASS } from '../kinds';
import { aliasOf } from '../nodeClassView';
import { editRule } from '../rule';

const LAST_MINOR = 32;

export const al2StillBuilt = editRule({
  id: 'nodeclass/al2-still-built',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'An AL2 alias is used only up to Kubernetes 1.32.',
    why:
      'AWS builds no AL2 images for EKS 1.33 and later. The alias then finds no AMI, the node class is not ready and its ' +
      'pools launch nothing. Move to AL2023 or Bottlerocket. The version is the setting `kubernetesVersion`.',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html',
  },
  check({ manifest, options, report }) {
    const alias = aliasOf(manifest);
    const minor = Number(/^1\.(\d+)/.exec(options.kubernetesVersion)?.[1]);
    if (alias?.family !== 'AL2' || !(minor > LAST_MINOR)) return;
    report({
      path: alias.path,
      message: `there is no AL2 image for Kubernetes ${options.kubernetesVersion} (the last is 1.${LAST_MINOR}): use al2023 or bottlerocket`,
      fixes: proposal('Change to al2023@latest', () =>
        isSet(at(manifest.value, 'spec', 'userData')) || !isLatest(manifest, alias.path)
          ? []
          : replaceValue(manifest, alias.path, 'al2023@latest'),
      ),
    });
  },
});

/** Versions of AL2 images are none of AL2023. */
const isLatest = (nodeClass: Manifest, alias: Path): boolean =>
  text(at(nodeClass.value, ...alias))?.endsWith('@latest') === true;
