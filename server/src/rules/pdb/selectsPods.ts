/** A budget that protects nothing in these files. */
import { namespaceOf } from '../graph';
import { PDB } from '../kinds';
import { at, isSet } from '../read';
import { editRule } from '../rule';

export const selectsPods = editRule({
  id: 'pdb/selects-pods',
  kinds: [PDB],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'The selector of a PodDisruptionBudget matches pods of its namespace.',
    why:
      'A budget whose selector matches no pod protects nothing, and nothing reports it. Selectors go by pod labels ' +
      '(`spec.template.metadata.labels`), not by those of the Deployment. The workload may live in another repository, ' +
      'so this is a note, given only where the files hold workloads of that namespace.',
    source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  },
  check({ manifest, graph, report }) {
    const count = graph.podSourceCount(namespaceOf(manifest));
    if (count === 0 || !isSet(at(manifest.value, 'spec', 'selector'))) return;
    if (graph.coveredBy(manifest).length > 0) return;
    report({
      path: ['spec', 'selector'],
      mark: 'key',
      message: `matches none of the ${count} ${count === 1 ? 'workload' : 'workloads'} in namespace ${namespaceOf(manifest)} among the files`,
    });
  },
});
