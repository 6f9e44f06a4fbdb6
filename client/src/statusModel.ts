/** The words of the status item; knows no editor. */
import type { ClusterSummary, PreviewModel, SimulateResult } from '../../server/src/protocol/requests';
import { counted, usdPerHour } from './format';

export interface StatusModel {
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly isError: boolean;
}

export type StatusInput =
  | { readonly state: 'starting' | 'stopped' }
  | { readonly state: 'idle'; readonly cluster: ClusterSummary | undefined }
  | { readonly state: 'simulated'; readonly cluster: ClusterSummary; readonly result: SimulateResult };

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
      return { ...QUIET, text: name(input.cluster), ...outcome(input.result, input.cluster) };
  }
}

function name(cluster: ClusterSummary | undefined): string {
  return cluster ? `Dryfit: ${cluster.name}` : 'Dryfit';
}

function idleDetail(cluster: ClusterSummary | undefined): string {
  if (!cluster) return 'this file belongs to no cluster';
  return `${counted(cluster.fileCount, 'file')}, no NodePool`;
}

function outcome(result: SimulateResult, cluster: ClusterSummary): { detail: string; isError?: boolean } {
  if (result.state === 'ready') return { detail: previewDetail(result.preview, cluster) };
  return { detail: result.message, isError: result.state === 'failed' };
}

function previewDetail({ region, prices, totals }: PreviewModel, cluster: ClusterSummary): string {
  const parts = [`${counted(totals.nodeCount, 'node')} at ${usdPerHour(totals.usdPerHour)}/h`];
  if (totals.unplacedPodCount > 0) parts.push(`${counted(totals.unplacedPodCount, 'pod')} unplaced`);
  parts.push(`${region}, prices of ${prices.onDemandAsOf}`);
  if (cluster.isPartial) parts.push('some files left out');
  return parts.join(' · ');
}
