/** H38: settings of the Kafka scaler that exclude each other. */
import { removeEntry } from '../edits';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { isSet, scalarText } from '../read';
import { editRule } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';

const LIMIT = 'limitToPartitionsWithLag';
/** The kafka scaler refuses it too, apache-kafka takes it. */
const EVEN = 'ensureEvenDistributionOfPartitions';

export const kafkaSettingsAgree = editRule({
  id: 'keda/kafka-settings-agree',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'limitToPartitionsWithLag has a topic, and no setting beside it that says the opposite.',
    why:
      'The Kafka scalers refuse `limitToPartitionsWithLag` without `topic`, and together with `allowIdleConsumers`; that of ' +
      'type kafka also with `ensureEvenDistributionOfPartitions`. The object is accepted, and then not ready.',
    source: 'https://github.com/kedacore/keda/blob/v2.21.0/pkg/scalers/kafka_scaler.go',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (trigger.type !== 'kafka' && trigger.type !== 'apache-kafka') continue;
      const problem = isOn(trigger, LIMIT) ? disagreement(trigger) : undefined;
      if (problem === undefined) continue;
      const metadata = [...trigger.path, 'metadata'];
      const other = excludedOf(trigger);
      report({
        path: [...metadata, LIMIT],
        message: problem,
        fixes: () =>
          (other === undefined ? [] : [other, LIMIT]).map((name) => ({
            title: `Remove ${name}`,
            safe: false,
            edits: removeEntry(manifest, [...metadata, name]),
          })),
      });
    }
  },
});

function disagreement(trigger: PlacedTrigger): string | undefined {
  const other = excludedOf(trigger);
  if (other !== undefined) return `KEDA refuses ${LIMIT} together with ${other}`;
  const hasTopic = isSet(trigger.metadata['topic']) || isSet(trigger.metadata['topicFromEnv']);
  return hasTopic ? undefined : `KEDA refuses ${LIMIT} without a topic`;
}

/** The setting that is on and cannot be beside the limit. */
function excludedOf(trigger: PlacedTrigger): string | undefined {
  const excluded = trigger.type === 'kafka' ? ['allowIdleConsumers', EVEN] : ['allowIdleConsumers'];
  return excluded.find((name) => isOn(trigger, name));
}

const isOn = ({ metadata }: PlacedTrigger, name: string): boolean => scalarText(metadata[name]) === 'true';
