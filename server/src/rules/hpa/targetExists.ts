/** G4, H47: a scaler whose target is not among the files. */
import { scaleTarget } from '../graph';
import { HPA, HPA_V1, SCALED_OBJECT } from '../kinds';
import { editRule } from '../rule';

export const targetExists = editRule({
  id: 'hpa/target-exists',
  kinds: [HPA, HPA_V1, SCALED_OBJECT],
  severity: 'info',
  fixable: false,
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
    report({
      path: ['spec', 'scaleTargetRef', 'name'],
      message: elsewhere
        ? `${target.kind} "${target.name}" is in namespace ${elsewhere.namespace ?? 'default'}, the scaler in ${manifest.namespace ?? 'default'}: scalers see only their own`
        : `no ${target.kind} "${target.name}" (${target.apiVersion}) among the files`,
    });
  },
});
