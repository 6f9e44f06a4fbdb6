/** A workload's kind, name and replicas: what its pods cost and their share of the bill. */
import type { WorkloadCost } from '../../../cost/cluster';
import type { Manifest } from '../../../manifest/document';
import { objectId } from '../../../manifest/objectId';
import { formatUsdPerMonth } from '../money';
import { WORKLOAD_KINDS } from '../previewOf';
import type { Facts, ReadyCluster } from './ask';
import { code, counted, monthly, paragraphs, percent, placeLine, plain, priceLine, whenReady } from './words';

const PLACES = new Set(['kind', 'metadata.name', 'spec.replicas']);

export const workloadFacts: Facts = ({ manifest, path, cluster }) => {
  const name = workloadName(manifest);
  if (name === undefined || !PLACES.has(path.join('.'))) return undefined;
  return whenReady(cluster(), `**${manifest.kind ?? ''} ${code(name)}**`, (ready) =>
    workloadText(name, ready),
  );
};

/** "namespace/name"; undefined for what is no workload. */
export function workloadName(manifest: Manifest): string | undefined {
  const id = objectId(manifest.value);
  return id && WORKLOAD_KINDS.has(id.kind) ? `${id.namespace}/${id.name}` : undefined;
}

function workloadText(workload: string, ready: ReadyCluster): string {
  const { preview } = ready;
  const own = costOf(workload, ready);
  const pending = preview.unplaced.filter((one) => one.workload === workload);
  const pendingCount = pending.reduce((sum, { count }) => sum + count, 0);
  const waiting = pendingCount > 0 ? pendingText(pendingCount, pending[0]?.message ?? '') : '';
  const subject = { workload };
  if (!own) return paragraphs(waiting || 'No pod of it runs in the simulation.', placeLine(ready, subject));
  const { bill, currencyLabel: label } = preview.cost;
  const share = bill.usdPerHour > 0 ? `, ${percent(own.usdPerHour / bill.usdPerHour)} of the bill` : '';
  const each = formatUsdPerMonth(own.usdPerMonth / own.podCount, label);
  return paragraphs(
    `${counted(own.podCount, 'pod')} on ${counted(nodeCount(workload, ready), 'node')}: **${monthly(own, label)}**${share}; ${each} a replica.`,
    waiting,
    priceLine(ready, subject),
  );
}

const pendingText = (count: number, reason: string): string =>
  `${counted(count, 'pod')} of it ${count === 1 ? 'finds' : 'find'} no node: ${plain(reason)}`;

export const costOf = (workload: string, { preview }: ReadyCluster): WorkloadCost | undefined =>
  preview.cost.workloads.find((one) => one.workload === workload);

const nodeCount = (workload: string, { preview }: ReadyCluster): number =>
  preview.nodes.reduce((sum, { pods, count }) => (pods[workload] === undefined ? sum : sum + count), 0);
