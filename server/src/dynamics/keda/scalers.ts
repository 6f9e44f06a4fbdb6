/** What the triggers of each scaler aim at: by which parameter, from when on they are active, and what they count.
 *  @source kedacore/keda pkg/scalers/*_scaler.go@v2.21.0 GetMetricSpecForScaling, GetMetricsAndActivity */
import { scalarText, type Fields } from '../../manifest/fields';
import { activationOf } from '../../manifest/scaledObject';

/** What a load has to say to a trigger: work that waits, or work that comes. */
export type Gauge = 'backlog' | 'demand';

export interface Aims {
  readonly target: number;
  /** The trigger is active above it. */
  readonly activation: number;
  readonly gauge: Gauge;
  /** Whether messages that someone works on still count as waiting. */
  readonly countsInFlight: boolean;
  /** In place of what the trigger says. */
  readonly targetType?: 'AverageValue' | 'Value';
}

interface Scaler {
  readonly gauge: Gauge;
  /** Parameters that the target may stand in, the one that counts first; none where the scaler sets it. */
  readonly targets: readonly string[];
  /** The target that nobody wrote. */
  readonly fallback?: number;
  /** By default the first of the targets with `activation` before it. */
  readonly activation?: string;
  readonly leastActive?: number;
  readonly countsInFlight?: boolean;
  readonly targetType?: 'AverageValue' | 'Value';
}

type Traits = Omit<Scaler, 'gauge' | 'targets' | 'fallback'>;

/** A count of what waits. */
const backlog = (target: string, fallback?: number, traits: Traits = {}): Scaler => ({
  ...{ gauge: 'backlog', targets: [target], ...traits },
  ...(fallback === undefined ? {} : { fallback }),
});

/** A measurement, or a query about anything. */
const demand = (target: string, fallback?: number, traits: Traits = {}): Scaler => ({
  ...backlog(target, fallback, traits),
  gauge: 'demand',
});

/** Taken messages stay in the count until they are done with; a topic's lag shrinks when they are committed. */
const IN_FLIGHT = { countsInFlight: true } as const;

/** Queries of databases mostly count rows of work, as in KEDA's own examples. */
const SCALERS: Readonly<Record<string, Scaler>> = {
  activemq: backlog('targetQueueSize', 10, IN_FLIGHT),
  'apache-kafka': backlog('lagThreshold', 10, IN_FLIGHT),
  arangodb: backlog('queryValue', 0),
  'artemis-queue': backlog('queueLength', 10, { leastActive: 10, ...IN_FLIGHT }),
  'aws-cloudwatch': demand('targetMetricValue'),
  'aws-dynamodb': backlog('targetValue'),
  'aws-dynamodb-streams': demand('shardCount', 2),
  'aws-kinesis-stream': demand('shardCount', 2),
  'aws-sqs-queue': backlog('queueLength', 5),
  'azure-app-insights': demand('targetValue'),
  'azure-blob': backlog('blobCount', 5),
  'azure-cosmosdb': backlog('changeFeedLagThreshold', 100, IN_FLIGHT),
  'azure-data-explorer': demand('threshold'),
  'azure-eventhub': backlog('unprocessedEventThreshold', 64, IN_FLIGHT),
  'azure-log-analytics': demand('threshold'),
  'azure-monitor': demand('targetValue'),
  'azure-pipelines': backlog('targetPipelinesQueueLength', 1),
  'azure-queue': backlog('queueLength', 5),
  'azure-servicebus': backlog('messageCount', 5, IN_FLIGHT),
  beanstalkd: backlog('value'),
  cassandra: backlog('targetQueryValue'),
  clickhouse: backlog('targetQueryValue'),
  couchdb: backlog('queryValue', 0),
  datadog: {
    ...demand('queryValue', -1, { activation: 'activationQueryValue' }),
    targets: ['targetValue', 'queryValue'],
  },
  dynatrace: demand('threshold'),
  'elastic-forecast': demand('targetValue'),
  elasticsearch: demand('targetValue'),
  etcd: demand('value'),
  'forgejo-runner': { gauge: 'backlog', targets: [], fallback: 1, ...IN_FLIGHT },
  'gcp-cloudtasks': backlog('value', 100),
  'gcp-pubsub': backlog('value', 10, IN_FLIGHT),
  'gcp-spanner': backlog('targetValue', 5, { activation: 'activationValue' }),
  'gcp-stackdriver': demand('targetValue', 5),
  'gcp-storage': backlog('targetObjectCount', 100),
  'github-runner': backlog('targetWorkflowQueueLength', 1),
  graphite: demand('threshold', 100),
  'huawei-cloudeye': demand('targetMetricValue'),
  ibmmq: backlog('queueDepth', 20),
  influxdb: demand('thresholdValue'),
  kafka: backlog('lagThreshold', 10, IN_FLIGHT),
  'kubernetes-resource': demand('targetValue'),
  'kubernetes-workload': demand('value', 0),
  liiklus: backlog('lagThreshold', 10, IN_FLIGHT),
  loki: demand('threshold'),
  'metrics-api': demand('targetValue'),
  mongodb: backlog('queryValue'),
  mssql: backlog('targetValue'),
  mysql: backlog('queryValue'),
  'nats-jetstream': backlog('lagThreshold', 10, IN_FLIGHT),
  'new-relic': demand('threshold'),
  nsq: backlog('depthThreshold', 10),
  opensearch: demand('targetValue'),
  'openstack-metric': demand('threshold'),
  'openstack-swift': backlog('objectCount', 2),
  postgresql: backlog('targetQueryValue'),
  predictkube: demand('threshold'),
  prometheus: demand('threshold'),
  pulsar: backlog('msgBacklogThreshold', 10, { targetType: 'AverageValue', ...IN_FLIGHT }),
  rabbitmq: { ...backlog('value', 20, IN_FLIGHT), targets: ['value', 'queueLength'] },
  redis: backlog('listLength', 5),
  'redis-cluster': backlog('listLength', 5),
  'redis-sentinel': backlog('listLength', 5),
  'selenium-grid': { gauge: 'backlog', targets: [], fallback: 1, activation: 'activationThreshold' },
  'solace-direct-messaging': demand('aggregatedClientTxMsgRateTarget'),
  'solace-event-queue': backlog('messageCountTarget', undefined, IN_FLIGHT),
  solarwinds: demand('targetValue', undefined, { activation: 'activationValue' }),
  solr: backlog('targetQueryValue'),
  splunk: demand('targetValue', undefined, { activation: 'activationValue' }),
  'splunk-observability': demand('targetValue', undefined, { targetType: 'Value' }),
  sumologic: demand('threshold'),
  temporal: backlog('targetQueueSize', 5),
};

