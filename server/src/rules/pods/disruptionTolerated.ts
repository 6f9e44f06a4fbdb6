/** A7: a toleration of the taint that Karpenter used before 1.0. */
import { proposal } from '../proposals';
import type { Manifest, Path } from '../../manifest/document';
import type { TextEdit } from '../../model/finding';
import { removeEntry, replaceValue } from '../edits';
import { podSource } from '../graph';
import { WORKLOADS } from '../kinds';
import { at, isSet, list, text } from '../read';
import { editRule } from '../rule';

export const disruptionTolerated = editRule({
  id: 'pods/disruption-taint-current',
  kinds: WORKLOADS,
  severity: 'warning',
  fixable: true,
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
      const path = [...source.templatePath, 'spec', 'tolerations', index];
      report({
        path: [...path, 'key'],
        message: 'this taint no longer exists: Karpenter 1.0 and later use karpenter.sh/disrupted',
        fixes: proposal('Tolerate karpenter.sh/disrupted', () => renewed(manifest, path, toleration)),
      });
    });
  },
});

/** The new taint has no value. */
function renewed(workload: Manifest, path: Path, toleration: unknown): readonly TextEdit[] {
  const key = replaceValue(workload, [...path, 'key'], 'karpenter.sh/disrupted');
  if (!isSet(at(toleration, 'value'))) return key;
  const value = removeEntry(workload, [...path, 'value']);
  return value.length > 0 ? [...key, ...value] : [];
}
