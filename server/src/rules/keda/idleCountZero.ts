/** H18: idle counts that do not work. */
import { replaceSource } from '../edits';
import { SCALED_OBJECT } from '../kinds';
import { at, integer } from '../read';
import { editRule } from '../rule';

export const idleCountZero = editRule({
  id: 'keda/idle-count-zero',
  kinds: [SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'idleReplicaCount is 0.',
    why:
      'KEDA can hold a workload below the minimum of its HPA only at 0, where the HPA is off. Any other idle count is raised ' +
      'to `minReplicaCount` by the HPA at once.',
    source: 'https://keda.sh/docs/latest/reference/scaledobject-spec/#idlereplicacount',
  },
  check({ manifest, report }) {
    const path = ['spec', 'idleReplicaCount'];
    const count = integer(at(manifest.value, ...path));
    const minimum = integer(at(manifest.value, 'spec', 'minReplicaCount')) ?? 0;
    if (count === undefined || count === 0 || count >= minimum) return;
    report({
      path,
      message: `only 0 works: the HPA raises ${count} to its minimum of ${minimum} at once`,
      fixes: () => [{ title: 'Change to 0', safe: false, edits: replaceSource(manifest, path, '0') }],
    });
  },
});
