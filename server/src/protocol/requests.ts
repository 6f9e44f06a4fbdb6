/** The wire between Dryfit's client and server beyond LSP: names of the custom messages and their shapes.
 *  Imports nothing but what the client shares as well. Numbers carry their unit in their name; an unknown price is absent.
 *  Documented in docs/architecture.md. */
import type { Difference } from '../util/difference';

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
export type Replicas = 'spec' | 'min' | 'max';
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

/** Everything that a panel shows about one simulated cluster: numbers and units, no markup. */
export interface PreviewModel extends PreviewPicture {
  /** The version of `SIMULATION_CHANGED` that this result belongs to. */
  readonly version: number;
  /** The same while the picture is: of one that was drawn, and of the result with its findings. */
  readonly pictureVersion: number;
  /** Absent while the rules run for the first time; after that, while they run, those of the simulation before. */
  readonly findings?: PreviewFindingCounts;
  /** The gravest findings, at most a hundred; by severity, then file and line. */
  readonly problems: readonly PreviewProblem[];
}

/** A cluster as one pass of the provisioner leaves it. */
export interface PreviewPicture {
  readonly cluster: string;
  readonly replicas: Replicas;
  readonly region: string;
  /** Zones in which the cluster's types are sold, sorted. */
  readonly zones: readonly string[];
  readonly prices: PreviewPrices;
  readonly totals: PreviewTotals;
  /** By name. */
  readonly nodePools: readonly PreviewNodePool[];
  /** Equal nodes are one entry with a count; by pool, then price from the highest, then instance type. */
  readonly nodes: readonly PreviewNode[];
  /** By name. */
  readonly workloads: readonly PreviewWorkload[];
  /** By workload, then code. */
  readonly unplaced: readonly PreviewUnplaced[];
  readonly skipped: readonly PreviewSkipped[];
  readonly cost: PreviewCost;
}

/** The bill. Every amount is of what is known: where something is not, `isLowerBound` is true and the terms say what is
 *  missing. Equal to what `cost` of the API answers. */
export interface PreviewCost {
  /** Written before amounts, which are US dollars. */
  readonly currencyLabel: string;
  readonly hoursPerMonth: number;
  readonly bill: PreviewBill;
  /** By name, without the control plane. */
  readonly pools: readonly {
    readonly nodePool: string;
    readonly nodeCount: number;
    readonly bill: PreviewBill;
  }[];
  /** By name: the part of the pools' bills that goes to the workload's pods. */
  readonly workloads: readonly PreviewWorkloadCost[];
  readonly assumptions: readonly string[];
  /** The same in a few words: region, dates, and what makes amounts differ from list prices. */
  readonly basis: readonly string[];
}

export interface PreviewBill {
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  readonly isLowerBound: boolean;
  readonly terms: readonly PreviewBillTerm[];
}

export interface PreviewBillTerm {
  readonly id: 'on-demand' | 'commitment' | 'spot' | 'volumes' | 'auto-mode' | 'control-plane';
  /** Absent: nothing of it is known. */
  readonly usdPerHour?: number;
  readonly usdPerMonth?: number;
  /** What is not in the amount, one sentence each. */
  readonly missing: readonly string[];
}

export interface PreviewWorkloadCost {
  readonly workload: string;
  readonly podCount: number;
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  readonly isLowerBound: boolean;
}

/** Amounts of the three resources that nodes are drawn by. */
export interface PreviewAmounts {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly podCount: number;
}

/** Pods that ask for a node. */
export interface PreviewWorkload {
  /** "namespace/name" */
  readonly name: string;
  readonly kind: string;
  readonly podCount: number;
  /** What one pod asks for. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly location?: PreviewLocation;
}

export interface PreviewProblem {
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly rule: string;
  readonly message: string;
  readonly location: PreviewLocation;
}

export interface PreviewPrices {
  /** ISO dates, and where the prices come from in a few words. */
  readonly onDemandAsOf: string;
  readonly spotAsOf: string;
  readonly source: string;
  /** Types of the region that take no part because they have no price. */
  readonly unpricedTypeCount: number;
  /** Whether on-demand prices are those of a refresh. */
  readonly isRefreshed: boolean;
}

