/** The words of the status item; knows no editor. */
import type { ClusterSummary, PreviewModel, SimulateResult } from '../../server/src/protocol/requests';
import { counted, usdPerMonth } from './format';

export interface StatusModel {
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly isError: boolean;
}

export type StatusInput =
  | { readonly state: 'starting' | 'stopped' }
  | { readonly state: 'idle'; readonly cluster: ClusterSummary | undefined }
  | {
      readonly state: 'simulated';
      readonly cluster: ClusterSummary;
      readonly result: SimulateResult;
      /** The file in front of the user, whose pools are named. */
      readonly uri?: string;
      readonly nowMs: number;
      /** When the simulation was made. */
      readonly solvedAtMs: number;
    };

type Simulated = Extract<StatusInput, { state: 'simulated' }>;

const QUIET = { isBusy: false, isError: false };

export function statusOf(input: StatusInput): StatusModel {
  switch (input.state) {
    case 'starting':
      return { ...QUIET, text: 'Dryfit', detail: 'starting', isBusy: true };
    case 'stopped':
      return { ...QUIET, text: 'Dryfit', detail: 'the language server is not running', isError: true };
    case 'idle':
      return { ...QUIET, text: name(input.cluster), detail: idleDetail(input.cluster) };
    case 'simulated':
      return { ...QUIET, text: name(input.cluster), ...outcome(input) };
  }
}

function name(cluster: ClusterSummary | undefined): string {
  return cluster ? `Dryfit: ${cluster.name}` : 'Dryfit';
}

function idleDetail(cluster: ClusterSummary | undefined): string {
  if (!cluster) return 'this file belongs to no cluster';
  return `${counted(cluster.fileCount, 'file')}, no NodePool`;
}

function outcome(input: Simulated): { detail: string; isError?: boolean } {
  const { result } = input;
  if (result.state === 'ready') return { detail: previewDetail(result.preview, input) };
  return { detail: result.message, isError: result.state === 'failed' };
}

function previewDetail(preview: PreviewModel, { cluster, uri, nowMs, solvedAtMs }: Simulated): string {
  const { region, prices, totals, cost } = preview;
  const parts = [
    ...ownPools(preview, uri),
    `${counted(totals.nodeCount, 'node')}, ${bill(cost)}`,
    ...(totals.unplacedPodCount > 0 ? [`${counted(totals.unplacedPodCount, 'pod')} unplaced`] : []),
    `${region}, ${pricesText(prices, nowMs)}`,
    `simulated in ${Math.round(totals.solveMs)} ms${since(nowMs - solvedAtMs)}`,
    ...(cluster.isPartial ? ['some files left out'] : []),
  ];
  return parts.join(' · ');
}

/** "prices 4 months old (2026-07-20), spot of 2025-06-28": that of spot where it has a date of its own. */
function pricesText({ isRefreshed, onDemandAsOf, spotAsOf }: PreviewModel['prices'], nowMs: number): string {
  const onDemand = `${isRefreshed ? 'refreshed prices' : 'prices'} ${age(onDemandAsOf, nowMs)} (${onDemandAsOf})`;
  return spotAsOf === onDemandAsOf ? onDemand : `${onDemand}, spot of ${spotAsOf}`;
}

/** "NodePool general: 2 nodes, $48 a month" for the pools of the file in front. */
function ownPools({ nodePools, cost }: PreviewModel, uri: string | undefined): string[] {
  return nodePools.flatMap(({ name: pool, nodeCount, location }) => {
    const own = cost.pools.find(({ nodePool }) => nodePool === pool);
    if (!own || uri === undefined || location?.uri !== uri) return [];
    return [`NodePool ${pool}: ${counted(nodeCount, 'node')}, ${bill({ ...cost, bill: own.bill })}`];
  });
}

function bill({ currencyLabel, bill: { usdPerMonth: usd, isLowerBound } }: PreviewModel['cost']): string {
  return `${isLowerBound ? 'at least ' : ''}${usdPerMonth(usd, currencyLabel)} a month`;
}

const DAY_MS = 86_400_000;

/** "4 months old"; nothing is said of a date that cannot be read. */
function age(isoDate: string, nowMs: number): string {
  const days = Math.floor((nowMs - Date.parse(isoDate)) / DAY_MS);
  if (!Number.isFinite(days) || days < 0) return 'of unknown age';
  if (days === 0) return 'of today';
  return days < 60 ? `${counted(days, 'day')} old` : `${counted(Math.floor(days / 30.4), 'month')} old`;
}

const since = (ms: number): string =>
  ms < 60_000 ? '' : `, ${counted(Math.floor(ms / 60_000), 'minute')} ago`;
