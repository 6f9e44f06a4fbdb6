/** NodePools as decoded from manifests. */
import type { RequirementSpec } from './requirement';
import type { Resources } from './resources';
import type { Taint } from './taints';

export interface NodePool {
  readonly name: string;
  /** 0 when absent. */
  readonly weight: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly startupTaints: readonly Taint[];
  readonly requirements: readonly RequirementSpec[];
  /** `nodes` counts nodes; undefined: no limit at all. */
  readonly limits: Resources | undefined;
  readonly nodeClassRef: { readonly group: string; readonly kind: string; readonly name: string };
  /** Set on static pools, which take no part in provisioning. */
  readonly staticReplicas: number | undefined;
}
