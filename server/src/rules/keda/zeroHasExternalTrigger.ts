/** H9: nothing to wake up by. */
import { SCALED_OBJECT } from '../kinds';
import { at, integer, isSet } from '../read';
import { editRule } from '../rule';
import { insertEntry, replaceSource } from '../edits';
import { triggersOf } from './triggerView';

export const zeroHasExternalTrigger = editRule({
  id: 'keda/zero-has-external-trigger',
  kinds: [SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A ScaledObject that may go to zero has a trigger other than cpu and memory.',
    why:
      "Without pods there is no CPU to measure, so nothing wakes the workload again. KEDA's webhook, where it is installed, refuses such an object, also when " +
      '`minReplicaCount` is left out, for 0 is its default. Set it to 1, or add a trigger from outside.',
    source: 'https://keda.sh/docs/latest/scalers/cpu/#scale-to-zero',
  },
  check({ manifest, graph, report }) {
    const triggers = triggersOf(manifest);
    const isResource = triggers.every(({ type }) => type === 'cpu' || type === 'memory');
    const path = ['spec', 'minReplicaCount'];
    const minimum = at(manifest.value, ...path);
    const target = graph.targetOf(manifest);
    if (triggers.length === 0 || !isResource || (isSet(minimum) && integer(minimum) !== 0)) return;
    // The webhook looks at these two only.
    if (target && target.kind !== 'Deployment' && target.kind !== 'StatefulSet') return;
    report({
      path: isSet(minimum) ? path : ['spec'],
      mark: isSet(minimum) ? 'value' : 'key',
      message: `only cpu and memory triggers, and ${isSet(minimum) ? 'a minimum of 0' : 'no minReplicaCount, which means 0'}: nothing could wake the workload, and KEDA's webhook, where it is installed, refuses that`,
      fixes: () => [
        {
          title: 'Set minReplicaCount to 1',
          safe: false,
          edits: isSet(minimum)
            ? replaceSource(manifest, path, '1')
            : insertEntry(manifest, ['spec'], 'minReplicaCount: 1'),
        },
      ],
    });
  },
});