export interface PreviewTotals {
  readonly nodeCount: number;
  /** Pods asked for; `unplacedPodCount` of them found no node. */
  readonly podCount: number;
  readonly unplacedPodCount: number;
  /** Of the nodes that have a price; `unpricedNodeCount` nodes (launch refused) are not in it. */
  readonly usdPerHour: number;
  /** 730 hours. */
  readonly usdPerMonth: number;
  readonly unpricedNodeCount: number;
  readonly solveMs: number;
}

export interface PreviewNodePool {
  readonly name: string;
  /** Name of its EC2NodeClass. */
  readonly nodeClass: string;
  /** It is not among the files, or is refused: the pool launches nothing. */
  readonly lacksClass?: true;
  /** Only reserved capacity meets its requirements, which is not simulated. */
  readonly wantsReserved?: true;
  /** It keeps its nodes whatever pods there are. */
  readonly isStatic?: true;
  readonly location?: PreviewLocation;
  readonly nodeCount: number;
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  /** Instance types that the pool's requirements leave, of those that its node class and region offer; absent when unknown. */
  readonly typesLeftCount?: number;
  readonly typesTotalCount?: number;
  /** The cheapest types left, at most five. */
  readonly cheapest: readonly PreviewTypePrice[];
  /** Lowest and highest price per hour of what is left, by capacity type. */
  readonly onDemandUsdRange?: readonly [lowest: number, highest: number];
  readonly spotUsdRange?: readonly [lowest: number, highest: number];
  /** What the pool would cost at its limits, about; absent without limits. */
  readonly atLimit?: {
    readonly usdPerMonth: number;
    /** The type that all nodes are taken to have; absent: as those that the pool has now. */
    readonly instanceType?: string;
    readonly capacityType?: string;
    readonly isLowerBound: boolean;
  };
}

export interface PreviewTypePrice {
  readonly instanceType: string;
  readonly onDemandUsdPerHour?: number;
  readonly spotUsdPerHour?: number;
}

export interface PreviewNode {
  /** How many nodes are like this one. */
  readonly count: number;
  readonly nodePool: string;
  /** What it launches; absent when `launchError` says why not. */
  readonly instanceType?: string;
  readonly capacityType?: string;
  readonly usdPerHour?: number;
  /** Zones that the launch may take; empty: any. */
  readonly zones: readonly string[];
  /** Types that the scheduler leaves open. */
  readonly typesOpenCount: number;
  readonly launchError?: string;
  /** "namespace/workload" -> pods on one such node. */
  readonly pods: Readonly<Record<string, number>>;
  /** Kubernetes quantities on one such node, daemons included. */
  readonly requests: Readonly<Record<string, string>>;
  /** Share of the launched type's allocatable that `requests` take, 0 to 1, for cpu, memory, pods and devices; absent when nothing launches. */
  readonly usedShare?: Readonly<Record<string, number>>;
  /** What pods and daemons ask for on one such node. */
  readonly requested: PreviewAmounts;
  /** What the launched type has for pods and daemons; absent when nothing launches. */
  readonly allocatable?: PreviewAmounts;
}

export interface PreviewUnplaced {
  readonly workload: string;
  readonly count: number;
  readonly code: string;
  readonly message: string;
  readonly location?: PreviewLocation;
}

export interface PreviewSkipped {
  readonly uri: string;
  readonly document: number;
  readonly kind?: string;
  readonly name?: string;
}

export interface PreviewLocation {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  /** First and last line of the document that the place is in; absent where only the place is known. */
  readonly document?: { readonly firstLine: number; readonly lastLine: number };
}

export interface PreviewFindingCounts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
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
  { readonly state: 'ready'; readonly before: PreviewPicture; readonly after: PreviewPicture } | Unavailable;

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
