/** D19: a service that pins its nodes. */
import { podSource } from '../graph';
import { SERVICES } from '../kinds';
import { at, text } from '../read';
import { editRule } from '../rule';

export const doNotDisruptBounded = editRule({
  id: 'pods/do-not-disrupt-bounded',
  kinds: SERVICES,
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'Pods that never end are not marked do-not-disrupt for good.',
    why:
      'A node with such a pod is never consolidated, and does not roll after drift. On a Deployment or StatefulSet that ' +
      'means for as long as the pod lives. A duration (`"30m"`) protects the start only; a PodDisruptionBudget limits ' +
      'how many go at once.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#pod-level-controls',
  },
  check({ manifest, report }) {
    const source = podSource(manifest);
    const path = [...source.templatePath, 'metadata', 'annotations', 'karpenter.sh/do-not-disrupt'];
    if (text(at(manifest.value, ...path)) !== 'true') return;
    report({
      path,
      message: `pods of this ${manifest.kind} keep their nodes from being consolidated or replaced for good`,
    });
  },
});
