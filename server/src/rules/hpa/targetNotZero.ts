/** G15: a target at zero switches its HPA off. */
import { removeEntry } from '../edits';
import { DEPLOYMENT, REPLICA_SET, STATEFUL_SET } from '../kinds';
import { scalerMinimum } from '../graph';
import { at } from '../read';
import { editRule } from '../rule';

export const targetNotZero = editRule({
  id: 'hpa/target-not-zero',
  kinds: [DEPLOYMENT, STATEFUL_SET, REPLICA_SET],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The target of an HPA does not ask for 0 replicas.',
    why:
      'An HPA with a minimum above 0 treats a target at 0 replicas as switched off on purpose and leaves it alone. Nothing ' +
      'scales until somebody sets the count by hand. Remove the field.',
    source:
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation',
  },
  check({ manifest, graph, report }) {
    if (at(manifest.value, 'spec', 'replicas') !== 0) return;
    const scaler = graph.scalersOf(manifest).find((one) => one.kind !== 'ScaledObject');
    if (!scaler || (scalerMinimum(scaler) ?? 0) === 0) return;
    const path = ['spec', 'replicas'];
    report({
      path,
      message: `replicas 0 switches HorizontalPodAutoscaler "${scaler.name}" off: it does nothing until the count is raised by hand`,
      fixes: () => [{ title: 'Remove replicas', safe: false, edits: removeEntry(manifest, path) }],
    });
  },
});
