/** What strategies work on: the workload and its scaler as they are written. */
import { fieldsOf, integerAt, mappingAt, textAt, valueAt } from '../manifest/fields';
import { podRequests } from '../manifest/resourceList';
import { formatAmount, resourceAmount } from '../model/resources';
import type { DemandPlan } from './demand';
import type { Manifest, NodeGroup, NodeGroupSpec, WarmPoolSizing } from './types';

export interface StrategySubject {
  /** "namespace/name". */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly workload: Manifest;
  /** An HPA or a ScaledObject. */
  readonly scaler: Manifest | undefined;
  /** CronHPAs that set the size of the workload or the bounds of its scaler: `kind/namespace/name`. */
  readonly cronHpas: readonly string[];
  /** NodePools that are not static, in document order. */
  readonly pools: readonly Manifest[];
  readonly eksctl: Manifest | undefined;
  readonly demand: DemandPlan;
  readonly warmPool: WarmPoolSizing;
  /** Units a second that a ready pod serves. */
  readonly podCapacity: number;
  /** What a node is launched as, for strategies that fix its type. */
  readonly nodeType: { readonly instanceType: string; readonly zone: string } | undefined;
  /** Undefined for a type that the region does not have. */
  readonly typeNamed: (instanceType: string) => TypeSize | undefined;
  /** A table of groups for the Cluster Autoscaler; empty without one. */
  readonly nodeGroups: readonly NodeGroupSpec[];
  /** Those that an eksctl ClusterConfig among the files has. */
  readonly clusterGroups: readonly NodeGroup[];
  readonly region: string;
  /** Minutes by which the clock of CronHPAs is ahead of UTC. */
  readonly cronHpaAheadMinutes: number;
}

export interface TypeSize {
  /** Capacity, as limits count it. */
  readonly cpuMilli: number;
  /** For pods. */
  readonly allocatableCpuMilli: number;
}

export const isScaledObject = (scaler: Manifest): boolean => scaler.kind === 'ScaledObject';

export const boundsOf = (scaler: Manifest): { readonly min: number; readonly max: number } =>
  isScaledObject(scaler)
    ? {
        min: integerAt(scaler, 'spec', 'minReplicaCount') ?? 0,
        max: integerAt(scaler, 'spec', 'maxReplicaCount') ?? 100,
      }
    : {
        min: integerAt(scaler, 'spec', 'minReplicas') ?? 1,
        max: integerAt(scaler, 'spec', 'maxReplicas') ?? 1,
      };

/** The object with other fields in its spec. */
export const withSpec = (object: Manifest, spec: Readonly<Record<string, unknown>>): Manifest => ({
  ...object,
  spec: { ...mappingAt(object, 'spec'), ...spec },
});

export function referenceTo({ workload }: StrategySubject): Manifest {
  const { apiVersion, kind } = fieldsOf(workload);
  return { apiVersion, kind, name: textAt(workload, 'metadata', 'name') };
}

/** `Kind/namespace/name`. */
export const titleOf = (object: Manifest): string => {
  const kind = textAt(object, 'kind') ?? '';
  const namespace = textAt(object, 'metadata', 'namespace') ?? 'default';
  return `${kind}/${namespace}/${textAt(object, 'metadata', 'name') ?? ''}`;
};

/** What makes a pod land where the workload's pods do: selectors, affinity to nodes, tolerations. */
export function placementOf({ workload }: StrategySubject): Readonly<Record<string, unknown>> {
  const spec = mappingAt(workload, 'spec', 'template', 'spec');
  const nodeAffinity = valueAt(spec, 'affinity', 'nodeAffinity');
  return {
    ...(spec.nodeSelector === undefined ? {} : { nodeSelector: spec.nodeSelector }),
    ...(nodeAffinity === undefined ? {} : { affinity: { nodeAffinity } }),
    ...(spec.tolerations === undefined ? {} : { tolerations: spec.tolerations }),
  };
}

/** What one pod of the workload asks for, CPU and memory, as quantities. */
export function requestsOf({ workload }: StrategySubject): Readonly<Record<string, string>> {
  const requests = podRequests(valueAt(workload, 'spec', 'template', 'spec'));
  const asked = (['cpu', 'memory'] as const).filter((name) => (requests[name] ?? 0) > 0);
  return Object.fromEntries(asked.map((name) => [name, formatAmount(name, requests[name] ?? 0)]));
}

/** Nodes of the type that hold so many pods, by CPU. */
export function nodesFor(subject: StrategySubject, instanceType: string, podCount: number): number {
  const podMilli = Math.max(1, resourceAmount('cpu', requestsOf(subject).cpu ?? '1') ?? 1000);
  const { allocatableCpuMilli = 0 } = subject.typeNamed(instanceType) ?? {};
  const perNode = Math.max(1, Math.floor(allocatableCpuMilli / podMilli));
  return Math.max(1, Math.ceil(podCount / perNode));
}
