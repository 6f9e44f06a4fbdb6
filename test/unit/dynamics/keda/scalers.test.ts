import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aimsOf } from '../../../../server/src/dynamics/keda/scalers';
import { decodeTriggers } from '../../../../server/src/dynamics/keda/triggers';

type Metadata = Readonly<Record<string, string>>;
const aims = (type: string, metadata: Metadata = {}) => {
  const { target, activation } = aimsOf(type, metadata);
  return [target, activation];
};
const gauge = (type: string, metadata: Metadata = {}): string => {
  const { gauge: kind, countsInFlight } = aimsOf(type, metadata);
  return countsInFlight ? `${kind} with those taken` : kind;
};

// Targets were asked of KEDA 2.21.0's own scalers, as far as these can be made without a server.

test('a target that nobody wrote is the scaler’s own', () => {
  const defaults = {
    ...{
      activemq: 10,
      'aws-sqs-queue': 5,
      'azure-eventhub': 64,
      'azure-cosmosdb': 100,
      'azure-pipelines': 1,
    },
    ...{ 'forgejo-runner': 1, graphite: 100, ibmmq: 20, kafka: 10, pulsar: 10, rabbitmq: 20, redis: 5 },
    ...{ 'gcp-cloudtasks': 100, 'gcp-pubsub': 10, 'openstack-swift': 2, 'selenium-grid': 1, temporal: 5 },
  };
  for (const [type, target] of Object.entries(defaults)) assert.equal(aimsOf(type, {}).target, target, type);
});

test('each scaler has its own names for target and activation', () => {
  const all = { queueLength: '3', value: '7', activationValue: '2', activationQueueLength: '1' };
  assert.deepEqual(aims('azure-queue', all), [3, 1]);
  assert.deepEqual(aims('beanstalkd', all), [7, 2]);
  assert.deepEqual(aims('rabbitmq', { queueLength: '3', activationValue: '2' }), [3, 2]);
  assert.deepEqual(aims('azure-blob', { blobCount: '8', activationBlobCount: '4' }), [8, 4]);
  assert.deepEqual(aims('gcp-spanner', { targetValue: '8', activationValue: '4' }), [8, 4]);
  assert.deepEqual(aims('artemis-queue'), [10, 10]);
  assert.deepEqual(aims('selenium-grid', { targetValue: '9', activationThreshold: '2' }), [1, 2]);
  assert.deepEqual(aims('github-runner', { targetWorkflowQueueLength: '3' }), [3, 2]);
});

test('the activation of Datadog depends on who asks', () => {
  const metadata = { queryValue: '9', activationQueryValue: '2', activationTargetValue: '4' };
  assert.deepEqual(aims('datadog', metadata), [9, 2]);
  assert.deepEqual(aims('datadog', { ...metadata, useClusterAgentProxy: 'true' }), [9, 4]);
});

test('a stream is aimed at by its lag, by what its group has taken, or by its length', () => {
  const metadata = { lagCount: '2', pendingEntriesCount: '3', streamLength: '4', activationLagCount: '1' };
  const group = { ...metadata, consumerGroup: 'g' };
  for (const type of ['redis-streams', 'redis-cluster-streams', 'redis-sentinel-streams']) {
    assert.deepEqual(aims(type, group), [2, 1]);
    assert.deepEqual(aims(type, { ...group, lagCount: '0' }), [3, 1]);
    assert.deepEqual(aims(type, metadata), [4, 1]);
  }
});

test('what is counted may depend on parameters', () => {
  assert.equal(gauge('aws-sqs-queue'), 'backlog with those taken');
  assert.equal(gauge('aws-sqs-queue', { scaleOnInFlight: 'false' }), 'backlog');
  assert.equal(gauge('azure-queue', { queueLengthStrategy: 'visibleonly' }), 'backlog');
  assert.equal(gauge('rabbitmq', { mode: 'MessageRate', value: '1' }), 'demand with those taken');
  assert.equal(gauge('gcp-pubsub', { mode: 'OldestUnackedMessageAge' }), 'demand with those taken');
  assert.equal(gauge('solace-event-queue', { messageReceiveRateTarget: '5' }), 'demand');
  assert.equal(gauge('postgresql'), 'backlog');
  assert.equal(gauge('prometheus'), 'demand');
});

test('two scalers choose the type of the target themselves', () => {
  const typeOf = (type: string, metricType: string) => {
    const [trigger] = decodeTriggers({ triggers: [{ type, metricType, metadata: { targetValue: '1' } }] });
    return trigger?.kind === 'external' ? trigger.targetType : undefined;
  };
  assert.equal(typeOf('pulsar', 'Value'), 'AverageValue');
  assert.equal(typeOf('splunk-observability', 'AverageValue'), 'Value');
  assert.equal(typeOf('nsq', 'Value'), 'Value');
});
