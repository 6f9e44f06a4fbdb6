/** Why a pod cannot be placed, or a claim not launched: facts. `simulate/explain.ts` turns them into sentences. */
import type { Requirement } from '../model/requirement';
import type { Resources } from '../model/resources';
import type { Taint } from '../model/taints';
import type { TopologyType } from './topologyIdentity';

export type Reason =
  | { readonly code: 'no-node-pools' }
  | { readonly code: 'refused'; readonly detail: { readonly code: string; readonly message: string } }
  /** Nothing was tried: more pods than a solve takes. */
  | { readonly code: 'too-many-pods'; readonly podCount: number; readonly limit: number }
  | { readonly code: 'no-pool-fits'; readonly pools: readonly PoolReason[] }
  /** The pods had a place, but the cut to 600 types left fewer values than `minValues` asks for. */
  | {
      readonly code: 'min-values-after-cut';
      readonly pool: string;
      readonly unmet: readonly UnmetMinValues[];
    }
  | LaunchReason;

/** Why a node is planned but could not be launched. */
export type LaunchReason =
  | { readonly code: 'launch-filtered-out'; readonly filter: string }
  | { readonly code: 'launch-min-values'; readonly unmet: readonly UnmetMinValues[] };

export interface UnmetMinValues {
  readonly key: string;
  readonly wanted: number;
  readonly found: number;
}

/** Why one pool cannot take the pod, in the order in which the scheduler looks. */
export type PoolReason = { readonly pool: string } & PoolTrouble;

export type PoolTrouble =
  /** The pool's own requirements leave no type with an offering; with `unmet` there are some, but too few values. */
  | { readonly code: 'no-instance-types'; readonly unmet: readonly UnmetMinValues[] }
  | { readonly code: 'node-limit' }
  /** Every type would break a limit. `remaining` is what is left after the nodes planned before. */
  | { readonly code: 'limits'; readonly remaining: Resources }
  | { readonly code: 'taints'; readonly taints: readonly Taint[] }
  /** The pod needs a label that no node of the pool has. */
  | { readonly code: 'undefined-label'; readonly key: string }
  | {
      readonly code: 'conflict';
      readonly key: string;
      readonly pod: Requirement;
      readonly node: Requirement;
      /** Whether it is a volume of the pod that asks. */
      readonly byVolume: boolean;
    }
  /** The pod asks for a certain host, which a new node never is. */
  | { readonly code: 'hostname' }
  | {
      readonly code: 'topology';
      readonly type: TopologyType;
      readonly key: string;
      /** Whether it is another pod's anti-affinity. */
      readonly byOthers: boolean;
      readonly counts: readonly (readonly [domain: string, podCount: number])[];
    }
  /** Where topology wants the pod next, no type that would hold it is sold or made. */
  | {
      readonly code: 'domain-without-types';
      readonly type: TopologyType;
      readonly domain: Requirement;
      readonly counts: readonly (readonly [domain: string, podCount: number])[];
    }
  | { readonly code: 'host-ports' }
  | InstanceTrouble
  | { readonly code: 'min-values'; readonly unmet: readonly UnmetMinValues[] };

/** No type is left. The counts tell how many types of the pool meet each condition by itself. */
export interface InstanceTrouble {
  readonly code: 'no-type-fits';
  /** Of types within the limits. */
  readonly typeCount: number;
  /** Where the limits leave only some of the pool's types. */
  readonly limited?: { readonly ofTypes: number; readonly remaining: Resources };
  readonly meetingRequirements: number;
  readonly withOffering: number;
  readonly withRoom: number;
  /** What the pod requires and no type of the pool meets, or is sold for, by itself. */
  readonly unmet?: Requirement;
  /** What the pod asks for together with the daemons, at the least. */
  readonly requests: Resources;
  /** Per requested resource the most that any type with the other conditions met can give out. */
  readonly most: Resources;
}
