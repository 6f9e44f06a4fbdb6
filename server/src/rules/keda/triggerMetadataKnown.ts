/** H1, H3, H6: trigger types and metadata keys that KEDA does not read. */
import { hasPlaceholder } from '../../manifest/placeholders';
import {
  isReadUndeclared,
  scalerParameters,
  scalerTypes,
  type ScalerParameter,
} from '../../schema/keda/scalers';
import { nearestWord } from '../../util/nearest';
import { renameKey, replaceValue } from '../edits';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { editRule } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';
import { ownValue } from '../../util/own';

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
    summary: 'Trigger types and metadata keys are those that KEDA reads.',
    why:
      'The metadata of a trigger is a map of texts: any key is accepted. One that the scaler does not know is ignored and ' +
      'the default counts. So is one that it reads from an authentication or from the environment only, as most ' +
      'passwords. A trigger type that does not exist makes the ScaledObject not ready. Scalers of your own ' +
      '(`external`, `external-push`) get every key.',
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

function unknownKeys(trigger: PlacedTrigger, parameters: readonly ScalerParameter[]): readonly UnknownKey[] {
  const { type, metadata } = trigger;
  const free = readable(parameters).filter((name) => metadata[name] === undefined);
  return Object.keys(metadata).flatMap((key): UnknownKey[] => {
    if (hasPlaceholder(key) || isRead(key, parameters) || isReadUndeclared(type, key)) return [];
    const place = ownValue(ELSEWHERE, key);
    if (place) return [{ key, message: `${key} is ignored here: it is a field of ${place}` }];
    // keda/metric-name-dropped tells of it.
    if (key === 'metricName') return [];
    const otherWay = elsewhere(key, type, parameters);
    if (otherWay) return [{ key, ...otherWay }];
    const guess = nearestWord(key, free);
    return [
      guess
        ? { key, guess, message: `the ${type} scaler has no ${key} and ignores it; did you mean ${guess}?` }
        : { key, message: `the ${type} scaler has no ${key} and ignores it` },
    ];
  });
}

const readable = (parameters: readonly ScalerParameter[]): readonly string[] =>
  parameters.flatMap(({ name, metadata, env, removed }) => [
    ...(metadata && !removed ? [name] : []),
    ...(env ? [`${name}FromEnv`] : []),
  ]);

/** Removed ones are told of by keda/settings-still-read. */
const isRead = (key: string, parameters: readonly ScalerParameter[]): boolean =>
  parameters.some(
    ({ name, metadata, env }) => (metadata && name === key) || (env && `${name}FromEnv` === key),
  );

/** A parameter that exists, given in a way that its scaler does not look at. */
function elsewhere(
  key: string,
  type: string,
  parameters: readonly ScalerParameter[],
): Omit<UnknownKey, 'key'> | undefined {
  const named = parameters.filter(({ name }) => name === key);
  if (named.length > 0) {
    const hasEnv = named.some(({ env }) => env);
    const hasAuth = named.some(({ auth }) => auth);
    const ways = [
      ...(hasEnv ? [`as ${key}FromEnv`] : []),
      ...(hasAuth ? ['by a TriggerAuthentication'] : []),
    ];
    return {
      message: `the ${type} scaler does not read ${key} from the metadata: give it ${ways.join(' or ')}`,
    };
  }
  const plain = key.endsWith('FromEnv') ? key.slice(0, -'FromEnv'.length) : '';
  const direct = parameters.find(({ name }) => name === plain);
  if (!direct) return undefined;
  const way = direct.metadata ? `write ${plain} itself` : 'give it by a TriggerAuthentication';
  return { message: `the ${type} scaler does not read ${plain} from the environment: ${way}` };
}
