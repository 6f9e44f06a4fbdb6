/** H48: a value given in two ways. */
import { removeEntry } from '../edits';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { isSet } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';
import { ownValue } from '../../util/own';

/** Parameters that their scaler reads from the metadata first; others look at the environment first.
 *  @source kedacore/keda pkg/scalers/aws_sqs_queue_scaler.go, kafka_scaler.go, apache_kafka_scaler.go@v2.21.0 */
const KAFKA = ['bootstrapServers', 'consumerGroup', 'topic'];
const METADATA_FIRST: Readonly<Record<string, readonly string[]>> = {
  'apache-kafka': KAFKA,
  'aws-sqs-queue': ['queueURL'],
  kafka: KAFKA,
};

export const valueGivenOnce = editRule({
  id: 'keda/value-given-once',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A setting of a trigger is given as it is or by an environment variable, not both.',
    why:
      'The Kafka and SQS scalers take the value that stands in the metadata first. Beside it the key with `FromEnv` is not ' +
      'read, which nothing reports: whoever changes the variable changes nothing.',
    source: 'https://keda.sh/docs/latest/scalers/aws-sqs/',
  },
  check({ manifest, report }) {
    for (const { path, type, metadata } of triggersOf(manifest)) {
      for (const name of ownValue(METADATA_FIRST, type) ?? []) {
        const fromEnv = `${name}FromEnv`;
        if (!isSet(metadata[name]) || !isSet(metadata[fromEnv])) continue;
        const needless = [...path, 'metadata', fromEnv];
        report({
          path: needless,
          mark: 'key',
          message: `not read: ${name} stands beside it`,
          fixes: () => [{ title: `Remove ${fromEnv}`, safe: true, edits: removeEntry(manifest, needless) }],
        });
      }
    }
  },
});
