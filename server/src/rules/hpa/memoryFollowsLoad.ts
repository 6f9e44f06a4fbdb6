/** G12: memory as a measure of load. */
import { HPA } from '../kinds';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const memoryFollowsLoad = editRule({
  id: 'hpa/memory-follows-load',
  kinds: [HPA],
  severity: 'hint',
  fixable: false,
  docs: {
    summary: 'Memory is a scaling metric only where it follows the load.',
    why:
      'The metric is the mean over all pods: one pod that runs out of memory does not move it, so scaling out does not ' +
      'prevent that. And memory that a runtime or a cache keeps is not given back, so the workload never scales in. ' +
      'Scale by CPU, requests or queue length, and size memory by its request.',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  },
  check({ manifest, report }) {
    for (const [index, metric] of list(at(manifest.value, 'spec', 'metrics')).entries()) {
      const type = text(at(metric, 'type'));
      const field = type === 'ContainerResource' ? 'containerResource' : 'resource';
      if (text(at(metric, field, 'name')) !== 'memory') continue;
      const path = ['spec', 'metrics', index];
      report({
        path,
        shownAt: [...path, field, 'name'],
        message: 'the mean of memory rarely falls with the load: pods are added and seldom removed',
      });
    }
  },
});
