/** Nodes that run already: pods go there first, in the order of the nodes' names, before any node is planned.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/existingnode.go@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go addToExistingNode@v1.14.1 */
import { untolerated } from '../model/taints';
import { compareText } from '../util/sort';
import type { Groundwork } from './groundwork';
import { conflicts } from './hostPorts';
import type { RunningNode } from './input';
import type { PodForm, SplitRequirements } from './podClass';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { Amounts, ResourceNames } from './resourceVector';
import type { RunningRoom } from './runningRoom';
import type { TopologyCheck } from './topologyCheck';

/** A pod that found a running node, and what the node's requirements become. */
export interface RunningPlace {
  readonly room: RunningRoom;
  readonly set: RequirementSet;
}

export class RunningNodes {
  /** By number: those of running nodes come before those of planned ones. */
  readonly rooms: readonly RunningRoom[];
  readonly #open: readonly RunningRoom[];
  readonly #table: RequirementTable;

  /** @param resources  complete: every name that a pod asks for is known */
  constructor(nodes: readonly RunningNode[], groundwork: Groundwork, resources: ResourceNames) {
    this.#table = groundwork.table;
    const allNames = resources.names.join();
    this.rooms = nodes.map((node, id) => {
      const set = groundwork.setOfLabels(node.labels);
      const remaining = freeOn(node, resources, allNames);
      return { id, node, labels: set, set, remaining, hostPorts: node.hostPorts, placed: [] };
    });
    this.#open = this.rooms
      .filter(({ node }) => node.role === 'open')
      .sort((a, b) => startRank(a) - startRank(b) || compareText(a.node.name, b.node.name));
  }

  /** The first open node that takes the pod. */
  find(form: PodForm, topology: TopologyCheck): RunningPlace | undefined {
    for (const room of this.#open) {
      const set = this.#probe(room, form, topology);
      if (set) return { room, set };
    }
    return undefined;
  }

  /** The requirements with the pod on the node. All labels are known: what a node does not name it does not have. */
  #probe(room: RunningRoom, form: PodForm, topology: TopologyCheck): RequirementSet | undefined {
    const { tolerations, requests, hostPorts, requirements, refusesNewHosts } = form.shape.parts;
    if (!fits(requests, room.remaining) || refusesNewHosts) return undefined;
    if (untolerated(room.node.taints, tolerations).length > 0) return undefined;
    if (conflicts(hostPorts, room.hostPorts)) return undefined;
    if (this.#table.strictCompatibility(room.set, requirements) !== 'compatible') return undefined;
    if (topology.onHost(room, form) !== 'accepted') return undefined;
    const base = this.#table.add(room.set, requirements);
    for (const way of this.#withVolumes(form.podClass.volumes, base)) {
      const set = topology.constrain(form, way, 'strict');
      if (set) return set;
    }
    return undefined;
  }

  #withVolumes(volumes: readonly SplitRequirements[], base: RequirementSet): readonly RequirementSet[] {
    if (volumes.length === 0) return [base];
    return volumes
      .filter(({ set }) => this.#table.strictCompatibility(base, set) === 'compatible')
      .map(({ set }) => this.#table.add(base, set));
  }
}

/** What is free on a node, which is the same object from solve to solve for as long as nothing changes on it. */
const free = new WeakMap<RunningNode, { readonly names: string; readonly amounts: Amounts }>();

function freeOn(node: RunningNode, { names }: ResourceNames, allNames: string): Amounts {
  const known = free.get(node);
  if (known?.names === allNames) return known.amounts;
  const amounts = Float64Array.from(names, (name) => node.available[name] ?? 0);
  free.set(node, { names: allNames, amounts });
  return amounts;
}

function fits(requests: Amounts, remaining: Amounts): boolean {
  for (let index = 0; index < requests.length; index++) {
    const left = remaining[index] ?? 0;
    if (left < 0 || (requests[index] ?? 0) > left) return false;
  }
  return true;
}

/** Puts the pod onto the node. */
export function settle({ room, set }: RunningPlace, form: PodForm, group: number): void {
  const { requests, hostPorts } = form.podClass;
  room.set = set;
  room.remaining = room.remaining.map((left, index) => left - (requests[index] ?? 0));
  if (hostPorts.length > 0) room.hostPorts = [...room.hostPorts, ...hostPorts];
  room.placed.push(group);
}

/** @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go sortExistingNodes@v1.14.1 */
const startRank = ({ node }: RunningRoom): number => (node.isStarting ? 1 : 0);
