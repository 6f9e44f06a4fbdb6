/** What goes into a solve and what comes out: plain data, no sentences. */
import type { InstanceType } from '../model/instanceType';
import type { NodePool } from '../model/nodePool';
import type { PodGroup, PodTemplate } from '../model/pod';
import type { Resources } from '../model/resources';
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

/** One cluster without nodes: one pass of the provisioner. */
export interface SolveInput {
  /** Dynamic pools in any order; the solver orders them by weight, then name, last name first. */
  readonly pools: readonly SolvePool[];
  readonly groups: readonly PodGroup[];
  readonly daemons: readonly DaemonSetPod[];
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

export interface SolveResult {
  readonly nodeClaims: readonly NodeClaimPlan[];
  /** By group, then reason. */
  readonly unplaced: readonly Unplaced[];
  readonly podCount: number;
}
