/** The words of the status item; knows no editor. */
import type { ClusterSummary, PreviewModel, SimulateResult } from '../../server/src/protocol/requests';
import { counted, usdPerMonth } from './format';

/** What is on show: each row has one line, which is cut off after some sixty letters. */
export interface StatusModel {
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly isError: boolean;
  /** Below it, in their order. */
  readonly rows: readonly StatusRow[];
}

export interface StatusRow {
  readonly id: 'pool' | 'prices' | 'simulation';
  /** In the list of what can be pinned. */
  readonly name: string;
  readonly text: string;
  readonly detail: string;
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

const QUIET = { isBusy: false, isError: false, rows: [] };

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

function outcome(input: Simulated): Pick<StatusModel, 'detail' | 'isError' | 'rows'> {
  const { result } = input;
  if (result.state !== 'ready')
    return { detail: result.message, isError: result.state === 'failed', rows: [] };
  const { preview } = result;
  return { detail: clusterDetail(preview, input), isError: false, rows: rowsOf(preview, input) };
}

function clusterDetail({ totals, cost }: PreviewModel, { cluster }: Simulated): string {
  return [
    `${counted(totals.nodeCount, 'node')}, ${bill(cost)}`,
    ...(totals.unplacedPodCount > 0 ? [`${counted(totals.unplacedPodCount, 'pod')} unplaced`] : []),
    ...(cluster.isPartial ? ['some files left out'] : []),
  ].join(' · ');
}

function rowsOf(preview: PreviewModel, { uri, nowMs, solvedAtMs }: Simulated): StatusRow[] {
  const { region, prices, totals } = preview;
  const took = `${Math.round(totals.solveMs)} ms`;
  return [
    ...poolRow(preview, uri),
    { id: 'prices', name: 'Dryfit: Prices', text: region, detail: pricesText(prices, nowMs) },
    {
      ...{ id: 'simulation', name: 'Dryfit: Last Simulation', text: 'Simulated' },
      detail: `${ago(nowMs - solvedAtMs)}, in ${took}`,
    },
  ];
}

/** "NodePool general: 2 nodes, $48 a month" for the first pool of the file in front. */
function poolRow({ nodePools, cost }: PreviewModel, uri: string | undefined): StatusRow[] {
  const here = nodePools.filter(({ location }) => uri !== undefined && location?.uri === uri);
  const [first, ...others] = here;
  const own = first && cost.pools.find(({ nodePool }) => nodePool === first.name);
  if (!first || !own) return [];
  const more = others.length > 0 ? ` · ${counted(others.length, 'more pool')} here` : '';
  return [
    {
      ...{ id: 'pool', name: 'Dryfit: NodePool of the File', text: `NodePool ${first.name}` },
      detail: `${counted(first.nodeCount, 'node')}, ${bill({ ...cost, bill: own.bill })}${more}`,
    },
  ];
}

/** "prices 4 months old (2026-07-20), spot 17 months old": that of spot where it has a date of its own. */
function pricesText({ isRefreshed, onDemandAsOf, spotAsOf }: PreviewModel['prices'], nowMs: number): string {
  const onDemand = `${isRefreshed ? 'refreshed prices' : 'prices'} ${age(onDemandAsOf, nowMs)} (${onDemandAsOf})`;
  return spotAsOf === onDemandAsOf ? onDemand : `${onDemand}, spot ${age(spotAsOf, nowMs)}`;
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

const ago = (ms: number): string =>
  ms < 60_000 ? 'just now' : `${counted(Math.floor(ms / 60_000), 'minute')} ago`;
