/** H15: a fallback that waits for pods. */
import { setEntry } from '../edits';
import { proposal } from '../proposals';
import { SCALED_OBJECT } from '../kinds';
import { at, integer, isSet } from '../read';
import { editRule } from '../rule';

export const fallbackAboveZero = editRule({
  id: 'keda/fallback-above-zero',
  kinds: [SCALED_OBJECT],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'A workload with a fallback keeps at least one pod.',
    why:
      'The fallback is a number that KEDA gives to the HPA, and an HPA does nothing while its target has 0 pods. When the ' +
      'source fails while the workload sleeps, it goes on sleeping. With `minReplicaCount: 1` the fallback takes effect.',
    source: 'https://github.com/kedacore/keda/issues/7239',
  },
  check({ manifest, report }) {
    const minimum = at(manifest.value, 'spec', 'minReplicaCount');
    if (!isSet(at(manifest.value, 'spec', 'fallback'))) return;
    if (isSet(minimum) && integer(minimum) !== 0) return;
    report({
      path: ['spec', 'fallback'],
      mark: 'key',
      message: 'the fallback does not wake a workload at 0 pods: the HPA that gets its number is off there',
      fixes: proposal('Keep one pod', () => setEntry(manifest, ['spec'], 'minReplicaCount', '1')),
    });
  },
});
