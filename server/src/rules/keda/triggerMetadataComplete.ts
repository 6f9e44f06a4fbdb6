/** H2: metadata that a scaler cannot do without. */
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { scalerParameters } from '../../schema/keda/scalers';
import { isSet } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

/** Scalers whose needs the published schema states without alternatives; the others are left alone. */
const CHECKED = new Set([
  'apache-kafka',
  'aws-cloudwatch',
  'aws-sqs-queue',
  'cpu',
  'cron',
  'kafka',
  'kubernetes-workload',
  'loki',
  'memory',
  'mysql',
  'postgresql',
  'prometheus',
  'rabbitmq',
  'redis',
]);

export const triggerMetadataComplete = editRule({
  id: 'keda/trigger-metadata-complete',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'A trigger has the metadata that its scaler needs.',
    why:
      'What is needed is checked only when KEDA builds the scaler: the ScaledObject is accepted and then not ready. Values ' +
      'that may come from a TriggerAuthentication are not looked at.',
    source: 'https://keda.sh/docs/latest/scalers/',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (!CHECKED.has(trigger.type)) continue;
      const missing = (scalerParameters(trigger.type) ?? [])
        .filter(
          ({ optional, metadata, auth, removed, ...rest }) =>
            metadata && !optional && !auth && !removed && rest.default === undefined,
        )
        .filter(
          ({ name, env }) =>
            !isSet(trigger.metadata[name]) && !(env && isSet(trigger.metadata[`${name}FromEnv`])),
        )
        .map(({ name }) => name);
      if (missing.length === 0) continue;
      report({
        path: [...trigger.path, 'metadata'],
        mark: 'key',
        message: `the ${trigger.type} scaler needs ${missing.join(', ')}`,
      });
    }
  },
});
