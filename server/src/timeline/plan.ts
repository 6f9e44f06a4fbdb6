/** Everything that a timeline is played from: plain data and pure functions, made from manifests by the caller. */
import type { ClusterNode, RunningPod, World } from '../consolidation/state';
import type { HpaSpec } from '../dynamics/hpa/spec';
import type { ScaledJobSpec } from '../dynamics/keda/scaledJob';
import type { Fallback, Modifiers } from '../dynamics/keda/scaledMetrics';
import type { ScaleLoopSpec } from '../dynamics/keda/scaledObject';
import type { ExternalTrigger } from '../dynamics/keda/triggers';
import type { ScheduledChange } from '../dynamics/schedule/changes';
import type { ContainerProbes } from '../manifest/probes';
import type { InstanceType } from '../model/instanceType';
import type { LoadAt } from './load';
import type { Settings } from './settings';

export interface PlannedWorkload {
  /** "namespace/name". */
  readonly key: string;
  readonly kind: string;
  /** Pods at the start. */
  readonly replicas: number;
  readonly priority: number;
  readonly podOf: (index: number) => RunningPod;
  readonly probes: readonly ContainerProbes[];
  /** For so long after its start a pod keeps its node; Infinity for ever. */
  readonly protectedSeconds: number;
  /** Set for the pods of a capacity buffer, which never run: a part of another workload's size, or a fixed number. */
  readonly buffer?: Buffer;
}

export interface Buffer {
  readonly replicas: number | undefined;
  readonly percentage: number | undefined;
  readonly ofWorkload: string | undefined;
  /** As many as the limits hold. */
  readonly limit: number;
}

/** The workload that the load falls on. */
export interface Subject {
  readonly key: string;
  /** Of the load: `requests/s`, `messages/s` or `mCPU`. */
  readonly unit: string;
  /** What one ready pod serves in a second. */
  readonly podCapacity: number;
  readonly cpuMilliPerUnit: number;
  /** What a pod requests; undefined when a container has no request. */
  readonly requestMilli: Readonly<Record<'cpu' | 'memory', number | undefined>>;
  /** `drop`: what cannot be served at once is lost. `queue`: it waits. */
  readonly overload: 'drop' | 'queue';
}

export type ScalerPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'hpa'; readonly name: string; readonly spec: HpaSpec }
  | {
      readonly kind: 'keda';
      readonly name: string;
      readonly loop: ScaleLoopSpec;
      readonly triggers: readonly ExternalTrigger[];
      /** Whether CPU or memory triggers are all that there are: the object is always active. */
      readonly isResourceOnly: boolean;
      /** Whether polls go by what the HPA has asked. */
      readonly isObserved: boolean;
      readonly modifiers: Modifiers | undefined;
      readonly fallback: Fallback | undefined;
      readonly hpa: HpaSpec;
    }
  | {
      readonly kind: 'job';
      readonly name: string;
      readonly spec: ScaledJobSpec;
      readonly triggers: readonly ExternalTrigger[];
    };

export interface Outage {
  readonly from: number;
  readonly to: number;
}

export interface TimelinePlan {
  /** Its age of everything does not count: nodes have their own here. */
  readonly world: World;
  readonly workloads: readonly PlannedWorkload[];
  readonly subject: Subject;
  readonly scaler: ScalerPlan;
  /** Times are seconds of the timeline. */
  readonly changes: readonly ScheduledChange[];
  /** When the budgets of some pool open or close, in seconds of the timeline. */
  readonly budgetEdges: readonly number[];
  /** By pool: at which age its nodes go, and how long they may take to be emptied. Infinity: never, for ever. */
  readonly expireAfterSeconds: ReadonlyMap<string, number>;
  readonly drainSeconds: ReadonlyMap<string, number>;
  /** Whether a new node takes no pods until startup taints or those of readiness rules are gone. */
  readonly waitsAtStart: (node: ClusterNode) => boolean;
  /** How often an hour a spot node of the type is taken back; undefined when that is not known. */
  readonly spotInterruptionsPerHour: (type: InstanceType) => number | undefined;
  readonly load: LoadAt;
  readonly settings: Settings;
  /** The sources of external metrics fail. */
  readonly outages: readonly Outage[];
  readonly startSecond: number;
  readonly durationSeconds: number;
  readonly stepSeconds: number;
  readonly seed: number;
}
