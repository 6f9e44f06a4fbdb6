/** D21: pods under two budgets. */
import { PDB } from '../kinds';
import { editRule } from '../rule';

export const oneBudgetPerPod = editRule({
  id: 'pdb/one-budget-per-pod',
  kinds: [PDB],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'A pod is covered by one PodDisruptionBudget.',
    why:
      'The eviction API refuses pods with more than one budget, whatever the budgets allow ("This pod has more than one ' +
      'PodDisruptionBudget"). Their nodes cannot be drained.',
    source: 'https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/registry/core/pod/storage/eviction.go',
  },
  check({ manifest, graph, report }) {
    for (const source of graph.coveredBy(manifest)) {
      const other = graph.budgetsOf(source.manifest).find((one) => one.name !== manifest.name);
      if (!other) continue;
      report({
        path: ['spec', 'selector'],
        mark: 'key',
        message: `pods of ${source.manifest.kind} "${source.manifest.name}" are also under "${other.name}": with two budgets none can be evicted`,
      });
      return;
    }
  },
});
