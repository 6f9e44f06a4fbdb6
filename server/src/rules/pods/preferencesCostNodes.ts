/** D22: preferences that Karpenter treats as requirements. */
import { podSource } from '../graph';
import { DEPLOYMENT, REPLICA_SET, STATEFUL_SET } from '../kinds';
import { at, list } from '../read';
import { editRule } from '../rule';

const PREFERRED = ['affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution'];

export const preferencesCostNodes = editRule({
  id: 'pods/preferences-cost-nodes',
  kinds: [DEPLOYMENT, STATEFUL_SET, REPLICA_SET],
  severity: 'hint',
  fixable: false,
  docs: {
    summary: 'A preference to keep pods apart is meant to buy nodes.',
    why:
      'When Karpenter makes room it takes preferred anti-affinity for required and gives up only what cannot be met: each ' +
      'replica gets a node of its own, and consolidation does not merge them. Where the preference should cost nothing, ' +
      'run Karpenter with `PREFERENCE_POLICY=Ignore`, or use a spread constraint with a wider skew.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#preferences',
  },
  check({ manifest, options, report }) {
    const source = podSource(manifest);
    if (options.preferencePolicy === 'Ignore') return;
    const path = [...source.templatePath, 'spec', ...PREFERRED];
    const onHosts = list(at(manifest.value, ...path)).some(
      (term) => at(term, 'podAffinityTerm', 'topologyKey') === 'kubernetes.io/hostname',
    );
    if (!onHosts) return;
    report({
      path,
      mark: 'key',
      message: 'Karpenter treats this preference as required at first: it may launch a node for each replica',
    });
  },
});
