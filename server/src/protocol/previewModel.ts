/** What a panel shows of a simulated cluster, as client and server exchange it (requests.ts): numbers and units, no markup. An unknown
 *  price is absent. */

export type Replicas = 'spec' | 'min' | 'max';

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
  /** Prices of its types are those of Linux, its bill has the licence. */
  readonly isWindows?: true;
  /** What some of its requirements ask for is filled in later, and not counted. */
  readonly hasOpenRequirements?: true;
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
    /** Not even one node of the smallest type that is left fits into them. */
    readonly isTooLow?: true;
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
  /** Share of the launched type's allocatable that `requests` take, 0 to 1, for each resource in them; absent when nothing launches. */
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
