/** The wire of what the panel shows of a cluster in motion: timelines, strategies, consolidation after the load is gone. Imports
 *  the rest of the wire alone, so that the client can share it. Seconds are of the timeline; documented in
 *  docs/architecture.md and docs/dynamics.md. */
import type { Replicas } from './previewModel';
import type { Unavailable } from './requests';

/** Client -> server request: a workload under a load, second by second. Cancellable. */
export const TIMELINE = 'dryfit/timeline';
export interface TimelineParams {
  readonly cluster: string;
  readonly replicas?: Replicas;
  readonly question: TimelineQuestion;
}

export interface TimelineQuestion {
  /** "namespace/name"; absent: the target of the first scaler. */
  readonly workload?: string;
  readonly load: {
    readonly kind: LoadKind;
    /** As on the command line: short names, times as 10m. What is not there is suggested by the server. */
    readonly fields: Readonly<Record<string, string>>;
    /** Of the kind `csv`: lines of a time and a value. */
    readonly csv?: string;
  };
  /** Units a second that a pod serves; absent: the load is CPU. */
  readonly podCapacity?: number;
  /** Of latencies, docs/dynamics.md lists them. */
  readonly presets: readonly string[];
  readonly durationSeconds?: number;
}
export type LoadKind = 'constant' | 'step' | 'ramp' | 'spike' | 'daily' | 'csv';

export type TimelineResult = ({ readonly state: 'ready' } & TimelineModel) | Unavailable;

export interface TimelineModel {
  readonly subject: {
    readonly workload: string;
    readonly scaler?: string;
    /** Of the load. */
    readonly unit: string;
    readonly podCapacity: number;
    readonly overload: 'drop' | 'queue';
  };
  /** What a load can fall on, scaled ones first. */
  readonly subjects: readonly { readonly workload: string; readonly scaler?: string }[];
  /** What stands for fields of the load that are empty. */
  readonly suggested: Readonly<Record<string, string>>;
  readonly assumptions: readonly string[];
  readonly chart: TimelineChart;
  /** The chart as a file of its own. */
  readonly svg: string;
  readonly slo: TimelineService;
  readonly cost: { readonly usd: number; readonly usdPerDay: number; readonly usdPerMonth: number };
  /** On average; absent without a scale-up. */
  readonly stages?: TimelineStages;
  /** The slowest first. */
  readonly waves: readonly TimelineWave[];
  readonly waveCount: number;
  readonly events: readonly { readonly t: number; readonly kind: string; readonly text: string }[];
  readonly eventCount: number;
}

export interface TimelineChart {
  readonly title: string;
  /** RFC 3339, of second 0. */
  readonly start: string;
  readonly durationSeconds: number;
  readonly stepSeconds: number;
  /** Begins of the steps. */
  readonly t: readonly number[];
  readonly lanes: readonly TimelineLane[];
  readonly marks: readonly { readonly t: number; readonly kind: string; readonly text: string }[];
}

export interface TimelineLane {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly max: number;
  readonly lines: readonly TimelineLine[];
}

export interface TimelineLine {
  readonly id: string;
  readonly label: string;
  readonly shape: 'line' | 'step' | 'area';
  /** One a step. */
  readonly values: readonly number[];
}

export interface TimelineService {
  readonly timeToServe: {
    readonly p50Seconds: number;
    readonly p95Seconds: number;
    readonly maxSeconds: number;
  };
  readonly episodeCount: number;
  readonly episodes: readonly { readonly at: number; readonly seconds: number; readonly units: number }[];
  readonly demandUnits: number;
  readonly unservedUnits: number;
  readonly unservedShare: number;
  readonly maxBacklog: number;
  readonly backlogAtEnd: number;
}

export interface TimelineStages {
  readonly metricSeconds: number;
  readonly decisionSeconds: number;
  readonly podSeconds: number;
  readonly nodeSeconds: number;
  readonly imageSeconds: number;
  readonly readySeconds: number;
}

export interface TimelineWave {
  readonly t: number;
  readonly from: number;
  readonly to: number;
  readonly cause: string;
  /** When the need for it began. */
  readonly since: number;
  /** Absent: not all of its pods were ready at the end. */
  readonly stages?: TimelineStages;
  readonly totalSeconds?: number;
}

/** Client -> server request: ways to meet the load of a timeline, compared. Takes some seconds; cancellable. */
export const STRATEGIES = 'dryfit/strategies';
export type StrategiesResult =
  | {
      readonly state: 'ready';
      readonly objective: { readonly p95Seconds: number; readonly unservedShare: number };
      readonly outcomes: readonly StrategyOutcome[];
      readonly notApplicable: readonly {
        readonly id: string;
        readonly title: string;
        readonly why: string;
      }[];
      readonly recommended: string;
      readonly reason: string;
    }
  | Unavailable;

export interface StrategyOutcome {
  readonly id: string;
  readonly title: string;
  readonly complexity: 'none' | 'low' | 'medium' | 'high';
  /** What has to be run for it. */
  readonly takes: string;
  readonly p95Seconds: number;
  readonly unservedShare: number;
  readonly usdPerMonth: number;
  readonly extraUsdPerMonth: number;
  readonly meets: boolean;
  /** YAML of what is new or changed; empty: nothing is. */
  readonly manifests: string;
  /** `kind/namespace/name` of objects that have to go. */
  readonly removed: readonly string[];
}

/** Client -> server request: what Karpenter's consolidation does once every scaler has gone from its maximum to its minimum.
 *  Cancellable. */
export const SCALE_DOWN = 'dryfit/scaleDown';
export interface ScaleDownParams {
  readonly cluster: string;
}
export type ScaleDownResult =
  | {
      readonly state: 'ready';
      /** "namespace/workload" -> pods before and after. */
      readonly change: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
      /** Why nothing was played. */
      readonly error?: string;
      readonly initial: ScaleDownNodes;
      readonly commands: readonly ScaleDownCommand[];
      readonly final: ScaleDownNodes;
      readonly savingsUsdPerHour: number;
      readonly savingsUsdPerMonth: number;
      /** Sentences: what keeps pools from losing more nodes, and pods without a node at the maximum. */
      readonly notes: readonly string[];
    }
  | Unavailable;

export type ScaleDownModel = Extract<ScaleDownResult, { readonly state: 'ready' }>;

export interface ScaleDownNodes {
  readonly usdPerHour: number;
  readonly nodes: readonly {
    readonly name: string;
    readonly nodePool: string;
    readonly instanceType: string;
    readonly zone: string;
    readonly capacityType: string;
    readonly usdPerHour: number;
    /** "namespace/workload" -> its pods. */
    readonly pods: Readonly<Record<string, number>>;
  }[];
}

export interface ScaleDownCommand {
  readonly method: 'empty' | 'multi' | 'single';
  readonly candidates: readonly string[];
  readonly replacements: readonly {
    readonly nodePool: string;
    readonly launch?: {
      readonly instanceType: string;
      readonly capacityType: string;
      readonly usdPerHour: number;
    };
  }[];
  readonly savingsUsdPerHour: number;
}
