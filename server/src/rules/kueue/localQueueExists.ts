/** A workload that names a LocalQueue which is not in its namespace. */
import { namespaceOf } from '../graph';
import { LOCAL_QUEUES, WORKLOADS } from '../kinds';
import { missingReference } from '../missing';
import { queueNameOf, QUEUE_NAME } from '../kueueView';
import { editRule } from '../rule';

export const localQueueExists = editRule({
  id: 'kueue/local-queue-exists',
  kinds: WORKLOADS,
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The LocalQueue that a workload names is among the files, in the same namespace.',
    why:
      'Kueue suspends a workload until its LocalQueue admits it, and looks for that queue in the namespace of the ' +
      'workload alone. Without it the workload waits for good. The queue may live in another repository, so this is a ' +
      'note.',
    source: 'https://kueue.sigs.k8s.io/docs/tasks/run/jobs/',
  },
  check({ manifest, graph, report }) {
    const name = queueNameOf(manifest);
    const queues = LOCAL_QUEUES.flatMap((kind) => graph.ofKind(kind));
    if (name === undefined) return;
    const here = queues.filter((queue) => namespaceOf(queue) === namespaceOf(manifest));
    if (here.some((queue) => queue.name === name)) return;
    const elsewhere = queues.find((queue) => queue.name === name);
    const missing = missingReference(manifest, {
      path: ['metadata', 'labels', QUEUE_NAME],
      what: 'LocalQueue',
      name,
      known: here.flatMap((queue) => queue.name ?? []),
    });
    report(
      elsewhere
        ? {
            ...missing,
            message: `LocalQueue "${name}" is in namespace ${namespaceOf(elsewhere)}, the workload in ${namespaceOf(manifest)}`,
          }
        : missing,
    );
  },
});
