/** A gang, and what becomes of it. */
import type { Labels } from '../../model/labelSelector';
import type { PodTemplate } from '../../model/pod';

export interface Gang {
  /** "namespace/name". */
  readonly key: string;
  readonly clusterQueue: string;
  /** Its LocalQueue's stopPolicy keeps it out. */
  readonly isHeld: boolean;
  /** Of its namespace. */
  readonly namespaceLabels: Labels;
  readonly priority: number;
  readonly podCount: number;
  /** Fewer pods that will do; `podCount` without partial admission. */
  readonly leastPods: number;
  readonly template: PodTemplate;
}

export type Decision =
  | {
      readonly kind: 'admitted';
      readonly podCount: number;
      /** By resource group, in order. */
      readonly flavors: readonly string[];
    }
  /** Others hold the quota now. */
  | { readonly kind: 'waits'; readonly resource: string; readonly needed: number; readonly free: number }
  /** Whatever others do. */
  | {
      readonly kind: 'never';
      readonly reason: 'no-queue' | 'namespace' | 'no-flavor' | 'circle' | 'uncovered' | 'quota' | 'flavors';
      /** A resource, or the flavor that is not there. */
      readonly resource?: string;
      readonly needed?: number;
      readonly most?: number;
    }
  | { readonly kind: 'held'; readonly by: 'ClusterQueue' | 'LocalQueue' }
  /** An earlier one of a strict queue has to be admitted first, or quota of the cohort is kept for it. */
  | { readonly kind: 'behind'; readonly first: string };
