/** What an explanation says, as data: shapes of the public API's `explain`. Words are made in `../explainFunnel.ts`. */
import type { RequirementSpec } from '../../model/requirement';
import type { Resources } from '../../model/resources';

/** In the order in which they are applied. */
export type Stage =
  /** One requirement of the pool. */
  | 'pool-requirement'
  /** A label of the pool's template. */
  | 'pool-label'
  /** What the node class leaves: zones, AMI family, networking. */
  | 'node-class'
  /** The pod tolerates the pool's taints, or not. */
  | 'taints'
  /** The pod's node selector or its last required affinity term. */
  | 'pod-requirement'
  /** Where the pod's volumes may be. */
  | 'volumes'
  | 'host-ports'
  /** One resource, daemons included. */
  | 'resource'
  /** A zone and capacity type in which the type is sold. */
  | 'offering'
  /** The type has a price in the region. */
  | 'price'
  /** The pool's limits. */
  | 'limits'
  /** Topology spread, affinity, anti-affinity, as they stood at the end of the pass. */
  | 'topology';

export interface FunnelStep {
  readonly stage: Stage;
  /** Label key, resource name or topology key. */
  readonly key?: string;
  /** Of a pool's requirement: its place in `spec.template.spec.requirements`. */
  readonly requirementIndex?: number;
  /** What is asked for. */
  readonly asks?: string;
  readonly left: number;
  readonly removed: number;
  /** When nothing is left: the cheapest of those that went last, at most three. */
  readonly lastToGo?: readonly string[];
}

/** From all instance types of the region to those left, step by step. */
export interface Funnel {
  readonly nodePool: string;
  readonly total: number;
  /** Steps that removed nothing are left out, but for the last. */
  readonly steps: readonly FunnelStep[];
  readonly left: number;
}

/** The type that came closest: which resources it lacks, or else which conditions it fails. */
export interface NearestMiss {
  readonly nodePool: string;
  readonly instanceType: string;
  /** In the units of `Resources`; as quantities in `lacksText`. */
  readonly lacks: Resources;
  readonly fails: readonly { readonly stage: Stage; readonly key?: string }[];
  readonly message: string;
}

/** One edit of one field. Amounts are in the units of `Resources`. */
export type Change =
  | { readonly kind: 'tolerate-taints'; readonly nodePool: string; readonly taints: readonly string[] }
  | { readonly kind: 'lower-request'; readonly resource: string; readonly from: number; readonly to: number }
  | {
      readonly kind: 'raise-limit';
      readonly nodePool: string;
      readonly resource: string;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'widen-requirement';
      readonly nodePool: string;
      readonly key: string;
      readonly adds: readonly string[];
    }
  | {
      readonly kind: 'drop-pool-requirement';
      readonly nodePool: string;
      readonly requirement: RequirementSpec;
    }
  | {
      readonly kind: 'add-pool-label';
      readonly nodePool: string;
      readonly key: string;
      readonly value: string;
    }
  | {
      readonly kind: 'lower-min-values';
      readonly nodePool: string;
      readonly key: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'drop-pod-requirement'; readonly key: string }
  | { readonly kind: 'relax-spread'; readonly key: string }
  | { readonly kind: 'drop-pod-affinity'; readonly key: string }
  | { readonly kind: 'drop-pod-anti-affinity'; readonly key: string };

/** A change that was tried by solving again: it places every pod of the workload, and takes no other pod's place. */
export interface ProvedChange {
  readonly change: Change;
  readonly message: string;
  readonly nodes: { readonly before: number; readonly after: number };
  readonly usdPerHour: { readonly before: number; readonly after: number };
}

export interface UnplacedExplanation {
  readonly workload: string;
  readonly count: number;
  readonly reason: { readonly code: string; readonly message: string };
  /** In the order in which Karpenter tries the pools. */
  readonly funnels: readonly Funnel[];
  readonly nearestMiss?: NearestMiss;
  /** The smallest single change that places the pods; absent when none of those tried does. */
  readonly change?: ProvedChange;
  /** How many changes were tried; 0 when the search was left out because too many workloads are unplaced. */
  readonly triedCount: number;
}

/** Why pools leave the types that they leave, and pods are pending; pools and workloads by name. */
export interface Explanation {
  /** What each pool's own requirements leave, for any pod. */
  readonly pools: readonly Funnel[];
  readonly unplaced: readonly UnplacedExplanation[];
}
