/** A job that is larger than all that its queue may ever give out. */
import { decodePod } from '../../manifest/podTemplate';
import { formatAmount } from '../../model/resources';
import { namespaceOf, podSource } from '../graph';
import { JOB } from '../kinds';
import { clusterQueueOf, largestQuota, QUEUE_NAME } from '../kueueView';
import { at, integer } from '../read';
import { editRule } from '../rule';

export const jobFitsQuota = editRule({
  id: 'kueue/job-fits-quota',
  kinds: [JOB],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'All pods of a queued Job together fit into the quota of its ClusterQueue.',
    why:
      'Kueue admits a Job as a whole: the requests of all pods that run side by side must fit into one flavor of the ' +
      'ClusterQueue, what it may borrow included. A Job above that is never admitted and waits for good, without an ' +
      'error. Lower the parallelism or the requests, or raise the quota.',
    source: 'https://kueue.sigs.k8s.io/docs/concepts/cluster_queue/',
  },
  check({ manifest, graph, report }) {
    const queue = clusterQueueOf(manifest, graph);
    if (!queue) return;
    const { requests } = decodePod(podSource(manifest).template, namespaceOf(manifest)).template;
    const parallelism = integer(at(manifest.value, 'spec', 'parallelism')) ?? 1;
    const completions = integer(at(manifest.value, 'spec', 'completions')) ?? parallelism;
    const podCount = Math.min(parallelism, completions);
    for (const [resource, perPod] of Object.entries(requests)) {
      const quota = largestQuota(queue, resource);
      if (quota === undefined || perPod * podCount <= quota) continue;
      report({
        path: ['metadata', 'labels', QUEUE_NAME],
        message: `${podCount} pods ask for ${formatAmount(resource, perPod * podCount)} ${resource}, ClusterQueue "${queue.name}" gives at most ${formatAmount(resource, quota)}: the Job is never admitted`,
      });
    }
  },
});
