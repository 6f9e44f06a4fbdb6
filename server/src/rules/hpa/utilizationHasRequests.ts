/** G2, H10: a share of a request that is not there. */
import { podSource, type ClusterGraph } from '../graph';
import type { Manifest, Path } from '../../manifest/document';
import { HPA, HPA_V1, SCALED_OBJECT } from '../kinds';
import { hasDefaultRequest, hasPodLevelRequest, hasRequest, runningContainers } from '../podView';
import { at, isSet, list, text } from '../read';
import { editRule } from '../rule';

interface UtilizationMetric {
  readonly path: Path;
  readonly shownAt: Path;
  readonly resource: string;
  /** Of one container only. */
  readonly container?: string;
}

const AVERAGE_CPU = ['spec', 'targetCPUUtilizationPercentage'];

export const utilizationHasRequests = editRule({
  id: 'hpa/utilization-has-requests',
  kinds: [HPA, HPA_V1, SCALED_OBJECT],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'A utilization target finds a request on every container that it measures.',
    why:
      'Utilization is usage divided by request. When a single container of the pod has no request for the resource, the ' +
      'metric cannot be computed and the workload does not scale at all, in either direction. Injected sidecars count ' +
      'too. Add requests, or measure one container with `ContainerResource`.',
    source:
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
  },
  check({ manifest, graph, report }) {
    const target = graph.targetOf(manifest);
    if (!target) return;
    for (const metric of utilizationMetrics(manifest)) {
      const problem = missingRequest(metric, target, graph);
      if (problem === undefined) continue;
      report({
        path: metric.path,
        shownAt: metric.shownAt,
        message: `${metric.resource} utilization needs a ${metric.resource} request on every container of ${target.kind} "${target.name}": ${problem}`,
      });
    }
  },
});

function missingRequest(
  metric: UtilizationMetric,
  target: Manifest,
  graph: ClusterGraph,
): string | undefined {
  const source = podSource(target);
  if (hasPodLevelRequest(source, metric.resource) || hasDefaultRequest(graph, target, metric.resource))
    return undefined;
  const all = runningContainers(source);
  if (all.length === 0) return 'it lists no container';
  const measured = all.filter(
    (container) => metric.container === undefined || container.name === metric.container,
  );
  const without = measured
    .filter((container) => !hasRequest(container, metric.resource))
    .map((one) => one.name);
  return without.length > 0
    ? `${without.join(', ')} ${without.length === 1 ? 'has' : 'have'} none`
    : undefined;
}

function utilizationMetrics(scaler: Manifest): readonly UtilizationMetric[] {
  const spec = at(scaler.value, 'spec');
  if (scaler.kind === 'ScaledObject') return list(at(spec, 'triggers')).flatMap(triggerMetric);
  const first = isSet(at(spec, 'targetCPUUtilizationPercentage'))
    ? [{ path: AVERAGE_CPU, shownAt: AVERAGE_CPU, resource: 'cpu' }]
    : [];
  return [...first, ...list(at(spec, 'metrics')).flatMap(hpaMetric)];
}

function hpaMetric(metric: unknown, index: number): UtilizationMetric[] {
  const type = text(at(metric, 'type'));
  const field =
    type === 'Resource' ? 'resource' : type === 'ContainerResource' ? 'containerResource' : undefined;
  if (!field || text(at(metric, field, 'target', 'type')) !== 'Utilization') return [];
  const resource = text(at(metric, field, 'name'));
  const container = text(at(metric, field, 'container'));
  if (resource === undefined) return [];
  const path = ['spec', 'metrics', index];
  return [
    { path, shownAt: [...path, field, 'name'], resource, ...(container === undefined ? {} : { container }) },
  ];
}

function triggerMetric(trigger: unknown, index: number): UtilizationMetric[] {
  const resource = text(at(trigger, 'type'));
  if ((resource !== 'cpu' && resource !== 'memory') || text(at(trigger, 'metricType')) !== 'Utilization')
    return [];
  const container = text(at(trigger, 'metadata', 'containerName'));
  const path = ['spec', 'triggers', index];
  return [{ path, shownAt: [...path, 'type'], resource, ...(container === undefined ? {} : { container }) }];
}
