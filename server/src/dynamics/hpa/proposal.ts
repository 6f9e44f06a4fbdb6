/** What all metrics of an HPA together ask for: the most, unless a failing one forbids to scale down.
 *  @source kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go computeReplicasForMetrics@v1.35.3 */
import { failed, type Outcome } from '../../util/outcome';
import { perObject } from '../../util/perObject';
import type { PodMetrics } from './pods';
import {
  averageReplicas,
  perPodReplicas,
  utilizationReplicas,
  valueReplicas,
  type Proposal,
  type Scene,
} from './replicas';
import type { MetricSpec } from './spec';

/** Where metrics come from. `undefined` stands for an API that fails, or has nothing. */
export interface MetricSource {
  /** Of the whole pod, or one container: milli-units, of memory thousandths of a byte. */
  resource(name: string, container: string | undefined): PodMetrics | undefined;
  pods(name: string): PodMetrics | undefined;
  /** The value in milli-units. */
  external(name: string): number | undefined;
  object(name: string): number | undefined;
  /** What a pod, or one container, requests in milli-units; undefined when any container asked for has no request. */
  requestMilli(resource: string, container: string | undefined): number | undefined;
}

export interface JointProposal {
  /** Undefined when nothing can be done. */
  readonly replicas: number | undefined;
  /** Of the metric that asks for most, as events name it. */
  readonly metricName: string;
  /** In the order of the metrics; null where unknown. */
  readonly shown: readonly (number | null)[];
  /** The reason of the ScalingActive condition when it is false. */
  readonly failure?: string;
}

export function proposeReplicas(
  metrics: readonly MetricSpec[],
  scene: Scene,
  source: MetricSource,
): JointProposal {
  const shown: (number | null)[] = [];
  let [replicas, metricName, failedCount] = [0, '', 0];
  let first: MetricSpec['type'] | undefined;
  for (const metric of metrics) {
    const outcome = proposeFor(metric, scene, source);
    shown.push(outcome.ok ? outcome.value.shown : null);
    if (!outcome.ok) {
      first ??= metric.type;
      failedCount++;
    } else if (replicas === 0 || outcome.value.replicas > replicas) {
      replicas = outcome.value.replicas;
      metricName = nameOf(metric);
    }
  }
  const isBlocked = failedCount >= metrics.length || replicas < scene.currentReplicas;
  if (first === undefined || !isBlocked) return { replicas, metricName, shown };
  return { replicas: undefined, metricName: '', shown, failure: `FailedGet${FAILURE[first]}` };
}

const FAILURE: Readonly<Record<MetricSpec['type'], string>> = {
  Resource: 'ResourceMetric',
  ContainerResource: 'ContainerResourceMetric',
  Pods: 'PodsMetric',
  Object: 'ObjectMetric',
  External: 'ExternalMetric',
};

function proposeFor(metric: MetricSpec, scene: Scene, source: MetricSource): Outcome<Proposal> {
  switch (metric.type) {
    case 'Resource':
      return fromResource(metric, undefined, scene, source);
    case 'ContainerResource':
      return fromResource(metric, metric.container, scene, source);
    case 'Pods': {
      const metrics = source.pods(metric.name);
      const targetMilli = metric.target.averageValueMilli ?? 0;
      return metrics ? averageReplicas(scene, { isCpu: false, metrics, targetMilli }) : NO_METRICS;
    }
    case 'External':
      return fromExternal(metric, scene, source.external(metric.name));
    case 'Object':
      return fromObject(metric, scene, source.object(metric.name));
  }
}

const NO_METRICS = failed<Proposal>('no metrics were returned');

function fromResource(
  { resource, target }: Extract<MetricSpec, { resource: string }>,
  container: string | undefined,
  scene: Scene,
  source: MetricSource,
): Outcome<Proposal> {
  const metrics = source.resource(resource, container);
  if (!metrics) return NO_METRICS;
  const isCpu = resource === 'cpu';
  if (target.averageValueMilli !== undefined)
    return averageReplicas(scene, { isCpu, metrics, targetMilli: target.averageValueMilli });
  if (target.averageUtilization === undefined) return failed('the metric has no target');
  const requestMilli = source.requestMilli(resource, container);
  return utilizationReplicas(scene, {
    ...{ isCpu, metrics, requestMilli },
    targetPercent: target.averageUtilization,
  });
}

function fromExternal({ target }: MetricSpec, scene: Scene, usage: number | undefined): Outcome<Proposal> {
  if (usage === undefined) return NO_METRICS;
  const { averageValueMilli: targetMilli } = target;
  if (targetMilli !== undefined)
    return perPodReplicas(scene, { usageMilli: usage, targetMilli, isCapped: true });
  if (target.valueMilli !== undefined) return valueReplicas(scene, usage, target.valueMilli);
  return failed('the metric has no target');
}

/** Unlike an external metric, an object's goes by the type of its target, and its count of replicas may overflow. */
function fromObject({ target }: MetricSpec, scene: Scene, usage: number | undefined): Outcome<Proposal> {
  if (usage === undefined) return NO_METRICS;
  if (target.type === 'Value' && target.valueMilli !== undefined)
    return valueReplicas(scene, usage, target.valueMilli);
  if (target.type === 'AverageValue' && target.averageValueMilli !== undefined)
    return perPodReplicas(scene, {
      usageMilli: usage,
      targetMilli: target.averageValueMilli,
      isCapped: false,
    });
  return failed('the metric has no target');
}

/** The words of upstream's event. */
const nameOf = perObject((metric: MetricSpec): string => {
  switch (metric.type) {
    case 'Resource':
    case 'ContainerResource': {
      if (metric.target.averageValueMilli !== undefined) return `${metric.resource} resource`;
      const container = metric.type === 'ContainerResource' ? 'container ' : '';
      return `${metric.resource} ${container}resource utilization (percentage of request)`;
    }
    case 'Pods':
      return `pods metric ${metric.name}`;
    case 'External':
      return `external metric ${metric.name}(nil)`;
    case 'Object':
      return metric.target.type === 'Value'
        ? `${metric.objectKind} metric ${metric.name}`
        : `external metric ${metric.name}(nil)`;
  }
});
