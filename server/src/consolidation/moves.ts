/** From a cluster's state to what the solver takes: pods one by one, nodes with what is left on them. */
import { addResources, type Resources } from '../model/resources';
import type { PodGroup } from '../model/pod';
import type { RunningNode, RunningPods, SolvePool } from '../solver/input';
import { simulateMove, type Move } from '../solver/move';
import { disruptionOf, podKey, type ClusterNode, type RunningPod, type World } from './state';

/** A group of its own for each pod, so that names are not lost. */
const groupOf = (pod: RunningPod): PodGroup => ({
  workload: podKey(pod),
  kind: pod.kind,
  template: pod.template,
  podCount: 1,
  bare: true,
});

/** Where the pods of `leaving` would go if those nodes went: to the others, or to new ones. Nodes that have not been quiet
 *  for long enough take none. */
export function moveAway(world: World, nodes: readonly ClusterNode[], leaving: readonly ClusterNode[]): Move {
  const going = new Set(leaving);
  const groups = [...leaving.flatMap(({ pods }) => pods), ...(world.bufferPods ?? [])].map(groupOf);
  const running = nodes.map((node) => {
    if (going.has(node)) return asRunning(node, 'leaving');
    return asRunning(node, node.isStarting || isTooYoung(world, node) ? 'closed' : 'open');
  });
  return simulateMove({ ...world.input, groups, running }, world.control);
}

/** Where pending pods go: every node takes them. */
export function provision(world: World, nodes: readonly ClusterNode[], pending: readonly RunningPod[]): Move {
  const running = nodes.map((node) => asRunning(node, 'open'));
  return simulateMove({ ...world.input, groups: pending.map(groupOf), running }, world.control);
}

const NO_POOLS: readonly SolvePool[] = [];

/** Where the scheduler would bind pending pods: to nodes that there are. */
export const bindToNodes = (
  world: World,
  nodes: readonly ClusterNode[],
  pending: readonly RunningPod[],
): Move => provision({ ...world, input: { ...world.input, pools: NO_POOLS } }, nodes, pending);

/** @source kubernetes-sigs/karpenter pkg/utils/disruption/disruption.go IsUnderConsolidateAfter@v1.14.1 */
export function isTooYoung(world: World, node: ClusterNode): boolean {
  const after = disruptionOf(world, node.pool).consolidateAfterSeconds;
  if (after === undefined || after === 0) return false;
  return (world.quietSeconds?.(node) ?? world.seconds) < after;
}

type Role = RunningNode['role'];

/** A node is the same object for as long as nothing changes on it. */
const runningNodes = new WeakMap<ClusterNode, Partial<Record<Role, RunningNode>>>();

function asRunning(node: ClusterNode, role: Role): RunningNode {
  const byRole = runningNodes.get(node) ?? {};
  runningNodes.set(node, byRole);
  return (byRole[role] ??= runningNode(node, role));
}

function runningNode(node: ClusterNode, role: Role): RunningNode {
  const staying = role === 'leaving' ? node.daemons : [...node.daemons, ...node.pods];
  return {
    name: node.name,
    nodePool: node.pool.name,
    labels: node.labels,
    taints: node.pool.taints,
    capacity: node.type.capacity,
    available: lessen(node.type.allocatable, staying),
    hostPorts: staying.flatMap(({ template }) => template.hostPorts),
    pods: staying.map(residentOf),
    role,
  };
}

const residentOf = ({ namespace, template }: RunningPod): RunningPods => ({
  namespace,
  labels: template.labels,
  count: 1,
  ...(template.podAntiAffinity.length > 0 ? { template } : {}),
});

/** What is left of `allocatable` beside the pods; below zero where they do not fit. */
export function lessen(allocatable: Resources, pods: readonly RunningPod[]): Resources {
  const used = pods.reduce<Resources>((sum, { template }) => addResources(sum, template.requests), {});
  const left: Record<string, number> = { ...allocatable };
  for (const [name, amount] of Object.entries(used)) left[name] = (left[name] ?? 0) - amount;
  left.pods = (left.pods ?? 0) - pods.length;
  return left;
}
