/** H23: a cron window meant to switch off. */
import type { Manifest } from '../../manifest/document';
import type { TextEdit } from '../../model/finding';
import { replaceSource, replaceValue } from '../edits';
import { SCALED_OBJECT } from '../kinds';
import { proposal } from '../proposals';
import { at, integer, scalarText, text } from '../read';
import { editRule } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';

export const cronRaisesReplicas = editRule({
  id: 'keda/cron-raises-replicas',
  kinds: [SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
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
        fixes: proposal('Turn the window round: no pod by default', () => inverted(manifest, trigger)),
      });
    }
  },
});

/** From "none in the window, some outside" to "none by default, some in the other hours". Only where the window is the
 *  only trigger, and the number outside is known. */
function inverted(scaled: Manifest, { path, metadata }: PlacedTrigger): readonly TextEdit[] {
  const outside = integer(at(scaled.value, 'spec', 'minReplicaCount')) ?? 0;
  const [start, end] = [text(metadata['start']), text(metadata['end'])];
  if (outside < 1 || start === undefined || end === undefined || triggersOf(scaled).length > 1) return [];
  return [
    ...replaceValue(scaled, [...path, 'metadata', 'start'], end),
    ...replaceValue(scaled, [...path, 'metadata', 'end'], start),
    ...replaceSource(scaled, [...path, 'metadata', 'desiredReplicas'], `"${outside}"`),
    ...replaceSource(scaled, ['spec', 'minReplicaCount'], '0'),
  ];
}
