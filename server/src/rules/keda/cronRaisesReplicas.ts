/** H23: a cron window meant to switch off. */
import { SCALED_OBJECT } from '../kinds';
import { scalarText } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

export const cronRaisesReplicas = editRule({
  id: 'keda/cron-raises-replicas',
  kinds: [SCALED_OBJECT],
  severity: 'error',
  fixable: false,
  docs: {
    summary: 'A cron trigger asks for at least one replica.',
    why:
      'A cron trigger raises the count inside its window; outside it asks for nothing. `desiredReplicas: "0"` is refused ' +
      'when the scaler is built, and the ScaledObject is not ready. To be off at night set `minReplicaCount: 0` and ' +
      'give the trigger the hours of the day.',
    source: 'https://github.com/kedacore/keda/blob/v2.21.0/pkg/scalers/cron_scaler.go',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (trigger.type !== 'cron' || scalarText(trigger.metadata['desiredReplicas']) !== '0') continue;
      report({
        path: [...trigger.path, 'metadata', 'desiredReplicas'],
        message:
          'a cron trigger cannot ask for 0: KEDA refuses it; use minReplicaCount 0 and the hours in which pods are wanted',
      });
    }
  },
});
