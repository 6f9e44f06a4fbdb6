/** A7: a toleration of the taint that Karpenter used before 1.0. */
import { podSource } from '../graph';
import { WORKLOADS } from '../kinds';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const disruptionTolerated = editRule({
  id: 'pods/disruption-taint-current',
  kinds: WORKLOADS,
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'Tolerations name the disruption taint that Karpenter uses now.',
    why:
      'Before 1.0 nodes to be removed carried `karpenter.sh/disruption=disrupting`; now it is `karpenter.sh/disrupted`. A ' +
      'toleration of the old key does nothing. Pods that tolerate the new one are not drained and die with the node, so ' +
      'for most it is best to drop the toleration.',
    source: 'https://karpenter.sh/v1.0/upgrading/v1-migration/',
  },
  check({ manifest, report }) {
    const source = podSource(manifest);
    list(at(source.template, 'spec', 'tolerations')).forEach((toleration, index) => {
      if (text(at(toleration, 'key')) !== 'karpenter.sh/disruption') return;
      report({
        path: [...source.templatePath, 'spec', 'tolerations', index, 'key'],
        message: 'this taint no longer exists: Karpenter 1.0 and later use karpenter.sh/disrupted',
      });
    });
  },
});