/** Of scalers whose own program decides, the parameter that is most likely the target. */
const UNKNOWN: Scaler = {
  gauge: 'demand',
  targets: ['threshold', 'targetValue', 'value', 'targetMetricValue', 'queueLength', 'lagThreshold'],
};

export function aimsOf(type: string, metadata: Fields): Aims {
  const scaler = scalerOf(type, metadata);
  const { gauge, targets, fallback = 1, leastActive = 0, countsInFlight = false, targetType } = scaler;
  const written = targets.map((name) => numberIn(metadata, name)).find((value) => value !== undefined);
  const target = written ?? fallback;
  const activation = numberIn(metadata, scaler.activation ?? activationOf(targets[0] ?? ''));
  return {
    ...{ target, gauge, countsInFlight },
    // Active from the target on, in whole jobs.
    activation: type === 'github-runner' ? target - 1 : (activation ?? leastActive),
    ...(targetType ? { targetType } : {}),
  };
}

const STREAMS = ['redis-streams', 'redis-cluster-streams', 'redis-sentinel-streams'];

/** What a trigger counts may depend on its parameters. */
function scalerOf(type: string, metadata: Fields): Scaler {
  const says = (name: string, value: string): boolean => scalarText(metadata[name]) === value;
  const scaler = SCALERS[type] ?? UNKNOWN;
  if (STREAMS.includes(type)) return streamScaler(metadata);
  if (type === 'aws-sqs-queue') return { ...scaler, countsInFlight: !says('scaleOnInFlight', 'false') };
  if (type === 'azure-queue')
    return { ...scaler, countsInFlight: !says('queueLengthStrategy', 'visibleonly') };
  if (type === 'datadog' && says('useClusterAgentProxy', 'true'))
    return { ...scaler, activation: 'activationTargetValue' };
  if (type === 'rabbitmq') {
    const isQueue = metadata.mode === undefined || says('mode', 'QueueLength');
    return {
      ...scaler,
      gauge: isQueue ? 'backlog' : 'demand',
      countsInFlight: !says('excludeUnacknowledged', 'true'),
    };
  }
  if (type === 'gcp-pubsub' && metadata.mode !== undefined && !says('mode', 'SubscriptionSize'))
    return { ...scaler, gauge: 'demand' };
  if (type === 'solace-event-queue' && !numberIn(metadata, 'messageCountTarget'))
    return demand('messageReceiveRateTarget');
  return scaler;
}

/** Without a group a stream's length; with one its lag where that is aimed at, else what its consumers have taken. */
function streamScaler(metadata: Fields): Scaler {
  const activation = 'activationLagCount';
  if (!scalarText(metadata.consumerGroup)) return backlog('streamLength', 5, { activation, ...IN_FLIGHT });
  const hasLag = (numberIn(metadata, 'lagCount') ?? 0) !== 0;
  return hasLag
    ? backlog('lagCount', undefined, { activation })
    : backlog('pendingEntriesCount', 5, { activation, ...IN_FLIGHT });
}

function numberIn(metadata: Fields, name: string): number | undefined {
  const text = scalarText(metadata[name])?.trim();
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
