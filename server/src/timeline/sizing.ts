/** What one pod is meant to carry, as the scaler's targets say. */
import type { MetricSpec } from '../dynamics/hpa/spec';
import type { ExternalTrigger } from '../dynamics/keda/triggers';
import type { ScalerPlan, Subject } from './plan';

export interface PerPod {
  /** Units a second; Infinity where no target speaks of demand. */
  readonly demand: number;
  /** Units that wait. */
  readonly backlog: number;
}

const UNKNOWN: PerPod = { demand: Infinity, backlog: Infinity };

/** The smallest of all targets. */
export function perPodAtTarget(scaler: ScalerPlan, subject: Subject): PerPod {
  const parts = partsOf(scaler, subject);
  const demand = Math.min(...parts.map((part) => part.demand));
  const backlog = Math.min(...parts.map((part) => part.backlog));
  return demand === Infinity && backlog === Infinity
    ? { demand: subject.podCapacity, backlog }
    : { demand, backlog };
}

function partsOf(scaler: ScalerPlan, subject: Subject): readonly PerPod[] {
  if (scaler.kind === 'none') return [{ demand: subject.podCapacity, backlog: Infinity }];
  if (scaler.kind === 'job') return scaler.triggers.map(ofTrigger);
  const specs = scaler.kind === 'hpa' ? scaler.spec.metrics : scaler.hpa.metrics;
  const ofMetrics = specs.map((metric) => ofMetric(metric, subject, scaler.kind === 'hpa'));
  return scaler.kind === 'keda' ? [...ofMetrics, ...scaler.triggers.map(ofTrigger)] : ofMetrics;
}

const ofTrigger = ({ gauge, target, targetType, cron }: ExternalTrigger): PerPod => {
  if (cron || targetType !== 'AverageValue') return UNKNOWN;
  return gauge === 'backlog' ? { demand: Infinity, backlog: target } : { demand: target, backlog: Infinity };
};

/** Resources and pod metrics; external ones too, where they are the HPA's own. */
function ofMetric(metric: MetricSpec, { cpuMilliPerUnit, requestMilli }: Subject, isOwn: boolean): PerPod {
  const { averageUtilization, averageValueMilli } = metric.target;
  if (metric.type === 'Resource' || metric.type === 'ContainerResource') {
    if (metric.resource !== 'cpu' || cpuMilliPerUnit <= 0) return UNKNOWN;
    const milli =
      averageUtilization === undefined
        ? averageValueMilli
        : ((requestMilli.cpu ?? Infinity) * averageUtilization) / 100;
    return milli === undefined ? UNKNOWN : { demand: milli / cpuMilliPerUnit, backlog: Infinity };
  }
  if (averageValueMilli === undefined || (metric.type !== 'Pods' && !isOwn)) return UNKNOWN;
  return { demand: averageValueMilli / 1000, backlog: Infinity };
}

/** The size at which a cluster that has seen this demand for long stands.
 *  @param bounds  of the scaler; undefined without one */
export function settledReplicas(
  written: number,
  perPod: PerPod,
  demand: number,
  bounds: { readonly min: number; readonly max: number } | undefined,
): number {
  if (!bounds) return written;
  const needed = perPod.demand === Infinity ? written : Math.ceil(demand / perPod.demand - 1e-9);
  return Math.min(bounds.max, Math.max(bounds.min, needed));
}
