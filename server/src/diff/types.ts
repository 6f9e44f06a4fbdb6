/** What a change of manifests does, as numbers. The shape of the API's `diff`: versioned, see CHANGELOG. */
import type { Finding } from '../model/finding';

/** The same figure on both sides. */
export interface Change {
  readonly before: number;
  readonly after: number;
}

/** What a change does, cluster by cluster. `version` rises with every change that breaks it. */
export interface DiffResult {
  readonly version: 1;
  readonly region: string;
  /** The clusters whose files changed, by name. Others are neither judged nor simulated. */
  readonly clusters: readonly ClusterDiff[];
  readonly unchangedClusterCount: number;
  /** Sums over `clusters`. */
  readonly totals: DiffTotals;
  /** What the bills of `clusters`, before and after, take for granted, one sentence each. */
  readonly assumptions: readonly string[];
  /** What is not in them, one sentence each. Not empty: dollars are of what is known. */
  readonly missing: readonly string[];
}

export interface DiffTotals {
  readonly nodes: Change;
  /** The whole bill of what is known: nodes, their volumes, control plane (docs/cost.md). */
  readonly usdPerMonth: Change;
  readonly pendingPods: Change;
  readonly appearedCount: number;
  readonly vanishedCount: number;
}

/** A cluster on both sides; an added or removed one has an empty side. */
export interface ClusterDiff {
  /** The folder that makes the cluster. */
  readonly name: string;
  readonly status: 'added' | 'removed' | 'changed';
  readonly totals: DiffTotals;
  /** Pools whose nodes, types or cost changed, by name. */
  readonly nodePools: readonly PoolDiff[];
  /** Workloads whose placed or pending pods or cost changed, by name. */
  readonly workloads: readonly WorkloadDiff[];
  readonly appeared: readonly Finding[];
  /** What makes each of `appeared` the same in every run, in that order; those that reports of `check` give. */
  readonly appearedFingerprints: readonly string[];
  readonly vanished: readonly Finding[];
}

/** A pool on both sides: nodes, dollars a month, types. */
export interface PoolDiff {
  readonly name: string;
  readonly nodes: Change;
  readonly usdPerMonth: Change;
  /** Instance types that requirements and class leave. */
  readonly typesLeft: Change;
  /** Nodes by what they launch as, changed ones only, by type and capacity type. */
  readonly launches: readonly LaunchDiff[];
}

export interface LaunchDiff {
  readonly instanceType: string;
  readonly capacityType: string;
  readonly nodes: Change;
}

/** A workload on both sides: pods, dollars a month. */
export interface WorkloadDiff {
  /** "namespace/name" */
  readonly workload: string;
  readonly placedPods: Change;
  readonly pendingPods: Change;
  /** Its part of the pools' bills. */
  readonly usdPerMonth: Change;
  /** Why pods are pending after the change. */
  readonly reason?: string;
}
