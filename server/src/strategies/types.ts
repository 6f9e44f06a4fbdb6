/** Ways to meet a load, and what comes of each. */
import type { Timeline } from '../timeline/timeline';

export const STRATEGIES = [
  'reactive',
  'tuned',
  'scheduled',
  'queue',
  'headroom',
  'warm-pool',
  'warm-pool-scheduled',
  'capacity-buffer',
  'static-pool',
  'node-groups',
  'tuned+headroom',
  'tuned+warm-pool',
  'headroom+warm-pool',
  'scheduled+warm-pool',
] as const;
/** The ways that are compared; stable. */
export type StrategyId = (typeof STRATEGIES)[number];

export type Complexity = 'none' | 'low' | 'medium' | 'high';

/** A line of the table of node groups. */
export interface NodeGroupSpec {
  /** Made up when absent. */
  readonly name?: string;
  readonly instanceType: string;
  /** 0 by default. */
  readonly minSize?: number;
  readonly maxSize: number;
  /** On demand otherwise. */
  readonly spot?: boolean;
}

/** A node group of one type. */
export interface NodeGroup {
  readonly name: string;
  readonly instanceType: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly isSpot: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly unknown[];
}

/** A manifest as plain JSON. */
export type Manifest = Readonly<Record<string, unknown>>;

/** One strategy worked out on the user's manifests. */
export interface Variant {
  readonly id: StrategyId;
  readonly title: string;
  readonly complexity: Complexity;
  /** What has to be run for it, in a sentence. */
  readonly takes: string;
  /** Objects that are new or changed, whole. */
  readonly written: readonly Manifest[];
  /** Objects that have to go: `kind/namespace/name`. */
  readonly removed: readonly string[];
  readonly overload?: 'drop' | 'queue';
  readonly settings?: Readonly<Record<string, number>>;
}

/** A strategy that does not apply, and why. */
export interface NotApplicable {
  readonly id: StrategyId;
  readonly title: string;
  readonly why: string;
}

/** One way, played: its manifests and what came of it. Seconds, and dollars over the load. */
export interface StrategyOutcome {
  readonly id: StrategyId;
  readonly title: string;
  readonly complexity: Complexity;
  readonly takes: string;
  readonly p95Seconds: number;
  readonly p50Seconds: number;
  readonly episodeCount: number;
  /** Shortages; with a queue, times in which something waited for more than a minute. */
  readonly incidentCount: number;
  readonly unservedUnits: number;
  readonly unservedShare: number;
  readonly maxBacklog: number;
  readonly usdPerMonth: number;
  /** Over the reactive strategy; negative when it is cheaper. */
  readonly extraUsdPerMonth: number;
  /** Whether the objective is met. */
  readonly meets: boolean;
  /** With `business`: incidents avoided x cost of one + saved revenue - extra cost, a month. */
  readonly returnUsdPerMonth?: number;
  /** YAML of the objects that are new or changed; empty for the reactive strategy. */
  readonly manifests: string;
  /** `kind/namespace/name` of objects that have to go. */
  readonly removed: readonly string[];
}

export interface WarmPoolSizing {
  /** Pods at the highest demand, and at the lowest. */
  readonly peakReplicas: number;
  readonly baseReplicas: number;
  /** Pods that have to be there at once: the largest rise of what is needed while a node is on its way. */
  readonly podCount: number;
  /** `podCount` of `peakReplicas`. */
  readonly peakShare: number;
  /** Seconds that a new node takes to serve, here. */
  readonly leadSeconds: number;
  /** Half hours of the day (UTC) in which demand rises, as `hh:mm`. */
  readonly hours: readonly string[];
}

export interface Objective {
  /** 60 by default. */
  readonly p95Seconds: number;
  /** 0.001 by default. */
  readonly unservedShare: number;
}

export interface Business {
  readonly usdPerIncident: number;
  readonly revenueUsdPerUnit: number;
}

/** All ways in the order of their table, with a recommendation and why. `version` rises with every change that breaks it. */
export interface Comparison {
  readonly version: 1;
  readonly workload: string;
  readonly objective: Objective;
  readonly outcomes: readonly StrategyOutcome[];
  readonly notApplicable: readonly NotApplicable[];
  readonly warmPool: WarmPoolSizing;
  readonly recommended: StrategyId;
  /** One or two sentences, with the numbers. */
  readonly reason: string;
}

export type PlayVariant = (variant: Variant) => Timeline | undefined;
