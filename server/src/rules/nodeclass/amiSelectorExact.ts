/** E2: an AMI name pattern without a version. */
import { NODE_CLASS } from '../kinds';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const amiSelectorExact = editRule({
  id: 'nodeclass/ami-selector-exact',
  kinds: [NODE_CLASS],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'An AMI selector names one image, not a pattern.',
    why:
      'Of all images that match, Karpenter takes the newest. A pattern therefore rolls every node when a new image with ' +
      'a matching name appears, also one shared by somebody else when no owner is given. Select by `id`, or by a name ' +
      'with its version.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#specamiselectorterms',
  },
  check({ manifest, report }) {
    list(at(manifest.value, 'spec', 'amiSelectorTerms')).forEach((term, index) => {
      const name = text(at(term, 'name'));
      if (name === undefined || !name.includes('*') || /\d{6,}/.test(name)) return;
      report({
        path: ['spec', 'amiSelectorTerms', index, 'name'],
        message: `"${name}" matches any version: the newest image wins, and each new one replaces all nodes`,
      });
    });
  },
});
