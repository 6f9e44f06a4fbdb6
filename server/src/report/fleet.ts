/** Many clusters in figures, and the sum of several such reports: a fleet too large for one machine is judged in parts. */
import type { ClusterReport } from '../analysis/clusters/clusterReport';
import type { Finding, Severity } from '../model/finding';
import { failed, success, type Outcome } from '../util/outcome';
import { compareText } from '../util/sort';
import { rounded } from '../util/rounded';

/** The shape of `overview --format json` and of the API's `merge`: versioned, see CHANGELOG. */
export interface FleetReport {
  readonly version: 1;
  readonly region: string;
  /** By name. */
  readonly clusters: readonly FleetCluster[];
  readonly totals: FleetTotals;
  /** Files that could not be read, by path. */
  readonly unreadable: readonly UnreadableFile[];
  /** With `--render`: charts and kustomizations that are left out, because their program refused. */
  readonly notRendered?: readonly Finding[];
}

/** One cluster of a fleet, in figures. */
export interface FleetCluster extends FleetTotals {
  /** The folder that makes the cluster. */
  readonly name: string;
  readonly pools: readonly FleetPool[];
  readonly findings: readonly Finding[];
}

export interface FleetPool {
  readonly name: string;
  readonly nodeCount: number;
  /** Instance types that requirements and class leave. */
  readonly typesLeftCount: number;
  readonly usdPerMonth: number;
}

/** Figures of a cluster, or summed over all. Dollars of the bill, with control plane and volumes. */
export interface FleetTotals {
  readonly fileCount: number;
  readonly documentCount: number;
  /** Documents that the API server refuses. */
  readonly rejectedCount: number;
  readonly findingCounts: Readonly<Record<Severity, number>>;
  readonly nodeCount: number;
  readonly podCount: number;
  readonly pendingPodCount: number;
  /** The bill of what is known (docs/cost.md). */
  readonly usdPerMonth: number;
  /** Whether some part of the bill is not known. */
  readonly isLowerBound: boolean;
}

export interface UnreadableFile {
  readonly path: string;
  readonly reason: string;
}

export function fleetReport(
  reports: readonly ClusterReport[],
  { region, unreadable }: { readonly region: string; readonly unreadable: readonly UnreadableFile[] },
): FleetReport {
  return assemble(region, reports.map(fleetCluster), unreadable);
}

/** The sum of reports of different clusters; a failure when they cannot be added up. */
export function mergeFleets(fleets: readonly FleetReport[]): Outcome<FleetReport> {
  const [first] = fleets;
  if (!first) return failed('nothing to merge: give at least one report');
  const other = fleets.find(({ region }) => region !== first.region);
  if (other)
    return failed(
      `one report is of ${first.region}, another of ${other.region}: prices differ, merge them apart`,
    );
  const clusters = fleets.flatMap((fleet) => fleet.clusters);
  const names = clusters.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return failed(`cluster ${twice} is in two of the reports: it would count twice`);
  const merged = assemble(
    first.region,
    clusters,
    fleets.flatMap(({ unreadable }) => unreadable),
  );
  const isRendered = fleets.some(({ notRendered }) => notRendered);
  const notRendered = fleets.flatMap((fleet) => fleet.notRendered ?? []);
  return success(isRendered ? { ...merged, notRendered } : merged);
}

/** Whether something read from a file is a report of this version. */
export function isFleetReport(value: unknown): value is FleetReport {
  if (typeof value !== 'object' || value === null) return false;
  const { version, region, clusters, unreadable } = value as Partial<Record<keyof FleetReport, unknown>>;
  return version === 1 && typeof region === 'string' && Array.isArray(clusters) && Array.isArray(unreadable);
}

function assemble(
  region: string,
  clusters: readonly FleetCluster[],
  unreadable: readonly UnreadableFile[],
): FleetReport {
  return {
    version: 1,
    region,
    clusters: [...clusters].sort((a, b) => compareText(a.name, b.name)),
    totals: totalsOf(clusters),
    unreadable: [...unreadable].sort((a, b) => compareText(a.path, b.path)),
  };
}

function fleetCluster({ name, fileCount, check, summary, preview, cost }: ClusterReport): FleetCluster {
  const { documents, findings } = check;
  return {
    name,
    fileCount,
    documentCount: documents.length,
    rejectedCount: documents.filter(({ verdict }) => verdict === 'rejected' || verdict === 'unparseable')
      .length,
    findingCounts: severities(
      (severity) => findings.filter((finding) => finding.severity === severity).length,
    ),
    nodeCount: summary.nodeClaims.length,
    podCount: summary.stats.podCount,
    pendingPodCount: preview.totals.unplacedPodCount,
    usdPerMonth: cost.bill.usdPerMonth,
    isLowerBound: cost.bill.isLowerBound,
    pools: preview.nodePools.map((pool) => ({
      name: pool.name,
      nodeCount: pool.nodeCount,
      typesLeftCount: pool.typesLeftCount ?? 0,
      usdPerMonth: cost.pools.find(({ nodePool }) => nodePool === pool.name)?.bill.usdPerMonth ?? 0,
    })),
    findings,
  };
}

function totalsOf(clusters: readonly FleetTotals[]): FleetTotals {
  const sum = (amount: (cluster: FleetTotals) => number): number =>
    clusters.reduce((total, cluster) => total + amount(cluster), 0);
  return {
    fileCount: sum(({ fileCount }) => fileCount),
    documentCount: sum(({ documentCount }) => documentCount),
    rejectedCount: sum(({ rejectedCount }) => rejectedCount),
    findingCounts: severities((severity) => sum(({ findingCounts }) => findingCounts[severity])),
    nodeCount: sum(({ nodeCount }) => nodeCount),
    podCount: sum(({ podCount }) => podCount),
    pendingPodCount: sum(({ pendingPodCount }) => pendingPodCount),
    usdPerMonth: rounded(sum(({ usdPerMonth }) => usdPerMonth)),
    isLowerBound: clusters.some(({ isLowerBound }) => isLowerBound),
  };
}

const severities = (count: (severity: Severity) => number): Record<Severity, number> => ({
  error: count('error'),
  warning: count('warning'),
  info: count('info'),
  hint: count('hint'),
});
