/** C12: settings that a static pool does not use. */
import { removeEntry } from '../edits';
import { NODE_POOL } from '../kinds';
import { isStatic } from '../nodePoolView';
import { at, isSet } from '../read';
import { editRule } from '../rule';

export const staticPoolNotConsolidated = editRule({
  id: 'karpenter/static-pool-not-consolidated',
  kinds: [NODE_POOL],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'A static pool has no consolidation policy.',
    why:
      'A pool with `replicas` keeps that many nodes, used or not: consolidation leaves it out, and only drift replaces its ' +
      'nodes. A policy there says something that does not happen.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#static-nodepool',
  },
  check({ manifest, report }) {
    const path = ['spec', 'disruption', 'consolidationPolicy'];
    if (!isStatic(manifest) || !isSet(at(manifest.value, ...path))) return;
    report({
      path,
      mark: 'key',
      message: 'a pool with replicas is never consolidated: this has no effect',
      fixes: () => [{ title: 'Remove consolidationPolicy', safe: true, edits: removeEntry(manifest, path) }],
    });
  },
});
