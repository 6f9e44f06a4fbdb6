/** Pods as the scheduler sees them: one template for all pods of a workload. Manifest defaults are already applied
 *  (requests from limits, protocol TCP, policies), selectors are merged with `matchLabelKeys`. */
import type { RequirementSpec } from './requirement';
import type { Resources } from './resources';
import type { Toleration } from './taints';

/** A metav1.LabelSelector. An empty selector matches everything; an absent one (undefined where used) nothing. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values: readonly string[];
  }[];
}

/** `matchFields` are kept so that the solver can say that it does not read them (Karpenter does not either). */
export interface NodeSelectorTerm {
  readonly matchExpressions: readonly RequirementSpec[];
}

export interface PreferredNodeTerm {
  readonly weight: number;
  readonly preference: NodeSelectorTerm;
}

export interface PodAffinityTerm {
  readonly topologyKey: string;
  readonly labelSelector: LabelSelector | undefined;
  /** Names given in the term; together with an absent selector and no names: the pod's own namespace. */
  readonly namespaces: readonly string[];
  readonly namespaceSelector: LabelSelector | undefined;
  readonly matchLabelKeys: readonly string[];
  readonly mismatchLabelKeys: readonly string[];
}

export interface WeightedPodAffinityTerm {
  readonly weight: number;
  readonly term: PodAffinityTerm;
}

export interface TopologySpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
  readonly labelSelector: LabelSelector | undefined;
  readonly minDomains: number | undefined;
  readonly nodeAffinityPolicy: 'Honor' | 'Ignore';
  readonly nodeTaintsPolicy: 'Honor' | 'Ignore';
  readonly matchLabelKeys: readonly string[];
}

export interface HostPort {
  readonly ip: string;
  readonly port: number;
  readonly protocol: string;
}

/** Everything of a pod that scheduling reads. Immutable; shared by all pods of a workload. */
export interface PodTemplate {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the whole pod (containers, init containers, sidecars, overhead), without the `pods` resource. */
  readonly requests: Resources;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly requiredNodeTerms: readonly NodeSelectorTerm[];
  readonly preferredNodeTerms: readonly PreferredNodeTerm[];
  readonly podAffinity: readonly PodAffinityTerm[];
  readonly preferredPodAffinity: readonly WeightedPodAffinityTerm[];
  readonly podAntiAffinity: readonly PodAffinityTerm[];
  readonly preferredPodAntiAffinity: readonly WeightedPodAffinityTerm[];
  readonly topologySpread: readonly TopologySpreadConstraint[];
  readonly tolerations: readonly Toleration[];
  readonly hostPorts: readonly HostPort[];
  /** Names of the claims that the pod mounts, in the pod's namespace (ephemeral volumes: `<pod>-<volume>`, resolved by the reader). */
  readonly volumeRequirements: readonly (readonly RequirementSpec[])[];
  /** A reason for which Karpenter leaves the pod alone before solving (an unbound claim without class, a DRA claim ...). */
  readonly refusal: { readonly code: string; readonly message: string } | undefined;
}

/** Pods that differ in nothing but their name. The pod's UID is `<namespace>/<Kind>/<pod name>`, which orders equals. */
export interface PodGroup {
  /** "namespace/name" of the workload. */
  readonly workload: string;
  readonly kind: string;
  readonly template: PodTemplate;
  /** Pod names in index order; `<name>-<five digits>` or the bare pod's own name. */
  readonly podCount: number;
  readonly bare: boolean;
}
