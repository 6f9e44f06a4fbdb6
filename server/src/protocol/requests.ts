/** The wire between Dryfit's client and server beyond LSP: names of the custom messages and their shapes.
 *  Imports nothing but what the client shares as well. Numbers carry their unit in their name; an unknown price is absent.
 *  Documented in docs/architecture.md. */
import type { Difference } from '../util/difference';
import type {
  PreviewBill,
  PreviewLocation,
  PreviewModel,
  PreviewPicture,
  PreviewPrices,
  PreviewTotals,
  Replicas,
} from './previewModel';

/** What the client hands over in `initialize`. */
export interface InitializationOptions {
  /** False in a restricted workspace: then nothing beyond open files is read. Absent means true. */
  readonly trusted?: boolean;
  /** Shown in the report for bugs, e.g. "Visual Studio Code 1.105.0". */
  readonly editor?: string;
  /** The editor offers Dryfit's snippets of whole objects already. Absent means false. */
  readonly hasSnippets?: boolean;
  /** The user's, of the tz database; absent: that of the server's machine. */
  readonly timeZone?: string;
  /** A command of the client that opens the panel with an `OpenPanelArgument`; lenses run it. */
  readonly openPanelCommand?: string;
}

/** What the panel is opened at. */
export interface OpenPanelArgument {
  readonly cluster: string;
  readonly nodePool?: string;
  /** "namespace/name" */
  readonly workload?: string;
}

/** Client -> server. */
export const TRUST_CHANGED = 'dryfit/trustChanged';
export interface TrustChangedParams {
  readonly trusted: boolean;
}

/** Client -> server: files for which the YAML extension has schemas, by the patterns of `yaml.schemas`. Sent at first
 *  and when that changes; without it the extension counts as absent. */
export const YAML_SCHEMAS_CHANGED = 'dryfit/yamlSchemasChanged';
export interface YamlSchemasChangedParams {
  /** null: the extension is not there. */
  readonly globs: readonly string[] | null;
}

/** Client -> server: an open file's text at git HEAD, which transition rules compare with. */
export const STORED_TEXT = 'dryfit/storedText';
export interface StoredTextParams {
  readonly uri: string;
  /** null: there is none. */
  readonly text: string | null;
}

/** Client -> server request: the cluster that a file belongs to, or null when it belongs to none. */
export const CLUSTER_OF = 'dryfit/clusterOf';
export interface ClusterOfParams {
  readonly uri: string;
}
export type ClusterOfResult = ClusterSummary | null;

/** Client -> server request: all clusters of the workspace, by name. No parameters. */
export const CLUSTERS = 'dryfit/clusters';
export type ClustersResult = readonly ClusterSummary[];

export interface ClusterSummary {
  /** Unique in the workspace: the name in `dryfit.clusters`, or the folder's path below the workspace folder. */
  readonly name: string;
  /** Where it comes from: the setting, a folder that holds a NodePool, or open files alone (untrusted, no folder). */
  readonly origin: 'setting' | 'folder' | 'open-files';
  readonly fileCount: number;
  readonly nodePoolCount: number;
  readonly workloadCount: number;
  /** True when a limit on number or size of files left some out; the log says which. */
  readonly isPartial: boolean;
}

/** Server -> client: files, settings or trust changed which cluster files belong to; ask `CLUSTER_OF` again. No parameters. */
export const CLUSTERS_CHANGED = 'dryfit/clustersChanged';

/** Client -> server request: simulates a cluster (or answers from the last result that still stands). Cancellable. */
export const SIMULATE = 'dryfit/simulate';
export interface SimulateParams {
  /** Name of the cluster; wins over `uri`. */
  readonly cluster?: string;
  /** Any file of the cluster. With neither: the only cluster, or the first by name. */
  readonly uri?: string;
  /** Default 'spec'. */
  readonly replicas?: Replicas;
  /** An answer whose rules still run will do: the one with all findings is told by `SIMULATION_CHANGED`. */
  readonly mayBeDrawn?: boolean;
  /** Number of the last answer, for a client that can be told what differs from it; 0: of none yet. */
  readonly known?: number;
}
export type SimulateResult = { readonly state: 'ready'; readonly preview: PreviewModel } | NotSimulated;
/** As it travels. */
export type SimulateAnswer =
  | { readonly state: 'ready'; readonly preview: PreviewModel; readonly number?: number }
  /** What differs from the preview that is known; absent: nothing. */
  | { readonly state: 'changed'; readonly difference?: Difference; readonly number: number }
  | NotSimulated;
