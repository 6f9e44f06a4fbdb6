/** What a PodDisruptionBudget leaves room for, from the files alone. */
import type { Manifest } from '../manifest/document';
import { scalerMinimum, type ClusterGraph, type PodSource } from './graph';
import { at, integer, isSet, scalarText } from './read';

/** How few pods a workload may have: its scaler's minimum, else its replicas. undefined: not known. */
function fewestReplicas(source: PodSource, graph: ClusterGraph): number | undefined {
  const scaler = graph.scalersOf(source.manifest)[0];
  if (scaler) return scalerMinimum(scaler);
  const replicas = at(source.manifest.value, 'spec', 'replicas');
  return isSet(replicas) ? integer(replicas) : 1;
}

/** Why no pod that the budget covers can ever be evicted; undefined when some can, or it is not known.
 *  @source kubernetes/kubernetes pkg/controller/disruption/disruption.go getExpectedPodCount@v1.35 */
export function allowsNoEviction(budget: Manifest, graph: ClusterGraph): string | undefined {
  const maxUnavailable = scalarText(at(budget.value, 'spec', 'maxUnavailable'));
  if (maxUnavailable === '0' || maxUnavailable === '0%') return `maxUnavailable ${maxUnavailable}`;
  const minAvailable = scalarText(at(budget.value, 'spec', 'minAvailable'));
  if (minAvailable === undefined) return undefined;
  if (minAvailable === '100%') return 'minAvailable 100%';
  const covered = graph.coveredBy(budget);
  const counts = covered.map((source) => fewestReplicas(source, graph));
  if (covered.length !== 1 || counts[0] === undefined) return undefined;
  const wanted = needed(minAvailable, counts[0]);
  if (wanted === undefined || counts[0] === 0 || wanted < counts[0]) return undefined;
  return `minAvailable ${minAvailable} with ${counts[0]} ${counts[0] === 1 ? 'replica' : 'replicas'}`;
}

/** Percentages round up, as the disruption controller does. */
function needed(minAvailable: string, count: number): number | undefined {
  if (/^\d+$/.test(minAvailable)) return Number(minAvailable);
  const percent = /^(\d+)%$/.exec(minAvailable)?.[1];
  return percent === undefined ? undefined : Math.ceil((Number(percent) * count) / 100);
}
