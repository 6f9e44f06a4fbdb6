/** A replica count in a manifest beside a CronJob that sets it by `kubectl scale`. */
import { removeEntry } from '../edits';
import { namespaceOf, podSource, type ClusterGraph } from '../graph';
import type { Manifest } from '../../manifest/document';
import { kubectlCommands } from '../../manifest/kubectl';
import { CRON_JOB, DEPLOYMENT, STATEFUL_SET } from '../kinds';
import { containersIn } from '../podView';
import { at, integer, texts } from '../read';
import { editRule } from '../rule';
import { perObject } from '../../util/perObject';

export const replicasOwnedOnce = editRule({
  id: 'pods/replicas-owned-once',
  kinds: [DEPLOYMENT, STATEFUL_SET],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'A workload that a CronJob scales leaves `spec.replicas` out.',
    why:
      'A CronJob that runs `kubectl scale` sets the count at its hours; every apply or sync of the manifest sets it back. ' +
      'A warm pool is then as large as the last deploy says, not as the clock says. Remove the field, or let a KEDA ' +
      'cron trigger own the count.',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment',
  },
  check({ manifest, graph, report }) {
    const replicas = integer(at(manifest.value, 'spec', 'replicas'));
    const owners = replicas === undefined ? [] : scaledBy(manifest, graph);
    const [first] = owners;
    if (replicas === undefined || !first || graph.scalersOf(manifest).length > 0) return;
    const others = owners.length > 1 ? ` and ${owners.length - 1} more` : '';
    report({
      path: ['spec', 'replicas'],
      message: `replicas ${replicas} is set although CronJob "${first.name ?? ''}"${others} scales the workload: every apply resets it`,
      fixes: () => [
        { title: 'Remove replicas', safe: false, edits: removeEntry(manifest, ['spec', 'replicas']) },
      ],
    });
  },
});

const scaledBy = (workload: Manifest, graph: ClusterGraph): readonly Manifest[] =>
  jobsByTarget(graph.ofKind(CRON_JOB)).get(
    targetKey(workload.kind ?? '', namespaceOf(workload), workload.name ?? ''),
  ) ?? [];

/** The CronJobs that scale each workload: scripts are read once, not once a workload. */
const jobsByTarget = perObject((jobs: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> => {
  const groups = new Map<string, Manifest[]>();
  for (const job of jobs)
    for (const target of scaledTargets(job)) groups.set(target, [...(groups.get(target) ?? []), job]);
  return groups;
});

/** Keys of the workloads that the containers of a CronJob scale. */
function scaledTargets(job: Manifest): ReadonlySet<string> {
  const commands = containersIn(podSource(job), 'containers').flatMap(({ value }) => {
    const script = [...texts(at(value, 'command')), ...texts(at(value, 'args'))].join(' ');
    return kubectlCommands(script, namespaceOf(job));
  });
  const scaled = commands.filter(({ verb }) => verb === 'scale');
  return new Set(scaled.map(({ target: { kind, namespace, name } }) => targetKey(kind, namespace, name)));
}

const targetKey = (kind: string, namespace: string, name: string): string => `${kind} ${namespace}/${name}`;
