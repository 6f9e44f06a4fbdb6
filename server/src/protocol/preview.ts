/** `dryfit/simulate`, `dryfit/summary` and the requests about clusters: from analysis results to the wire types of requests.ts. */
import type { CancellationToken } from 'vscode-languageserver';
import type { Cluster } from '../analysis/clusters/clusters';
import type { ClusterPreview } from '../analysis/shown/preview';
import type { Finding, Severity } from '../model/finding';
import { compareText } from '../util/sort';
import type { FindingsSource } from './findings';
import type { LastPicture } from './lastPicture';
import type { PreviewFindingCounts, PreviewModel, PreviewProblem } from './previewModel';
import type {
  ClusterSummary,
  NotSimulated,
  SimulateParams,
  SimulateAnswer,
  SimulationSummary,
  SummaryBill,
  SummaryParams,
  SummaryResult,
} from './requests';
import type { Drawn, Solved } from './solves';

const NO_CLUSTER: NotSimulated = {
  state: 'none',
  message: 'There is no NodePool in this workspace, so there is nothing to simulate.',
};

export async function simulate(
  source: FindingsSource,
  params: SimulateParams | undefined,
  token: CancellationToken,
  last: LastPicture,
): Promise<SimulateAnswer> {
  const cluster = clusterWithPools(source, params ?? {});
  if ('state' in cluster) return cluster;
  const replicas = params?.replicas ?? 'spec';
  const shouldStop = (): boolean => token.isCancellationRequested;
  // Only of the replicas as written it is told when the rest is there.
  const solved =
    params?.mayBeDrawn === true && replicas === 'spec'
      ? await source.solves.draw(cluster.name, shouldStop)
      : await source.solves.solve(cluster.name, replicas, shouldStop);
  if (!solved) return NO_CLUSTER;
  if ('preview' in solved)
    return last.answer(drawnModel(solved, source.solves.latest(cluster.name)), params?.known);
  if (!solved.outcome.ok) return { state: 'failed', ...solved.outcome.failure };
  return last.answer(toPreviewModel(solved, solved.outcome.value), params?.known);
}

/** `dryfit/summary` */
export async function summarize(
  source: FindingsSource,
  { cluster: name, uri }: SummaryParams,
  token: CancellationToken,
): Promise<SummaryResult> {
  const cluster = clusterWithPools(source, { cluster: name });
  if ('state' in cluster) return cluster;
  const solved = await source.solves.solve(cluster.name, 'spec', () => token.isCancellationRequested);
  if (!solved) return NO_CLUSTER;
  if (!solved.outcome.ok) return { state: 'failed', ...solved.outcome.failure };
  return { state: 'ready', summary: summaryOf(solved.version, solved.outcome.value.preview, uri) };
}

function summaryOf(version: number, preview: ClusterPreview, uri: string | undefined): SimulationSummary {
  const { region, prices, nodePools, cost } = preview;
  const { nodeCount, unplacedPodCount, solveMs } = preview.totals;
  const own = nodePools.filter(({ location }) => uri !== undefined && location?.uri === uri);
  const pools = own.flatMap(({ name, nodeCount: count }) => {
    const bill = cost.pools.find(({ nodePool }) => nodePool === name)?.bill;
    return bill ? [{ name, nodeCount: count, bill: inShort(bill) }] : [];
  });
  return {
    ...{ version, region, prices, nodeCount, unplacedPodCount, solveMs },
    ...{ currencyLabel: cost.currencyLabel, bill: inShort(cost.bill), pools },
  };
}

const inShort = ({ usdPerMonth, isLowerBound }: SummaryBill): SummaryBill => ({ usdPerMonth, isLowerBound });

export function toClusterSummary(cluster: Cluster, isPartial: boolean): ClusterSummary {
  const { name, origin, keys, nodePoolCount, workloadCount } = cluster;
  return { name, origin, fileCount: keys.length, nodePoolCount, workloadCount, isPartial };
}

function clusterWithPools(source: FindingsSource, params: SimulateParams): Cluster | NotSimulated {
  const cluster = chooseCluster(source, params);
  if (!cluster) return noCluster(source, params);
  if (cluster.nodePoolCount > 0) return cluster;
  return {
    state: 'none',
    message: `The cluster ${cluster.name} has no NodePool, so there is nothing to simulate.`,
  };
}

/** One that was asked for by name may be gone, with others still there. */
function noCluster({ workspace }: FindingsSource, { cluster }: SimulateParams): NotSimulated {
  if (cluster === undefined || workspace.clusters().length === 0) return NO_CLUSTER;
  return { state: 'none', message: `No file of cluster ${cluster} has a NodePool as it stands.` };
}

/** By name, else by file, else the first by name. */
function chooseCluster({ workspace }: FindingsSource, { cluster, uri }: SimulateParams): Cluster | undefined {
  const clusters = workspace.clusters();
  if (cluster !== undefined) return clusters.find(({ name }) => name === cluster);
  return (uri === undefined ? undefined : workspace.clusterOf(uri)) ?? clusters[0];
}

type ClusterResult = Extract<Solved['outcome'], { ok: true }>['value'];

const toPreviewModel = (solved: Solved, { preview, ...found }: ClusterResult): PreviewModel =>
  modelOf(solved, preview, found);

/** With the findings of the simulation before. */
const drawnModel = (drawn: Drawn, before: Solved | undefined): PreviewModel =>
  modelOf(drawn, drawn.preview, before?.outcome.ok ? before.outcome.value : undefined);

/** Always with its fields in this order: the panel is told what differs from one to the next. */
function modelOf(
  { cluster, version, pictureVersion, replicas }: Omit<Solved, 'outcome'>,
  preview: ClusterPreview,
  found: Pick<ClusterResult, 'editFindings' | 'solveFindings'> | undefined,
): PreviewModel {
  const all = found && [...found.editFindings, ...found.solveFindings];
  return {
    ...{ cluster, version, pictureVersion, replicas },
    ...preview,
    ...(all ? { findings: countFindings(all) } : {}),
    problems: all ? gravest(all) : [],
  };
}

const MAX_PROBLEMS = 100;
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function gravest(findings: readonly Finding[]): PreviewProblem[] {
  return [...findings]
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        compareText(a.uri, b.uri) ||
        a.range.start.line - b.range.start.line,
    )
    .slice(0, MAX_PROBLEMS)
    .map(({ severity, rule, message, uri, range }) => ({
      ...{ severity, rule, message },
      location: { uri, ...range.start },
    }));
}

function countFindings(findings: readonly Finding[]): PreviewFindingCounts {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
