/** The wire between Dryfit's client and server beyond LSP: names of the custom messages and their shapes.
 *  Imports nothing, so that the client can share it. Numbers carry their unit in their name; an unknown price is absent.
 *  Documented in docs/architecture.md. */

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
}
export type Replicas = 'spec' | 'min' | 'max';
export type SimulateResult =
  | { readonly state: 'ready'; readonly preview: PreviewModel }
  /** There is nothing to simulate: no cluster, or no NodePool in it. */
  | { readonly state: 'none'; readonly message: string }
  /** The simulation could not be made (region without prices, time limit, crash); `hint` says what to do. */
  | { readonly state: 'failed'; readonly message: string; readonly hint?: string };

/** Server -> client: what a cluster's simulation is doing. On 'ready' and 'failed', open panels ask `SIMULATE` again. */
export const SIMULATION_CHANGED = 'dryfit/simulationChanged';
export interface SimulationChangedParams {
  readonly cluster: string;
  readonly state: 'running' | 'ready' | 'failed';
  /** Rises with every result of the session. */
  readonly version: number;
}

/** Everything that a panel shows about one simulated cluster: numbers and units, no markup. */
export interface PreviewModel {
  readonly cluster: string;
  /** The version of `SIMULATION_CHANGED` that this result belongs to. */
  readonly version: number;
  readonly replicas: Replicas;
  readonly region: string;
  readonly prices: PreviewPrices;
  readonly totals: PreviewTotals;
  /** By name. */
  readonly nodePools: readonly PreviewNodePool[];
  /** Equal nodes are one entry with a count; by pool, then price from the highest, then instance type. */
  readonly nodes: readonly PreviewNode[];
  /** By workload, then code. */
  readonly unplaced: readonly PreviewUnplaced[];
  readonly skipped: readonly PreviewSkipped[];
  readonly findings: PreviewFindingCounts;
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

export interface PreviewPrices {
  /** ISO dates, and where the prices come from in a few words. */
  readonly onDemandAsOf: string;
  readonly spotAsOf: string;
  readonly source: string;
  /** Types of the region that take no part because they have no price. */
  readonly unpricedTypeCount: number;
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
}

export interface PreviewFindingCounts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
}

/** Client -> server request: a text for bug reports (versions, settings, counts, timings; no file contents). No parameters. */
export const REPORT = 'dryfit/report';
export interface ReportResult {
  readonly text: string;
}
