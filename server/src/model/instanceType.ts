/** Instance types as Karpenter's AWS provider resolves them under one node class. */
import type { Resources } from './resources';

export type CapacityType = 'on-demand' | 'spot';

/** One way to buy an instance type. Only offerings with a price exist: a type without a price has none. */
export interface Offering {
  readonly zone: string;
  readonly capacityType: CapacityType;
  readonly usdPerHour: number;
  /** Value of topology.k8s.aws/zone-id; undefined when not known, and then no requirement on it is held against the
   *  offering. */
  readonly zoneId?: string;
}

/** @source aws/karpenter-provider-aws pkg/providers/instancetype/types.go NewInstanceType@v1.14.1 */
export interface InstanceType {
  readonly name: string;
  /** Values per label of the type's `In` requirements, sorted; a key with an empty list is `DoesNotExist`. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly capacity: Resources;
  /** Capacity less kube-reserved, system-reserved and eviction threshold; never negative by construction of the upstream formula, but not clamped. */
  readonly allocatable: Resources;
  /** Available ones, sorted by zone, then capacity type. */
  readonly offerings: readonly Offering[];
}
