/** C6: a limit that comes back as another type. */
import { replaceSource } from '../edits';
import { NODE_POOL } from '../kinds';
import { at, record } from '../read';
import { editRule } from '../rule';

export const limitsQuoted = editRule({
  id: 'karpenter/limits-quoted',
  kinds: [NODE_POOL],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'Limits are written as texts.',
    why:
      'A limit is a quantity, which comes back from the cluster as text once a controller has written the object. A number ' +
      'in Git then differs from it for good, and GitOps tools show or undo the difference. The meaning is the same.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#speclimits',
  },
  check({ manifest, report }) {
    for (const [resource, value] of Object.entries(record(at(manifest.value, 'spec', 'limits')))) {
      if (!Number.isSafeInteger(value)) continue;
      const path = ['spec', 'limits', resource];
      const quoted = `"${String(value)}"`;
      report({
        path,
        message: `${String(value)} is a number, and comes back from the cluster as the text ${quoted}: GitOps tools see a difference`,
        fixes: () => [{ title: `Write ${quoted}`, safe: true, edits: replaceSource(manifest, path, quoted) }],
      });
    }
  },
});
