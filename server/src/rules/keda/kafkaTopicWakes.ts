/** H37: a group of consumers that never existed. */
import { setEntry } from '../edits';
import { proposal } from '../proposals';
import { SCALED_OBJECT } from '../kinds';
import { isSet } from '../read';
import { editRule } from '../rule';
import { scalesToZero, triggersOf } from './triggerView';

export const kafkaTopicWakes = editRule({
  id: 'keda/kafka-topic-wakes',
  kinds: [SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A Kafka trigger that wakes a workload from zero names its topic.',
    why:
      'Without `topic` the scaler looks at the topics for which the consumer group has committed offsets. A group that never ' +
      'ran has none, so the lag is 0 and the first pod is never started. Name the topic, or keep one pod.',
    source: 'https://keda.sh/docs/latest/scalers/apache-kafka/',
  },
  check({ manifest, report }) {
    const triggers = triggersOf(manifest);
    if (!scalesToZero(manifest) || triggers.length !== 1) return;
    for (const { path, type, metadata } of triggers) {
      if (type !== 'kafka' && type !== 'apache-kafka') continue;
      if (isSet(metadata['topic']) || isSet(metadata['topicFromEnv'])) continue;
      report({
        path: [...path, 'metadata'],
        mark: 'key',
        message:
          'without a topic a group that has not committed yet has no lag: the first pod is never started',
        fixes: proposal('Keep one pod', () => setEntry(manifest, ['spec'], 'minReplicaCount', '1')),
      });
    }
  },
});
