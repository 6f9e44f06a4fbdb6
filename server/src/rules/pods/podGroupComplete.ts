/** A gang of pods that is smaller than its PodGroup waits for. */
import { replaceSource } from '../edits';
import { proposal } from '../proposals';
import { namespaceOf, podLabels, type ClusterGraph, type PodSource } from '../graph';
import type { Manifest } from '../../manifest/document';
import { counted } from '../../util/thousands';
import { at, integer } from '../read';
import { editRule } from '../rule';

const GROUP_LABEL = 'scheduling.x-k8s.io/pod-group';

export const podGroupComplete = editRule({
  id: 'pods/pod-group-complete',
  kinds: ['scheduling.x-k8s.io/v1alpha1 PodGroup'],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The workloads of a PodGroup have as many pods as it waits for.',
    why:
      'A gang starts when `minMember` of its pods are there. With fewer none is ever bound, and Karpenter, which sees ' +
      'pods that wait, keeps nodes for them. The pods carry the label `scheduling.x-k8s.io/pod-group`.',
    source: 'https://github.com/kubernetes-sigs/scheduler-plugins/blob/master/pkg/coscheduling/README.md',
  },
  check({ manifest, graph, report }) {
    const wanted = integer(at(manifest.value, 'spec', 'minMember'));
    const members = membersOf(manifest, graph);
    const podCount = members.reduce((sum, source) => sum + podCountOf(source), 0);
    if (wanted === undefined || members.length === 0 || podCount >= wanted) return;
    report({
      path: ['spec', 'minMember'],
      message: `minMember is ${wanted}, the workloads of the group have ${counted(podCount, 'pod')}: none of them is ever bound`,
      fixes: proposal(`Wait for ${podCount}`, () =>
        replaceSource(manifest, ['spec', 'minMember'], String(podCount)),
      ),
    });
  },
});

const membersOf = (group: Manifest, graph: ClusterGraph): readonly PodSource[] =>
  graph
    .podSources()
    .filter(({ manifest }) => namespaceOf(manifest) === namespaceOf(group))
    .filter((source) => podLabels(source)[GROUP_LABEL] === group.name);

function podCountOf({ manifest }: PodSource): number {
  const spec = at(manifest.value, 'spec');
  if (manifest.kind === 'Pod') return 1;
  // How many nodes there are is not known: a DaemonSet may have any number of pods.
  if (manifest.kind === 'DaemonSet' || manifest.kind === 'CronJob') return Infinity;
  return integer(at(spec, manifest.kind === 'Job' ? 'parallelism' : 'replicas')) ?? 1;
}