export type NotSimulated =
  /** There is nothing to simulate: no cluster, or no NodePool in it. */
  | { readonly state: 'none'; readonly message: string }
  /** The simulation could not be made (region without prices, time limit, crash); `hint` says what to do. */
  | { readonly state: 'failed'; readonly message: string; readonly hint?: string };

/** Client -> server request: as `SIMULATE` with replicas as written, but in the few words that a status item has. Cancellable. */
export const SUMMARY = 'dryfit/summary';
export interface SummaryParams {
  readonly cluster: string;
  /** The file in front of the user, whose pools are named. */
  readonly uri?: string;
}
export type SummaryResult = { readonly state: 'ready'; readonly summary: SimulationSummary } | NotSimulated;

export interface SimulationSummary extends Pick<PreviewTotals, 'nodeCount' | 'unplacedPodCount' | 'solveMs'> {
  /** As `PreviewModel` has it. */
  readonly version: number;
  readonly region: string;
  readonly prices: PreviewPrices;
  readonly currencyLabel: string;
  readonly bill: SummaryBill;
  /** Those of the file, by name. */
  readonly pools: readonly {
    readonly name: string;
    readonly nodeCount: number;
    readonly bill: SummaryBill;
  }[];
}

export type SummaryBill = Pick<PreviewBill, 'usdPerMonth' | 'isLowerBound'>;

/** Server -> client: what a cluster's simulation is doing. On 'drawn', 'ready' and 'failed', open panels ask `SIMULATE` again. */
export const SIMULATION_CHANGED = 'dryfit/simulationChanged';
export interface SimulationChangedParams {
  readonly cluster: string;
  /** `drawn`: the picture stands, the rules still run; `ready` follows. */
  readonly state: 'running' | 'drawn' | 'ready' | 'failed';
  /** Rises with every result of the session. */
  readonly version: number;
}

/** Client -> server request: a cluster under a change that nobody wrote into a file. Cancellable. */
export const WHAT_IF = 'dryfit/whatIf';
export interface WhatIfParams {
  readonly cluster: string;
  /** Default 'spec'. */
  readonly replicas?: Replicas;
  readonly change: WhatIfChange;
}

/** Each part is optional. */
export interface WhatIfChange {
  /** "namespace/workload" -> pods. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** "namespace/workload" -> "cpu" or "memory" -> what one pod asks for, as a Kubernetes quantity. */
  readonly requests?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Part of each workload's pods, 0 to 1, that must run on spot; the others must not. Pools then allow both. */
  readonly spotShare?: number;
  /** Zones in which nothing launches, as in a zonal shift. */
  readonly zonesLost?: readonly string[];
  /** Types, or families as `m5.*`, without capacity. */
  readonly typesUnavailable?: readonly string[];
  /** Off list prices on the bill, 0 to 100, instead of the setting; Karpenter's decision knows nothing of it. */
  readonly discountPercent?: number;
}
export type WhatIfResult =
  | {
      readonly state: 'ready';
      readonly before: PreviewPicture;
      readonly after: PreviewPicture;
      /** Of `typesUnavailable`: what the region has not, and so changes nothing. Absent: none. */
      readonly unknownTypes?: readonly string[];
    }
  | Unavailable;

/** The answers that have nothing to show. */
export type Unavailable = Exclude<SimulateResult, { readonly state: 'ready' }>;

/** Client -> server request: a cluster at a revision beside the cluster as it is, and what the way from one to the other
 *  does to running nodes. Cancellable. */
export const COMPARE = 'dryfit/compare';
export interface CompareParams {
  readonly cluster: string;
  readonly replicas?: Replicas;
  /** The texts at the revision of the files that differ; null: not there. */
  readonly files: readonly { readonly uri: string; readonly text: string | null }[];
  /** When the edit is applied, in seconds since 1970: budgets depend on it. */
  readonly fromSecond: number;
  /** What replacing one node is taken to last. */
  readonly secondsPerNode: number;
}
export type CompareResult =
  | {
      readonly state: 'ready';
      readonly before: PreviewPicture;
      readonly after: PreviewPicture;
      readonly drift: DriftModel;
    }
  | Unavailable;

