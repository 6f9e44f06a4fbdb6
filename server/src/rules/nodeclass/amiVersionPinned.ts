/** E1: the newest AMI, whichever that is. */
import { NODE_CLASS } from '../kinds';
import { aliasOf } from '../nodeClassView';
import { editRule } from '../rule';

export const amiVersionPinned = editRule({
  id: 'nodeclass/ami-version-pinned',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'The AMI alias names a version.',
    why:
      'With `@latest` every node drifts when AWS publishes an AMI, and Karpenter replaces them all, as fast as the budgets ' +
      'let it, with an image that nobody tried. Pin a version such as `al2023@v20260804` and raise it on purpose. ' +
      'Windows aliases have no versions and are left out.',
    source: 'https://karpenter.sh/docs/tasks/managing-amis/',
  },
  check({ manifest, report }) {
    const alias = aliasOf(manifest);
    if (alias?.version !== 'latest' || alias.family?.startsWith('Windows')) return;
    report({
      path: alias.path,
      message: `"${alias.alias}" replaces every node at each AMI release: pin a version, e.g. ${alias.alias.replace('latest', exampleVersion(alias.family))}`,
    });
  },
});

const exampleVersion = (family: string | undefined): string =>
  family === 'Bottlerocket' ? 'v1.50.0' : 'v20260801';
