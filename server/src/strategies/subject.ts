/** What strategies work on: the workload and its scaler as they are written. */
import { fieldsOf, integerAt, mappingAt, textAt, valueAt } from '../manifest/fields';
import { podRequests } from '../manifest/resourceList';
import { formatAmount } from '../model/resources';
import type { DemandPlan } from './demand';
import type { Manifest, WarmPoolSizing } from './types';

export interface StrategySubject {
  /** "namespace/name". */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly workload: Manifest;
  /** An HPA or a ScaledObject. */
  readonly scaler: Manifest | undefined;
  /** NodePools that are not static, in document order. */
  readonly pools: readonly Manifest[];
  readonly eksctl: Manifest | undefined;
  readonly demand: DemandPlan;
  readonly warmPool: WarmPoolSizing;
  /** Units a second that a ready pod serves. */
  readonly podCapacity: number;
  /** What a node is launched as, for strategies that fix its type. */
  readonly nodeType:
    { readonly instanceType: string; readonly zone: string; readonly cpuMilli: number } | undefined;
  readonly region: string;
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
