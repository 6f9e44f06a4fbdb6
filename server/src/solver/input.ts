/** What goes into a solve and what comes out: plain data, no sentences. */
import type { InstanceType } from '../model/instanceType';
import type { NodePool } from '../model/nodePool';
import type { HostPort, PodGroup, PodTemplate } from '../model/pod';
import type { Resources } from '../model/resources';
import type { Taint } from '../model/taints';
import type { Reason } from './reasons';

/** A pool and the instance types that its node class leaves it. */
export interface SolvePool {
  readonly pool: NodePool;
  /** Sorted by name. Pools with the same class share the same array, and the solver keys its caches on that. */
  readonly instanceTypes: readonly InstanceType[];
}

export interface DaemonSetPod {
  readonly name: string;
  readonly template: PodTemplate;
}

/** Pods that run on a node already, alike in what topology constraints read of them. */
export interface RunningPods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Present where they have required anti-affinity, which binds the pods that it names. */
  readonly template?: PodTemplate;
  readonly count: number;
}

/** A node that runs already. */
export interface RunningNode {
  readonly name: string;
  readonly nodePool: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly capacity: Resources;
  /** Allocatable less what its pods ask for, the `pods` resource included. */
  readonly available: Resources;
  /** Open on the node. */
  readonly hostPorts: readonly HostPort[];
  /** What stays on it, daemons included. */
  readonly pods: readonly RunningPods[];
  /** `open`: takes pods. `closed`: takes none now, but stays. `leaving`: about to go, its pods are among the groups. */
  readonly role: 'open' | 'closed' | 'leaving';
  /** Not initialized yet: the others are asked first. */
  readonly isStarting?: boolean;
}

/** One cluster: one pass of the provisioner. */
export interface SolveInput {
  /** Dynamic pools in any order; the solver orders them by weight, then name, last name first. */
  readonly pools: readonly SolvePool[];
  readonly groups: readonly PodGroup[];
  readonly daemons: readonly DaemonSetPod[];
  /** Absent: a cluster without nodes. */
  readonly running?: readonly RunningNode[];
  /** Labels of the namespaces that the input declares. */
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly preferencePolicy: 'Respect' | 'Ignore';
  readonly minValuesPolicy: 'Strict' | 'BestEffort';
}

export interface Launch {
  readonly capacityType: string;
  /** Types left after the provider's launch filters, at most 60. */
  readonly typeCount: number;
  readonly instanceType: string;
  /** Every zone at the lowest price, sorted. */
  readonly zones: readonly string[];
  readonly usdPerHour: number;
}

export interface NodeClaimPlan {
  readonly nodePool: string;
  /** There before the pass, whatever pods there are. */
  readonly isStatic?: true;
  /** Indexes into `SolveInput.groups`, ascending, with the number of pods of each. */
  readonly pods: readonly { readonly group: number; readonly count: number }[];
  /** Daemons and the `pods` resource included. */
  readonly requests: Resources;
  readonly capacityTypes: readonly string[];
  readonly zones: readonly string[];
  /** Left open by the scheduler, at most 600: cheapest first, ties by name. */
  readonly instanceTypes: readonly string[];
  readonly launch: Launch | undefined;
  readonly launchError: Reason | undefined;
}

export interface Unplaced {
  readonly group: number;
  readonly count: number;
  readonly reason: Reason;
}

/** Pods that found room on a node that runs already. */
export interface RunningPlacement {
  readonly node: string;
  readonly pods: NodeClaimPlan['pods'];
}

export interface SolveResult {
  /** By the nodes' names; absent where none ran. */
  readonly onRunning?: readonly RunningPlacement[];
  readonly nodeClaims: readonly NodeClaimPlan[];
  /** By group, then reason. */
  readonly unplaced: readonly Unplaced[];
  readonly podCount: number;
}
