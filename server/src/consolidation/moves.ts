/** From a cluster's state to what the solver takes: pods one by one, nodes with what is left on them. */
import type { PodGroup } from '../model/pod';
import type { RunningNode, RunningPods, SolvePool } from '../solver/input';
import { simulateMove, type Move } from '../solver/move';
import { firstFit, type FirstFit, type Stuck } from './firstFit';
import { lessen, roomOn } from './room';
import { Spreads } from './spreads';
import { disruptionOf, podKey, type ClusterNode, type RunningPod, type World } from './state';

/** A group of its own for each pod, so that names are not lost. */
const groupOf = (pod: RunningPod): PodGroup => ({
  workload: podKey(pod),
  kind: pod.kind,
  template: pod.template,
  podCount: 1,
  bare: true,
});

type Role = RunningNode['role'];

/** The nodes at one moment, those of them that take pods, and what spread constraints count there. */
export interface Standing {
  readonly nodes: readonly ClusterNode[];
  readonly open: readonly ClusterNode[];
  readonly spreads: Spreads;
}

/** Where the pods of `leaving` would go if those nodes went: to the others, or to new ones. Nodes that have not been quiet
 *  for long enough take none. Pods that were pending before do not count as unplaced.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/helpers.go SimulateScheduling@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go AllNonPendingPodsScheduled@v1.14.1
 *  @param isVain  whether nothing is to be hoped for once this pod finds no running node
 *  @returns undefined where it is vain */
export function moveAway(
  world: World,
  { nodes, open, spreads }: Standing,
  leaving: readonly ClusterNode[],
  isVain: (stuck: Stuck) => boolean,
): Move | undefined {
  const going = new Set(leaving);
  const moved = [...leaving.flatMap((node) => node.pods), ...(world.bufferPods ?? [])];
  const pods = [...moved, ...(world.pendingPods ?? [])];
  const staying = open.filter((node) => !going.has(node));
  const fit = firstFit(world, { open: staying, all: nodes, leaving, spreads }, pods);
  if (fit && 'placed' in fit) return withoutNew(fit);
  if (fit && isVain(fit)) return undefined;
  const stays = new Set(staying);
  const move = solveMove(world, pods, nodes, (node) => {
    if (going.has(node)) return 'leaving';
    return stays.has(node) ? 'open' : 'closed';
  });
  return pods.length === moved.length ? move : { ...move, unplacedCount: unplacedAmong(move, moved.length) };
}

/** How many of the first pods found no place. */
function unplacedAmong({ placed, replacements }: Move, count: number): number {
  const places = [...placed.values(), ...replacements.map(({ groups }) => groups)].flat();
  return count - places.filter((index) => index < count).length;
}

/** Where pending pods go: every node takes them. */
export function provision(world: World, nodes: readonly ClusterNode[], pending: readonly RunningPod[]): Move {
  const spreads = new Spreads(world, nodes);
  const fit = firstFit(world, { open: nodes, all: nodes, leaving: [], spreads }, pending);
  return fit && 'placed' in fit ? withoutNew(fit) : solveMove(world, pending, nodes, isOpen);
}

const NO_POOLS: readonly SolvePool[] = [];

/** Where the scheduler would bind pending pods: to nodes that there are. */
export function bindToNodes(
  world: World,
  nodes: readonly ClusterNode[],
  pending: readonly RunningPod[],
): Move {
  const spreads = new Spreads(world, nodes, NO_POOLS);
  const places = { open: nodes, all: nodes, leaving: [], spreads, areAllThereIs: true };
  const fit = firstFit(world, places, pending);
  if (fit && 'placed' in fit) return withoutNew(fit);
  return solveMove({ ...world, input: { ...world.input, pools: NO_POOLS } }, pending, nodes, isOpen);
}

const isOpen = (): Role => 'open';

const withoutNew = (fit: FirstFit): Move => ({ ...fit, replacements: [] });

/** Where the pods go by a solve. */
export const solveMove = (
  world: World,
  pods: readonly RunningPod[],
  nodes: readonly ClusterNode[],
  roleOf: (node: ClusterNode) => Role,
): Move =>
  simulateMove(
    {
      ...world.input,
      groups: pods.map(groupOf),
      running: nodes.map((node) => asRunning(node, roleOf(node))),
    },
    world.control,
  );

/** Nodes that take pods of others, and may be disrupted as far as their age goes. */
export const openNodes = (world: World, nodes: readonly ClusterNode[]): readonly ClusterNode[] =>
  nodes.filter((node) => !node.isStarting && !isTooYoung(world, node));

/** The scheduler knows no static pool, so that nodes of theirs take pods of others whatever their consolidateAfter says.
 *  @source kubernetes-sigs/karpenter pkg/utils/disruption/disruption.go IsUnderConsolidateAfter@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/provisioner.go NewScheduler@v1.14.1 */
function isTooYoung(world: World, node: ClusterNode): boolean {
  if (node.pool.staticReplicas !== undefined) return false;
  const after = disruptionOf(world, node.pool).consolidateAfterSeconds;
  if (after === undefined || after === 0) return false;
  return (world.quietSeconds?.(node) ?? world.seconds) < after;
}

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
    available: role === 'leaving' ? lessen(node.type.allocatable, staying) : roomOn(node),
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
