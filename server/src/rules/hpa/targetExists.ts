/** G4, H47: a scaler whose target is not among the files. */
import { namespaceOf, scaleTarget } from '../graph';
import { missingReference } from '../missing';
import { HPA, HPA_V1, SCALED_OBJECT } from '../kinds';
import { editRule } from '../rule';

export const targetExists = editRule({
  id: 'hpa/target-exists',
  kinds: [HPA, HPA_V1, SCALED_OBJECT],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The workload that a scaler points at is among the files, in the same namespace.',
    why:
      'A scaler whose target does not exist does nothing. The target may live in another repository, so this is a note; ' +
      'without it Dryfit can neither check requests nor count pods and cost.',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  },
  check({ manifest, graph, report }) {
    const target = scaleTarget(manifest);
    if (!target || graph.targetOf(manifest)) return;
    const elsewhere = graph.anywhere(`${target.apiVersion} ${target.kind}`, target.name);
    const known = graph
      .ofKind(`${target.apiVersion} ${target.kind}`)
      .filter((one) => namespaceOf(one) === namespaceOf(manifest))
      .flatMap(({ name }) => name ?? []);
    const missing = missingReference(manifest, {
      path: ['spec', 'scaleTargetRef', 'name'],
      what: target.kind,
      name: target.name,
      known,
    });
    report(
      elsewhere
        ? {
            ...missing,
            message: `${target.kind} "${target.name}" is in namespace ${namespaceOf(elsewhere)}, the scaler in ${namespaceOf(manifest)}: scalers see only their own`,
          }
        : missing,
    );
  },
});
