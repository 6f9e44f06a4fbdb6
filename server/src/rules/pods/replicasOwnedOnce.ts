/** A replica count in a manifest beside a CronJob that sets it by `kubectl scale`. */
import { removeEntry } from '../edits';
import { namespaceOf, podSource, type ClusterGraph } from '../graph';
import type { Manifest } from '../../manifest/document';
import { CRON_JOB, DEPLOYMENT, STATEFUL_SET } from '../kinds';
import { containersIn } from '../podView';
import { at, integer, texts } from '../read';
import { editRule } from '../rule';

const SCALED =
  /\bkubectl\s+(?:-\S+\s+)*scale\s+(?:-\S+\s+)*(?:deploy(?:ments?)?|statefulsets?|sts)(?:\.apps)?[/\s]+([a-z0-9][a-z0-9.-]*)/g;

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
  graph
    .ofKind(CRON_JOB)
    .filter((job) => namespaceOf(job) === namespaceOf(workload))
    .filter((job) => scaledNames(job).includes(workload.name ?? ''));

/** Names of the workloads that the containers of a CronJob scale. */
function scaledNames(job: Manifest): readonly string[] {
  const script = containersIn(podSource(job), 'containers')
    .flatMap(({ value }) => [...texts(at(value, 'command')), ...texts(at(value, 'args'))])
    .join(' ')
    .replace(/\\\r?\n/g, ' ');
  return [...script.matchAll(SCALED)].map((match) => match[1] ?? '');
}
