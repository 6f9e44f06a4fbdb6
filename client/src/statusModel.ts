/** The words of the status item; knows no editor. */
import type { PreviewPrices } from '../../server/src/protocol/previewModel';
import type {
  ClusterSummary,
  SimulationSummary,
  SummaryBill,
  SummaryResult,
} from '../../server/src/protocol/requests';
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
      readonly result: SummaryResult;
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
  const { summary } = result;
  return { detail: clusterDetail(summary, input), isError: false, rows: rowsOf(summary, input) };
}

function clusterDetail(summary: SimulationSummary, { cluster }: Simulated): string {
  const { nodeCount, unplacedPodCount, currencyLabel, bill } = summary;
  return [
    `${counted(nodeCount, 'node')}, ${billText(bill, currencyLabel)}`,
    ...(unplacedPodCount > 0 ? [`${counted(unplacedPodCount, 'pod')} unplaced`] : []),
    ...(cluster.isPartial ? ['some files left out'] : []),
  ].join(' · ');
}

function rowsOf(summary: SimulationSummary, { nowMs, solvedAtMs }: Simulated): StatusRow[] {
  const { region, prices, solveMs } = summary;
  const took = `${Math.round(solveMs)} ms`;
  return [
    ...poolRow(summary),
    { id: 'prices', name: 'Dryfit: Prices', text: region, detail: pricesText(prices, nowMs) },
    {
      ...{ id: 'simulation', name: 'Dryfit: Last Simulation', text: 'Simulated' },
      detail: `${ago(nowMs - solvedAtMs)}, in ${took}`,
    },
  ];
}

/** "NodePool general: 2 nodes, $48 a month" for the first pool of the file in front. */
function poolRow({ pools: [first, ...others], currencyLabel }: SimulationSummary): StatusRow[] {
  if (!first) return [];
  const more = others.length > 0 ? ` · ${counted(others.length, 'more pool')} here` : '';
  return [
    {
      ...{ id: 'pool', name: 'Dryfit: NodePool of the File', text: `NodePool ${first.name}` },
      detail: `${counted(first.nodeCount, 'node')}, ${billText(first.bill, currencyLabel)}${more}`,
    },
  ];
}

/** "prices 4 months old (2026-07-20), spot 17 months old": that of spot where it has a date of its own. */
function pricesText({ isRefreshed, onDemandAsOf, spotAsOf }: PreviewPrices, nowMs: number): string {
  const onDemand = `${isRefreshed ? 'refreshed prices' : 'prices'} ${age(onDemandAsOf, nowMs)} (${onDemandAsOf})`;
  return spotAsOf === onDemandAsOf ? onDemand : `${onDemand}, spot ${age(spotAsOf, nowMs)}`;
}

function billText({ usdPerMonth: usd, isLowerBound }: SummaryBill, currencyLabel: string): string {
  if (isLowerBound && usd === 0) return 'cost not known';
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
