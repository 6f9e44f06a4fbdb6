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
import { aimsOf, type Aims } from './scalers';

export interface ExternalTrigger extends Aims {
  readonly kind: 'external';
  readonly type: string;
  /** Of the trigger; formulas use it. */
  readonly name: string | undefined;
  /** Of the metric in the HPA. */
  readonly metricName: string;
  readonly targetType: 'AverageValue' | 'Value';
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
