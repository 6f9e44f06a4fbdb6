/** Placeholder pods that keep their place instead of making room. */
import type { Manifest } from '../../manifest/document';
import { insertEntry } from '../edits';
import { podSource, type ClusterGraph, type PodSource } from '../graph';
import { DEPLOYMENT, PRIORITY_CLASS, REPLICA_SET, STATEFUL_SET } from '../kinds';
import { containersIn } from '../podView';
import { at, integer, text } from '../read';
import { editRule, type Report } from '../rule';

/** Names of what keeps room. Pause pods called otherwise may be no more than a load to try scaling with, as the `inflate` of
 *  Karpenter's own documentation. */
const KEEPS_ROOM = /over-?provision|placeholder|headroom|warm|buffer|balloon|reserv|spare|standby/i;
const PAUSE_IMAGE = /(?:^|\/)pause(?:-[a-z0-9]+)?(?:[:@]|$)/;

export const warmPoolYields = editRule({
  id: 'pods/warm-pool-yields',
  kinds: [DEPLOYMENT, REPLICA_SET, STATEFUL_SET],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Placeholder pods of a warm pool have a priority below 0.',
    why:
      'A warm pool is a set of pause pods that keep nodes running; ordinary pods preempt them and start at once. Pods ' +
      'without a priority class have priority 0, and so have the placeholders unless their class says less: then nothing ' +
      'is preempted, and the warm nodes are paid for and never used. Pause pods without a class count as a warm pool where ' +
      'their name says so, or a class below 0 is among the files.',
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  },
  check({ manifest, graph, report }) {
    const source = podSource(manifest);
    if (!isPlaceholder(source)) return;
    const className = text(at(source.template, 'spec', 'priorityClassName'));
    if (className === undefined) {
      const isStated = at(source.template, 'spec', 'priorityClassName') !== undefined;
      const isMeant = KEEPS_ROOM.test(manifest.name ?? '') || lowClasses(graph).length > 0;
      if (!isStated && isMeant) report(withoutClass(manifest, source, graph));
      return;
    }
    const value = priorityOf(graph, className, manifest);
    if (value === undefined || value < 0) return;
    report({
      path: [...source.templatePath, 'spec', 'priorityClassName'],
      message: `priority class ${className} has the value ${value}: ordinary pods (0) cannot preempt these placeholders, a value below 0 lets them`,
    });
  },
});

const isPlaceholder = (source: PodSource): boolean => {
  const containers = containersIn(source, 'containers');
  return (
    containers.length > 0 && containers.every(({ value }) => PAUSE_IMAGE.test(text(at(value, 'image')) ?? ''))
  );
};

const priorityOf = (graph: ClusterGraph, name: string, asking: Manifest): number | undefined =>
  integer(at(graph.findGlobal(PRIORITY_CLASS, name, asking)?.value, 'value'));

const lowClasses = (graph: ClusterGraph): readonly string[] =>
  graph
    .ofKind(PRIORITY_CLASS)
    .filter((one) => (integer(at(one.value, 'value')) ?? 0) < 0)
    .flatMap(({ name }) => name ?? []);

function withoutClass(manifest: Manifest, source: PodSource, graph: ClusterGraph): Report {
  const path = [...source.templatePath, 'spec'];
  return {
    path,
    mark: 'key',
    message:
      'placeholders without a priority class have priority 0: ordinary pods cannot preempt them, a class below 0 lets them',
    fixes: () =>
      lowClasses(graph).map((name) => ({
        title: `Give them the priority class ${name}`,
        safe: false,
        edits: insertEntry(manifest, path, `priorityClassName: ${name}`),
      })),
  };
}
