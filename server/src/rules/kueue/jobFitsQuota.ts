/** A job that is larger than all that its queue may ever give out. */
import { leastPodsOf, uncoveredResources } from '../../manifest/kueue';
import { decodePod } from '../../manifest/podTemplate';
import { formatAmount } from '../../model/resources';
import { compareText } from '../../util/sort';
import { namespaceOf, podSource } from '../graph';
import { JOB } from '../kinds';
import { clusterQueueOf, coveredResources, largestQuota, QUEUE_NAME } from '../kueueView';
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
      'Kueue admits a Job as a whole: the requests of all pods that run side by side (with job-min-parallelism, of the ' +
      'fewest that will do) must fit into one flavor of the ClusterQueue, what it may borrow included. A Job above that, ' +
      'or one that asks for a resource that the queue has no quota of, is never admitted and waits for good, without an ' +
      "error. Lower the parallelism or the requests, raise the quota, or cover the resource (Kueue's own configuration may " +
      'exclude resources, or map them to others; Dryfit does not read it).',
    source: 'https://kueue.sigs.k8s.io/docs/concepts/cluster_queue/',
  },
  check({ manifest, graph, report }) {
    const queue = clusterQueueOf(manifest, graph);
    if (!queue) return;
    const { requests } = decodePod(podSource(manifest).template, namespaceOf(manifest)).template;
    const parallelism = integer(at(manifest.value, 'spec', 'parallelism')) ?? 1;
    const completions = integer(at(manifest.value, 'spec', 'completions')) ?? parallelism;
    const podCount = leastPodsOf(manifest.value, Math.min(parallelism, completions));
    const path = ['metadata', 'labels', QUEUE_NAME];
    const covered = coveredResources(queue);
    const uncovered = uncoveredResources(requests, covered);
    if (covered.length > 0 && uncovered.length > 0)
      report({
        path,
        message: `The pods ask for ${uncovered.sort(compareText).join(' and ')}, of which ClusterQueue "${queue.name}" has no quota: the Job is never admitted`,
      });
    for (const [resource, perPod] of Object.entries(requests)) {
      const quota = largestQuota(queue, resource);
      if (quota === undefined || perPod * podCount <= quota) continue;
      report({
        path,
        message: `${podCount} pods ask for ${formatAmount(resource, perPod * podCount)} ${resource}, ClusterQueue "${queue.name}" gives at most ${formatAmount(resource, quota)}: the Job is never admitted`,
      });
    }
  },
});
