/** Workloads shrink: which of their pods go. */
import { compareText } from '../util/sort';
import type { ClusterNode, RunningPod } from './state';

export interface Change {
  /** "namespace/workload" -> pods left. */
  readonly replicas: Readonly<Record<string, number>>;
  /** `highest` (default): the highest index first. `spread`: from the node that holds most of them, again and again. */
  readonly pick?: 'highest' | 'spread' | null;
}

export function scaleDown(nodes: readonly ClusterNode[], { replicas, pick }: Change): readonly ClusterNode[] {
  let left = nodes;
  for (const workload of Object.keys(replicas).sort(compareText)) {
    const surplus = countOf(left, workload) - (replicas[workload] ?? 0);
    for (let gone = 0; gone < surplus; gone++)
      left = pick === 'spread' ? removeSpread(left, workload) : removeHighest(left, workload);
  }
  return left;
}

const podsOf = ({ pods }: ClusterNode, workload: string): readonly RunningPod[] =>
  pods.filter((pod) => pod.workload === workload);

const countOf = (nodes: readonly ClusterNode[], workload: string): number =>
  nodes.reduce((sum, node) => sum + podsOf(node, workload).length, 0);

/** Indexes have five digits: the last name is the highest. */
const lastOf = (pods: readonly RunningPod[]): RunningPod | undefined =>
  [...pods].sort((a, b) => compareText(a.name, b.name)).at(-1);

const removeHighest = (nodes: readonly ClusterNode[], workload: string): readonly ClusterNode[] =>
  without(nodes, lastOf(nodes.flatMap((node) => podsOf(node, workload))));

function removeSpread(nodes: readonly ClusterNode[], workload: string): readonly ClusterNode[] {
  const [fullest] = [...nodes].sort(
    (a, b) => podsOf(b, workload).length - podsOf(a, workload).length || compareText(b.name, a.name),
  );
  return fullest ? without(nodes, lastOf(podsOf(fullest, workload))) : nodes;
}

function without(nodes: readonly ClusterNode[], pod: RunningPod | undefined): readonly ClusterNode[] {
  return nodes.map((node) =>
    pod && node.pods.includes(pod) ? { ...node, pods: node.pods.filter((one) => one !== pod) } : node,
  );
}
