/** G10: a pod's sum that hides the container that matters. */
import { podSource } from '../graph';
import { HPA } from '../kinds';
import { runningContainers } from '../podView';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const containerMeasured = editRule({
  id: 'hpa/container-measured',
  kinds: [HPA],
  severity: 'hint',
  fixable: false,
  docs: {
    summary: 'In pods of several containers a scaler measures the one that does the work.',
    why:
      'A `Resource` metric adds up all containers of the pod, usage and requests. A busy container beside an idle proxy with ' +
      'a large request looks half idle, and the workload is scaled too late. `ContainerResource` measures one.',
    source:
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics',
  },
  check({ manifest, graph, report }) {
    const target = graph.targetOf(manifest);
    if (!target) return;
    const names = runningContainers(podSource(target)).map(({ name }) => name);
    if (names.length < 2) return;
    for (const [index, metric] of list(at(manifest.value, 'spec', 'metrics')).entries()) {
      if (text(at(metric, 'type')) !== 'Resource') continue;
      const path = ['spec', 'metrics', index];
      report({
        path,
        shownAt: [...path, 'type'],
        message: `adds up ${names.join(', ')}: ContainerResource measures the one that does the work`,
      });
    }
  },
});
