/** H26: nothing runs outside the window. */
import { setEntry } from '../edits';
import { proposal } from '../proposals';
import { SCALED_OBJECT } from '../kinds';
import { at, isSet } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

export const cronHasFloor = editRule({
  id: 'keda/cron-has-floor',
  kinds: [SCALED_OBJECT],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'A ScaledObject with cron triggers alone says how many pods run outside their windows.',
    why:
      'The minimum is 0 when `minReplicaCount` is left out. With cron triggers alone nothing runs outside their windows. ' +
      'If that is meant, write `minReplicaCount: 0`.',
    source: 'https://keda.sh/docs/latest/reference/scaledobject-spec/#minreplicacount',
  },
  check({ manifest, report }) {
    const triggers = triggersOf(manifest);
    if (triggers.length === 0 || triggers.some((trigger) => trigger.type !== 'cron')) return;
    if (isSet(at(manifest.value, 'spec', 'minReplicaCount'))) return;
    report({
      path: ['spec', 'triggers'],
      mark: 'key',
      message: 'no minReplicaCount: outside these cron windows 0 pods run',
      fixes: proposal('Keep one pod outside the windows', () =>
        setEntry(manifest, ['spec'], 'minReplicaCount', '1'),
      ),
    });
  },
});
