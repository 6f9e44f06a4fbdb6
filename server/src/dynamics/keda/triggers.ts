/** Triggers of ScaledObjects and ScaledJobs: what each aims at, from when on it is active, and what it looks at.
 *  @source kedacore/keda pkg/scalers/*_scaler.go@v2.21.0 */
import {
  isTrueAt,
  listAt,
  mappingAt,
  scalarText,
  textAt,
  textMapAt,
  type Fields,
} from '../../manifest/fields';
import { parseQuantity, scaledValue } from '../../util/quantity';
import type { MetricSpec, MetricTarget } from '../hpa/spec';
import { cronMetricName, decodeCronTrigger, type CronTrigger } from './cronScaler';

/** What a load has to say to a trigger: work that waits, or work that comes. */
export type Gauge = 'backlog' | 'demand';

export interface ExternalTrigger {
  readonly kind: 'external';
  readonly type: string;
  /** Of the trigger; formulas use it. */
  readonly name: string | undefined;
  /** Of the metric in the HPA. */
  readonly metricName: string;
  readonly targetType: 'AverageValue' | 'Value';
  readonly target: number;
  /** The trigger is active above it. */
  readonly activation: number;
  readonly gauge: Gauge;
  /** Whether messages that someone works on still count as waiting. */
  readonly countsInFlight: boolean;
  /** The HPA gets what the last poll found (`useCachedMetrics`). */
  readonly isCached: boolean;
  /** Set for the cron scaler, which needs no load. */
  readonly cron?: CronTrigger;
}

/** CPU or memory: the HPA asks the metrics API itself. */
export interface ResourceTrigger {
  readonly kind: 'resource';
  readonly metric: MetricSpec;
}

export type KedaTrigger = ExternalTrigger | ResourceTrigger;

interface Scaler {
  readonly target: readonly string[];
  readonly default?: number;
  readonly gauge: Gauge;
}

const queue = (target: string, fallback?: number): Scaler => ({
  target: [target],
  gauge: 'backlog',
  ...(fallback === undefined ? {} : { default: fallback }),
});
const rate = (...target: string[]): Scaler => ({ target, gauge: 'demand' });

const SCALERS: Readonly<Record<string, Scaler>> = {
  'aws-sqs-queue': queue('queueLength', 5),
  kafka: queue('lagThreshold', 10),
  'apache-kafka': queue('lagThreshold', 10),
  rabbitmq: { target: ['value', 'queueLength'], default: 20, gauge: 'backlog' },
  redis: queue('listLength', 5),
  'redis-cluster': queue('listLength', 5),
  'redis-sentinel': queue('listLength', 5),
  'redis-streams': {
    target: ['lagCount', 'pendingEntriesCount', 'streamLength'],
    default: 5,
    gauge: 'backlog',
  },
  'azure-queue': queue('queueLength', 5),
  'azure-servicebus': queue('messageCount', 5),
  'gcp-pubsub': queue('value', 10),
  'nats-jetstream': queue('lagThreshold', 10),
  prometheus: rate('threshold'),
  'aws-cloudwatch': rate('targetMetricValue'),
  datadog: rate('targetValue', 'queryValue'),
  'metrics-api': rate('targetValue'),
};
/** Of scalers that are not listed, the parameter that is most likely the target. */
const UNLISTED = rate(
  'threshold',
  'targetValue',
  'value',
  'targetMetricValue',
  'queueLength',
  'lagThreshold',
);

/** The triggers of a spec, in order; those that cannot be read are left out. */
export const decodeTriggers = (spec: unknown): readonly KedaTrigger[] =>
  listAt(spec, 'triggers').flatMap(decodeTrigger);

function decodeTrigger(trigger: unknown, index: number): readonly KedaTrigger[] {
  const type = textAt(trigger, 'type') ?? '';
  const metadata = mappingAt(trigger, 'metadata');
  const metricType = textAt(trigger, 'metricType') ?? '';
  if (type === 'cpu' || type === 'memory') return [resourceTrigger(type, metadata, metricType)];
  const targetType = metricType === 'Value' ? 'Value' : 'AverageValue';
  const isCached = isTrueAt(trigger, 'useCachedMetrics');
  const common = { kind: 'external', type, isCached, name: textAt(trigger, 'name') || undefined } as const;
  if (type === 'cron') {
    const cron = decodeCronTrigger(textMapAt(trigger, 'metadata'));
    if (!cron.ok) return [];
    const metricName = cronMetricName(cron.value, index);
    return [
      {
        ...{ ...common, metricName, targetType, target: 1, activation: 0, gauge: 'demand' },
        ...{ countsInFlight: false, cron: cron.value },
      },
    ];
  }
  return [{ ...common, metricName: `s${index}-${type}`, targetType, ...aimsOf(type, metadata) }];
}

type Aims = Pick<ExternalTrigger, 'target' | 'activation' | 'gauge' | 'countsInFlight'>;

function aimsOf(type: string, metadata: Fields): Aims {
  const scaler = SCALERS[type] ?? UNLISTED;
  const name = scaler.target.find((one) => numberIn(metadata, one) !== undefined) ?? scaler.target[0] ?? '';
  const activation = `activation${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const isRate = type === 'rabbitmq' && scalarText(metadata.mode) === 'MessageRate';
  return {
    target: numberIn(metadata, name) ?? scaler.default ?? 1,
    activation: numberIn(metadata, activation) ?? 0,
    gauge: isRate ? 'demand' : scaler.gauge,
    countsInFlight: countsInFlight(type, metadata),
  };
}

/** Taken messages are in a queue's length until they are done with; a topic's lag shrinks when they are committed.
 *  @source kedacore/keda pkg/scalers/aws_sqs_queue_scaler.go scaleOnInFlight, rabbitmq_scaler.go excludeUnacknowledged@v2.21.0 */
function countsInFlight(type: string, metadata: Fields): boolean {
  if (type === 'aws-sqs-queue') return scalarText(metadata.scaleOnInFlight) !== 'false';
  if (type === 'rabbitmq') return scalarText(metadata.excludeUnacknowledged) !== 'true';
  return type === 'kafka' || type === 'apache-kafka';
}

function numberIn(metadata: Fields, name: string): number | undefined {
  const text = scalarText(metadata[name])?.trim();
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** @source kedacore/keda pkg/scalers/cpu_memory_scaler.go GetMetricSpecForScaling@v2.21.0 */
function resourceTrigger(resource: string, metadata: Fields, metricType: string): ResourceTrigger {
  const value = scalarText(metadata.value) ?? '';
  const type = metricType || textAt(metadata, 'type') || 'Utilization';
  const target = targetOf(type, value);
  const container = textAt(metadata, 'containerName');
  const metric: MetricSpec = container
    ? { type: 'ContainerResource', resource, container, target }
    : { type: 'Resource', resource, target };
  return { kind: 'resource', metric };
}

function targetOf(type: string, value: string): MetricTarget {
  if (type === 'Utilization') return { type, averageUtilization: Math.trunc(Number(value)) || 0 };
  const quantity = parseQuantity(value);
  return { type, averageValueMilli: quantity ? scaledValue(quantity, 3) : 0 };
}
