/** A cluster that runs: nodes, and which pods are on them. */
import { decodeDisruption, type PoolDisruption } from '../manifest/disruption';
import type { PodDisruptionBudget } from '../manifest/podDisruptionBudget';
import type { InstanceType } from '../model/instanceType';
import type { NodePool } from '../model/nodePool';
import type { PodTemplate } from '../model/pod';
import type { SolveInput } from '../solver/input';
import type { SolveControl } from '../solver/solve';

export interface RunningPod {
  readonly namespace: string;
  readonly name: string;
  /** "namespace/name" of the workload. */
  readonly workload: string;
  readonly kind: string;
  readonly template: PodTemplate;
  readonly isDaemon: boolean;
  /** What moving it is thought to cost: 1, plus what deletion cost and priority say; within 10 of 0. */
  readonly evictionCost: number;
  /** The annotation keeps the pod, and with it the node. */
  readonly isProtected: boolean;
}

export interface ClusterNode {
  readonly name: string;
  readonly pool: NodePool;
  readonly type: InstanceType;
  readonly zone: string;
  readonly capacityType: string;
  readonly usdPerHour: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly daemons: readonly RunningPod[];
  readonly pods: readonly RunningPod[];
  /** Launched and not ready yet: it is neither disrupted nor given pods of others. */
  readonly isStarting?: boolean;
  /** Room on it stands for a capacity buffer. */
  readonly hostsBuffer?: boolean;
}

/** What does not change while consolidation goes on. */
export interface World {
  /** Pools, daemons, namespaces and policies; its groups are the workloads. */
  readonly input: SolveInput;
  readonly control: SolveControl & Required<Pick<SolveControl, 'cache' | 'groundwork'>>;
  readonly disruption: ReadonlyMap<string, PoolDisruption>;
  readonly podBudgets: readonly PodDisruptionBudget[];
  /** The pods of the daemon sets, in the order of `input.daemons`. */
  readonly daemons: readonly RunningPod[];
  /** The age of every pod and node, in every round. */
  readonly seconds: number;
  /** How long nothing has happened on a node, where nodes differ in it. */
  readonly quietSeconds?: (node: ClusterNode) => number;
  /** The instant, for budgets with a schedule; without one they are passed over. */
  readonly nowNanos?: bigint;
  /** Nodes on their way out, by pool. They are not among the nodes, and count against the budgets. */
  readonly leavingCounts?: ReadonlyMap<string, number>;
  /** Pods of capacity buffers: wherever pods are moved, these must find room as well. */
  readonly bufferPods?: readonly RunningPod[];
  /** Pods that found no node so far: they take room and ask for nodes wherever pods are moved, but need not find a place. */
  readonly pendingPods?: readonly RunningPod[];
  readonly spotToSpot: boolean;
}

export const podKey = ({ namespace, name }: Pick<RunningPod, 'namespace' | 'name'>): string =>
  `${namespace}/${name}`;

const DEFAULT_DISRUPTION = decodeDisruption(undefined);

export const disruptionOf = (world: World, { name }: NodePool): PoolDisruption =>
  world.disruption.get(name) ?? DEFAULT_DISRUPTION;
