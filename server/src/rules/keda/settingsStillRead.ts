/** H7, H42: metadata that KEDA no longer reads. */
import { scalerParameters } from '../../schema/keda/scalers';
import type { Manifest } from '../../manifest/document';
import type { Fix } from '../../model/finding';
import { insertEntry, removeEntry, renameKey } from '../edits';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { at, isSet, text } from '../read';
import { editRule } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';

export const settingsStillRead = editRule({
  id: 'keda/settings-still-read',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Triggers use settings that their scaler still reads.',
    why:
      'KEDA removes settings after some releases of notice. What is left in the metadata is accepted and ignored, or makes ' +
      'the scaler fail; for `type` of cpu and memory the trigger then lacks its `metricType`. Deprecated settings still ' +
      'work, and are told of as a note.',
    source: 'https://github.com/kedacore/keda/blob/v2.21.0/CHANGELOG.md',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      const parameters = scalerParameters(trigger.type) ?? [];
      if (parameters.some(({ endsScaler }) => endsScaler))
        report({
          path: [...trigger.path, 'type'],
          severity: 'info',
          message: `KEDA has deprecated the ${trigger.type} scaler and is going to remove it`,
        });
      for (const { name, removed, deprecated } of parameters) {
        const instead = removed ?? deprecated;
        if (instead === undefined || !isSet(trigger.metadata[name])) continue;
        const path = [...trigger.path, 'metadata', name];
        const only = instead.length === 1 && !ofResource(trigger) ? instead[0] : undefined;
        report({
          path,
          mark: 'key',
          ...(removed ? {} : { severity: 'info' as const }),
          message: `the ${trigger.type} scaler ${removed ? 'no longer reads' : 'will drop'} ${name}${advice(trigger, name, instead)}`,
          fixes: () => {
            if (ofResource(trigger) && name === 'type') return moveToTrigger(manifest, trigger);
            return only === undefined || isSet(trigger.metadata[only])
              ? []
              : [{ title: `Rename to ${only}`, safe: false, edits: renameKey(manifest, path, only) }];
          },
        });
      }
    }
  },
});

const ofResource = ({ type }: PlacedTrigger): boolean => type === 'cpu' || type === 'memory';

/** What to write instead, where that is known. */
function advice(trigger: PlacedTrigger, name: string, instead: readonly string[]): string {
  if (ofResource(trigger)) return ': set metricType beside the type of the trigger';
  if (instead.length > 0) return `: use ${instead.join(', ')}`;
  const others = (scalerParameters(trigger.type) ?? []).filter((one) => one.name === name && !one.removed);
  const ways = [
    ...(others.some(({ env }) => env) ? [`as ${name}FromEnv`] : []),
    ...(others.some(({ auth }) => auth) ? ['by a TriggerAuthentication'] : []),
  ];
  return ways.length > 0 ? `: give it ${ways.join(' or ')}` : '';
}

/** Of cpu and memory: the type of the target stands beside that of the trigger now.
 *  @source kedacore/keda CHANGELOG.md 2.18 */
function moveToTrigger(scaled: Manifest, { path, metadata, value }: PlacedTrigger): readonly Fix[] {
  const type = text(metadata['type']);
  if (type === undefined || isSet(at(value, 'metricType'))) return [];
  const gone = removeEntry(scaled, [...path, 'metadata', 'type']);
  const added = insertEntry(scaled, path, `metricType: ${type}`);
  const edits = gone.length > 0 && added.length > 0 ? [...gone, ...added] : [];
  return [{ title: `Move it up: metricType: ${type}`, safe: false, edits }];
}
