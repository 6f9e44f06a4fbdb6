/** Commands carried out: candidates go with their daemons, replacements start, pods go where the simulation put them. */
import type { Move } from '../solver/move';
import type { Replacement } from '../solver/replacement';
import type { Command } from './command';
import { startNodes, type Launched, type NodeNames } from './launches';
import { provision } from './moves';
import type { ClusterNode, RunningPod, World } from './state';

export function carryOut(
  world: World,
  nodes: readonly ClusterNode[],
  command: Command,
  names: NodeNames,
): readonly ClusterNode[] {
  const going = new Set(command.candidates.map(({ node }) => node));
  const staying = nodes.filter((node) => !going.has(node));
  const displaced = command.candidates.flatMap(({ node }) => node.pods);
  if (!command.move) return place(world, staying, displaced, names);
  return settleMove(world, staying, displaced, command.move, names);
}

/** An ordinary provisioning pass for pending pods. */
export function place(
  world: World,
  nodes: readonly ClusterNode[],
  pending: readonly RunningPod[],
  names: NodeNames,
): readonly ClusterNode[] {
  if (pending.length === 0) return nodes;
  return settleMove(world, nodes, pending, provision(world, nodes, pending), names);
}

/** @param pods  in the order in which they went into the simulation */
function settleMove(
  world: World,
  nodes: readonly ClusterNode[],
  pods: readonly RunningPod[],
  move: Move,
  names: NodeNames,
): readonly ClusterNode[] {
  const of = (groups: readonly number[]): RunningPod[] => groups.flatMap((group) => pods[group] ?? []);
  const grown = nodes.map((node) => {
    const placed = move.placed.get(node.name);
    return placed ? { ...node, pods: [...node.pods, ...of(placed)] } : node;
  });
  const launched = move.replacements.flatMap((replacement) =>
    launchedOf(replacement, of(replacement.groups)),
  );
  return [...grown, ...startNodes(world, launched, names)];
}

function launchedOf(replacement: Replacement, pods: readonly RunningPod[]): Launched[] {
  const launch = replacement.plan()?.launch;
  return launch ? [{ replacement, launch, pods }] : [];
}