export interface DriftModel {
  readonly secondsPerNode: number;
  /** The pools of the revision, by name. */
  readonly pools: readonly DriftPool[];
}

export interface DriftPool {
  readonly name: string;
  readonly location?: PreviewLocation;
  /** Nodes that the revision would have running, and those of them that the edit replaces. */
  readonly nodeCount: number;
  readonly replacedCount: number;
  readonly causes: readonly DriftCause[];
  /** How the budgets let it go; absent when nothing is replaced or the pool is deleted. */
  readonly rollout?: DriftRollout;
}

export interface DriftCause {
  readonly reason: 'NodePoolDrifted' | 'RequirementsDrifted' | 'NodeClassDrift' | 'NodePoolDeleted';
  /** Fields of the NodePool or EC2NodeClass, or the label that no longer suits. */
  readonly fields: readonly string[];
  readonly nodeCount: number;
}

export interface DriftRollout {
  /** Until the last node is replaced; absent: not within four weeks. */
  readonly seconds?: number;
  /** Until the first one may go; absent: not within four weeks. */
  readonly waitSeconds?: number;
  /** Replaced within four weeks. */
  readonly replacedCount: number;
  readonly atOnceCount: number;
  /** A static pool's `limits.nodes` leaves no room for a replacement. */
  readonly isAtNodeLimit?: true;
}

/** Client -> server request: when the disruption budgets of a cluster's pools hold. Seconds are since 1970, UTC. */
export const BUDGET_WEEK = 'dryfit/budgetWeek';
export interface BudgetWeekParams {
  readonly cluster: string;
  readonly replicas?: Replicas;
  readonly fromSecond: number;
  readonly toSecond: number;
}
export type BudgetWeekResult =
  { readonly state: 'ready'; readonly pools: readonly BudgetWeekPool[] } | Unavailable;

/** From a second to before another. */
export interface BudgetSpan {
  readonly from: number;
  readonly to: number;
}

export interface BudgetWeekPool {
  readonly name: string;
  readonly location: PreviewLocation;
  /** Of the last simulation: what percentages are of. */
  readonly nodeCount: number;
  readonly budgets: readonly BudgetWeekEntry[];
  /** What all budgets allow together, in steps; a reason without a limit is absent. */
  readonly allowed: readonly (BudgetSpan & {
    readonly nodeCounts: Readonly<Partial<Record<'Drifted' | 'Empty' | 'Underutilized', number>>>;
  })[];
  readonly problem?: string;
}

export interface BudgetWeekEntry {
  /** As written: a number or a percentage. */
  readonly nodes: string;
  readonly schedule?: string;
  readonly duration?: string;
  readonly reasons?: readonly string[];
  readonly location?: PreviewLocation;
  /** In which it holds; absent when `problem` says why not. */
  readonly spans?: readonly BudgetSpan[];
  readonly problem?: string;
}

/** Client -> server request: why pods of a cluster are pending, and what would place them. Cancellable. */
export const EXPLAIN = 'dryfit/explain';
export interface ExplainParams {
  readonly cluster: string;
  readonly replicas?: Replicas;
}
export type ExplainResult =
  { readonly state: 'ready'; readonly workloads: readonly ExplainedWorkload[] } | Unavailable;

export interface ExplainedWorkload {
  readonly workload: string;
  readonly code: string;
  readonly funnels: readonly ExplainedFunnel[];
  readonly nearestMiss?: string;
  /** A single change that was tried and places the pods. */
  readonly change?: string;
}

export interface ExplainedFunnel {
  readonly nodePool: string;
  readonly totalCount: number;
  readonly steps: readonly { readonly text: string; readonly leftCount: number }[];
}

/** Client -> server request: a text for bug reports (versions, settings, counts, timings; no file contents). No parameters. */
export const REPORT = 'dryfit/report';
export interface ReportResult {
  readonly text: string;
}
