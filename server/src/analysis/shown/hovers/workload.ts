/** A workload's kind, name and replicas: what its pods cost, where they run, and their share of the bill. */
import type { ClusterCost, WorkloadCost } from '../../../cost/cluster';
import type { Manifest } from '../../../manifest/document';
import { groupKind, objectId, type ObjectId } from '../../../manifest/objectId';
import { decodeWorkload, type Workload } from '../../../manifest/workload';
import { formatUsdPerMonth, isUnknown } from '../money';
import { WORKLOAD_KINDS } from '../previewOf';
import type { Facts, ReadyCluster } from './ask';
import { basisLine, code, counted, linked, monthly, paragraphs, percent, plain, whenReady } from './words';

const PLACES = new Set(['kind', 'metadata.name', 'spec.replicas']);

/** What is no part of the bill by itself. */
const UNBILLED: ReadonlyMap<string, string> = new Map([
  [
    'apps/DaemonSet',
    'One pod on each node that lets it in. What it requests is set aside there, and is part of the cost of the workloads on the node.',
  ],
  ['batch/CronJob', 'Its pods come and go: they are not in the simulation, and not in its bill.'],
]);

export const workloadFacts: Facts = ({ manifest, path, cluster }) => {
  if (!PLACES.has(path.join('.'))) return undefined;
  const id = objectId(manifest.value);
  const unbilled = id && UNBILLED.get(groupKind(id));
  if (id && unbilled !== undefined)
    return paragraphs(`**${id.kind} ${code(`${id.namespace}/${id.name}`)}**`, unbilled);
  const name = workloadName(manifest);
  if (name === undefined) return undefined;
  return whenReady(cluster(), `**${manifest.kind ?? ''} ${code(name)}**`, (ready) =>
    workloadText(name, ready, isSkipped(manifest, ready) ? skippedText(manifest, id) : undefined),
  );
};

export const isSkipped = ({ uri, kind, name }: Manifest, { preview }: ReadyCluster): boolean =>
  preview.skipped.some((one) => one.uri === uri && one.kind === kind && one.name === name);

/** Why a workload has no part. */
function skippedText({ value }: Manifest, id: ObjectId | undefined): string {
  const workload = id && decodeWorkload(value, id);
  return `It takes no part in the simulation: ${workload ? whySkipped(workload) : REFUSED}.`;
}

const REFUSED = 'it is refused (see its problems)';

function whySkipped({ isSuspended, isOwned, pod }: Workload): string {
  if (isSuspended) return 'it is suspended';
  if (isOwned) return 'its pods are those of the object that owns it';
  if (pod.isGated) return 'scheduling gates hold its pods back';
  return pod.nodeName === undefined ? REFUSED : 'its pods say which node they run on';
}

/** "namespace/name"; undefined for what is no workload. */
export function workloadName(manifest: Manifest): string | undefined {
  const id = objectId(manifest.value);
  return id && WORKLOAD_KINDS.has(id.kind) ? `${id.namespace}/${id.name}` : undefined;
}

/** @param skipped  why it takes no part, if it does not: one of its name in another namespace may be meant */
function workloadText(workload: string, ready: ReadyCluster, skipped: string | undefined): string {
  const { preview } = ready;
  const own = costOf(workload, ready);
  const pending = preview.unplaced.filter((one) => one.workload === workload);
  const pendingCount = pending.reduce((sum, { count }) => sum + count, 0);
  const waiting = pendingCount > 0 ? pendingText(pendingCount, pending[0]?.message ?? '') : '';
  const subject = { workload };
  if (!own) return paragraphs(waiting || (skipped ?? NO_POD), basisLine(ready, subject));
  return paragraphs(
    `${counted(own.podCount, 'pod')} on ${placeText(workload, ready)}: **${monthly(own, preview.cost.currencyLabel)}**${shareText(own, ready)}.`,
    waiting,
    basisLine(ready, subject),
  );
}

function shareText(own: WorkloadCost, { preview: { cost } }: ReadyCluster): string {
  if (isUnknown(own)) return '';
  const bound = own.isLowerBound ? 'at least ' : '';
  const each = formatUsdPerMonth(own.usdPerMonth / own.podCount, cost.currencyLabel);
  return `${billShare(own.usdPerHour, cost)}; ${bound}${each} a replica`;
}

/** ", 12 % of the bill"; empty where the bill is nothing. */
export function billShare(usdPerHour: number, { bill }: Pick<ClusterCost, 'bill'>): string {
  if (bill.usdPerHour <= 0) return '';
  const whole = bill.isLowerBound ? 'what is known of the bill' : 'the bill';
  return `, ${percent(usdPerHour / bill.usdPerHour)} of ${whole}`;
}

const NO_POD = 'No pod of it runs in the simulation.';

/** Pools that are named. */
const NAMED = 3;

/** "3 nodes of `general`" */
function placeText(workload: string, { preview: { nodes, nodePools } }: ReadyCluster): string {
  const own = nodes.filter(({ pods }) => pods[workload] !== undefined);
  const nodeCount = own.reduce((sum, { count }) => sum + count, 0);
  const pools = nodePools.filter(({ name }) => own.some(({ nodePool }) => nodePool === name));
  const names = pools.slice(0, NAMED).map(({ name, location }) => linked(name, location));
  const more = pools.length > NAMED ? ` and ${pools.length - NAMED} more pools` : '';
  return `${counted(nodeCount, 'node')} of ${names.join(', ')}${more}`;
}

const pendingText = (count: number, reason: string): string =>
  `${counted(count, 'pod')} of it ${count === 1 ? 'finds' : 'find'} no node: ${plain(shortened(reason))}`;

/** Each pool has its clause in a reason; the panel has all of them. */
const LONGEST_REASON = 400;

function shortened(reason: string): string {
  if (reason.length <= LONGEST_REASON) return reason;
  const end = reason.lastIndexOf('; ', LONGEST_REASON);
  return `${reason.slice(0, end > 0 ? end : LONGEST_REASON)}; …`;
}

export const costOf = (workload: string, { preview }: ReadyCluster): WorkloadCost | undefined =>
  preview.cost.workloads.find((one) => one.workload === workload);
