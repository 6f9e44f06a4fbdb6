/** D17: consolidation of empty nodes alone. */
import { replaceValue } from '../edits';
import { proposal } from '../proposals';
import { NODE_POOL } from '../kinds';
import { isStatic, keepsPodsOff } from '../nodePoolView';
import { at, text } from '../read';
import { editRule } from '../rule';

export const underusedNodesGo = editRule({
  id: 'karpenter/underused-nodes-go',
  kinds: [NODE_POOL],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'Underused nodes are consolidated, not only empty ones.',
    why:
      'With `WhenEmpty` a node stays as long as one pod runs on it, at whatever share of its price, and is never replaced by ' +
      'a cheaper one. That is right for jobs that must not move; for services `WhenEmptyOrUnderutilized` saves what ' +
      'scaling in leaves behind.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#consolidation',
  },
  check({ manifest, graph, report }) {
    const path = ['spec', 'disruption', 'consolidationPolicy'];
    if (isStatic(manifest) || keepsPodsOff(manifest) || text(at(manifest.value, ...path)) !== 'WhenEmpty')
      return;
    const workloads = graph.podSources().map((source) => source.manifest.kind);
    if (workloads.length > 0 && !workloads.includes('Deployment')) return;
    report({
      path,
      message: 'half-empty nodes stay for good: only nodes without pods are removed',
      fixes: proposal('Change to WhenEmptyOrUnderutilized', () =>
        replaceValue(manifest, path, 'WhenEmptyOrUnderutilized'),
      ),
    });
  },
});
