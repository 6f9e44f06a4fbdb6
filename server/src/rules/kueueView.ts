/** Kueue's objects as rules look at them: queues and their quotas. */
import type { Manifest } from '../manifest/document';
import { resourceAmount } from '../model/resources';
import { namespaceOf, type ClusterGraph } from './graph';
import { CLUSTER_QUEUES, LOCAL_QUEUES } from './kinds';
import { at, isSet, list, scalarText, text } from './read';

export const QUEUE_NAME = 'kueue.x-k8s.io/queue-name';

/** The LocalQueue that a workload asks for. */
export const queueNameOf = (workload: Manifest): string | undefined =>
  text(at(workload.value, 'metadata', 'labels', QUEUE_NAME));

/** The ClusterQueue behind a workload's queue; undefined where a link is not among the files. */
export function clusterQueueOf(workload: Manifest, graph: ClusterGraph): Manifest | undefined {
  const name = queueNameOf(workload);
  const local = LOCAL_QUEUES.flatMap((kind) => graph.ofKind(kind)).findLast(
    (queue) => queue.name === name && namespaceOf(queue) === namespaceOf(workload),
  );
  const cluster = text(at(local?.value, 'spec', 'clusterQueue'));
  return CLUSTER_QUEUES.flatMap((kind) => graph.ofKind(kind)).findLast((queue) => queue.name === cluster);
}

/** Resources that a queue has quota of, in whichever flavor. */
export const coveredResources = (queue: Manifest): readonly string[] =>
  list(at(queue.value, 'spec', 'resourceGroups')).flatMap((group) =>
    list(at(group, 'coveredResources')).filter((name) => typeof name === 'string'),
  );

/** The most of a resource that one workload can ever be given: of the flavors the largest, what may be borrowed
 *  included. undefined: the queue does not count the resource, or may borrow without a bound. */
export function largestQuota(queue: Manifest, resource: string): number | undefined {
  const entries = list(at(queue.value, 'spec', 'resourceGroups'))
    .flatMap((group) => list(at(group, 'flavors')))
    .flatMap((flavor) => list(at(flavor, 'resources')))
    .filter((entry) => text(at(entry, 'name')) === resource);
  const inCohort = isSet(at(queue.value, 'spec', 'cohort')) || isSet(at(queue.value, 'spec', 'cohortName'));
  const amounts = entries.map((entry) => {
    const nominal = amountOf(resource, at(entry, 'nominalQuota'));
    const borrowing = inCohort ? amountOf(resource, at(entry, 'borrowingLimit')) : 0;
    return nominal === undefined || borrowing === undefined ? undefined : nominal + borrowing;
  });
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === amounts.length && known.length > 0 ? Math.max(...known) : undefined;
}

function amountOf(resource: string, value: unknown): number | undefined {
  const written = scalarText(value);
  return written === undefined ? undefined : resourceAmount(resource, written);
}
