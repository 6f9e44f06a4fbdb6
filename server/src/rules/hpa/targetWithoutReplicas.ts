/** G1, H34: a replica count beside a scaler that owns it. */
import { removeEntry } from '../edits';
import { scalerMinimum } from '../graph';
import { SERVICES } from '../kinds';
import { at, integer } from '../read';
import { editRule } from '../rule';

export const targetWithoutReplicas = editRule({
  id: 'hpa/target-without-replicas',
  kinds: SERVICES,
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A workload with an autoscaler leaves `spec.replicas` out.',
    why:
      'The scaler writes the count; every apply or sync of the manifest writes it back, so pods and nodes come and go with ' +
      'each deployment. Remove the field. Once, when it leaves a live object that was applied with it, the count falls ' +
      'to 1 for a moment: `kubectl apply edit-last-applied` avoids that.',
    source:
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  },
  check({ manifest, graph, report }) {
    const replicas = integer(at(manifest.value, 'spec', 'replicas'));
    const scaler = graph.scalersOf(manifest)[0];
    if (replicas === undefined || !scaler) return;
    const path = ['spec', 'replicas'];
    if (replicas === 0 && (scalerMinimum(scaler) ?? 0) > 0 && scaler.kind !== 'ScaledObject') return;
    report({
      path,
      message: `replicas ${replicas} is set although ${scaler.kind} "${scaler.name}" owns the count: every apply resets it`,
      fixes: () => [{ title: 'Remove replicas', safe: false, edits: removeEntry(manifest, path) }],
    });
  },
});
