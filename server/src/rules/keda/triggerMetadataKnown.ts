/** H1, H3, H6: trigger types and metadata keys that KEDA does not read. */
import { renameKey, replaceValue } from '../edits';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { scalerParameters, scalerTypes, type ScalerParameter } from '../../schema/keda/scalers';
import { nearestWord } from '../../util/nearest';
import { editRule } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';

/** Fields of the ScaledObject that people put among the metadata of a trigger. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  minReplicaCount: 'spec',
  maxReplicaCount: 'spec',
  idleReplicaCount: 'spec',
  pollingInterval: 'spec',
  cooldownPeriod: 'spec',
  metricType: 'the trigger',
  useCachedMetrics: 'the trigger',
  authenticationRef: 'the trigger',
};

export const triggerMetadataKnown = editRule({
  id: 'keda/trigger-metadata-known',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Trigger types and metadata keys are spelled as KEDA reads them.',
    why:
      'The metadata of a trigger is a map of texts: any key is accepted. One that the scaler does not know is ignored and ' +
      'the default counts, which nothing reports. Only keys close to a known one, and fields that belong elsewhere, are ' +
      'flagged. A trigger type that does not exist makes the ScaledObject not ready.',
    source: 'https://github.com/kedacore/keda/issues/2479',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      const parameters = scalerParameters(trigger.type);
      if (!parameters) {
        const path = [...trigger.path, 'type'];
        const guess = nearestWord(trigger.type, scalerTypes());
        report({
          path,
          message: `KEDA has no scaler "${trigger.type}"${guess ? `; did you mean "${guess}"?` : ''}`,
          fixes: () =>
            guess
              ? [{ title: `Change to "${guess}"`, safe: false, edits: replaceValue(manifest, path, guess) }]
              : [],
        });
        continue;
      }
      for (const { key, message, guess } of unknownKeys(trigger, parameters)) {
        const path = [...trigger.path, 'metadata', key];
        report({
          path,
          mark: 'key',
          message,
          fixes: () =>
            guess
              ? [{ title: `Rename to ${guess}`, safe: false, edits: renameKey(manifest, path, guess) }]
              : [],
        });
      }
    }
  },
});

interface UnknownKey {
  readonly key: string;
  readonly message: string;
  readonly guess?: string;
}

function unknownKeys(
  { type, metadata }: PlacedTrigger,
  parameters: readonly ScalerParameter[],
): readonly UnknownKey[] {
  const known = new Set(parameters.flatMap(({ name, env }) => (env ? [name, `${name}FromEnv`] : [name])));
  return Object.keys(metadata).flatMap((key): UnknownKey[] => {
    if (known.has(key)) return [];
    const place = ELSEWHERE[key];
    if (place) return [{ key, message: `${key} is ignored here: it is a field of ${place}` }];
    const free = [...known].filter((name) => metadata[name] === undefined);
    const guess = key.endsWith('FromEnv') || key === 'metricName' ? undefined : nearestWord(key, free);
    return guess
      ? [{ key, guess, message: `the ${type} scaler has no ${key} and ignores it; did you mean ${guess}?` }]
      : [];
  });
}
