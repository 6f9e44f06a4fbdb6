/** G11: a metric of a container that the pod does not have. */
import { replaceValue } from '../edits';
import { podSource } from '../graph';
import { HPA } from '../kinds';
import { nearestWord } from '../../util/nearest';
import { runningContainers } from '../podView';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const containerExists = editRule({
  id: 'hpa/container-exists',
  kinds: [HPA],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A ContainerResource metric names a container of the target.',
    why:
      'Pods without the named container give no sample, so the metric has no value and the workload does not scale on ' +
      'it. Renaming a container needs the new name in the HPA too.',
    source:
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics',
  },
  check({ manifest, graph, report }) {
    const target = graph.targetOf(manifest);
    const names = target ? runningContainers(podSource(target)).map((container) => container.name) : [];
    if (!target || names.length === 0) return;
    list(at(manifest.value, 'spec', 'metrics')).forEach((metric, index) => {
      const name = text(at(metric, 'containerResource', 'container'));
      if (name === undefined || names.includes(name)) return;
      const path = ['spec', 'metrics', index, 'containerResource', 'container'];
      const guess = nearestWord(name, names) ?? (names.length === 1 ? names[0] : undefined);
      report({
        path,
        message: `${target.kind} "${target.name}" has no container "${name}" (it has ${names.join(', ')}): the metric stays empty`,
        fixes: () =>
          guess
            ? [{ title: `Change to "${guess}"`, safe: false, edits: replaceValue(manifest, path, guess) }]
            : [],
      });
    });
  },
});
