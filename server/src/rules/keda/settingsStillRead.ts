/** H7, H42: metadata that KEDA no longer reads. */
import { scalerParameters } from '../../schema/keda/scalers';
import { renameKey } from '../edits';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { isSet } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

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
      for (const { name, removed, deprecated } of scalerParameters(trigger.type) ?? []) {
        const instead = removed ?? deprecated;
        if (instead === undefined || !isSet(trigger.metadata[name])) continue;
        const path = [...trigger.path, 'metadata', name];
        const isResource = trigger.type === 'cpu' || trigger.type === 'memory';
        const only = instead.length === 1 && !isResource ? instead[0] : undefined;
        const use = isResource
          ? 'set metricType beside the type of the trigger'
          : `use ${instead.join(', ')}`;
        report({
          path,
          mark: 'key',
          ...(removed ? {} : { severity: 'info' as const }),
          message: `the ${trigger.type} scaler ${removed ? 'no longer reads' : 'will drop'} ${name}${instead.length > 0 ? `: ${use}` : ''}`,
          fixes: () =>
            only === undefined || isSet(trigger.metadata[only])
              ? []
              : [{ title: `Rename to ${only}`, safe: false, edits: renameKey(manifest, path, only) }],
        });
      }
    }
  },
});
