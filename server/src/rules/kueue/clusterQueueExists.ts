/** A LocalQueue that feeds a ClusterQueue which is not among the files. */
import { CLUSTER_QUEUES, LOCAL_QUEUES } from '../kinds';
import { missingReference, namesOf } from '../missing';
import { at, text } from '../read';
import { editRule } from '../rule';

export const clusterQueueExists = editRule({
  id: 'kueue/cluster-queue-exists',
  kinds: LOCAL_QUEUES,
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The ClusterQueue of a LocalQueue is among the files.',
    why:
      'A LocalQueue whose ClusterQueue does not exist admits nothing: its workloads stay suspended. The queue may live in ' +
      'another repository, so this is a note.',
    source: 'https://kueue.sigs.k8s.io/docs/concepts/local_queue/',
  },
  check({ manifest, graph, report }) {
    const name = text(at(manifest.value, 'spec', 'clusterQueue'));
    const known = namesOf(graph, CLUSTER_QUEUES);
    if (name === undefined || known.includes(name)) return;
    report(missingReference(manifest, { path: ['spec', 'clusterQueue'], what: 'ClusterQueue', name, known }));
  },
});
