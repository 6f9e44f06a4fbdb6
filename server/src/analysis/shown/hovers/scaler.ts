/** An HPA or ScaledObject: what its target costs at the minimum, now and at the maximum. */
import type { WorkloadCost } from '../../../cost/cluster';
import type { Manifest } from '../../../manifest/document';
import { decodeHpaBounds } from '../../../manifest/hpa';
import { objectId } from '../../../manifest/objectId';
import { decodeScaledObjectBounds } from '../../../manifest/scaledObject';
import type { ScalerBounds } from '../../../manifest/scalerBounds';
import { grouped } from '../../../util/thousands';
import type { BoundCost } from '../details';
import type { Place } from '../preview';
import type { ClusterState, Facts, ReadyCluster } from './ask';
import { isSkipped } from './workload';
import { basisLine, counted, linked, monthly, paragraphs, whenReady } from './words';

const PLACES = new Set([
  ...['kind', 'metadata.name', 'spec.minReplicas', 'spec.maxReplicas'],
  ...['spec.minReplicaCount', 'spec.maxReplicaCount'],
]);

export const scalerFacts: Facts = ({ manifest, path, cluster }) => {
  const scaler = PLACES.has(path.join('.')) ? scalerOf(manifest) : undefined;
  if (!scaler) return undefined;
  const target = `${scaler.target.namespace}/${scaler.target.name}`;
  const state = cluster();
  const title = `**${manifest.kind ?? ''} of ${linked(target, placeOf(target, state))}**`;
  return whenReady(state, title, (ready) =>
    isSkipped(manifest, ready)
      ? 'It takes no part in the simulation: see its problems.'
      : scalerText(target, ready),
  );
};

const placeOf = (target: string, state: ClusterState): Place | undefined =>
  state.state === 'ready' ? state.preview.workloads.find(({ name }) => name === target)?.location : undefined;

function scalerOf({ value }: Manifest): ScalerBounds | undefined {
  const id = objectId(value);
  return id && (decodeHpaBounds(value, id) ?? decodeScaledObjectBounds(value, id));
}

function scalerText(target: string, ready: ReadyCluster): string {
  const { details, preview } = ready;
  const bounds = details?.bounds;
  const now = { workloads: preview.cost.workloads, askedPods: { [target]: podCountNow(target, ready) } };
  const line = (name: string, at: AtBound): string =>
    `- ${name}: ${costText(at, target, preview.cost.currencyLabel)}`;
  if (bounds && ![bounds.min, now, bounds.max].some((at) => costAt(at, target)))
    return paragraphs(noPodText(target, ready), basisLine(ready, { workload: target }));
  const range = bounds
    ? [line('minimum', bounds.min), line('now', now), line('maximum', bounds.max)]
    : [line('now', now), '- minimum and maximum: being simulated…'];
  return paragraphs(
    range.join('\n'),
    bounds && bounds.scalerCount > 1 ? EVERY_SCALER : '',
    basisLine(ready, { workload: target }),
  );
}

const EVERY_SCALER = 'At minimum and maximum every scaler of the cluster is at its own.';

type AtBound = Pick<BoundCost, 'workloads' | 'askedPods'>;

const costAt = ({ workloads }: AtBound, target: string): WorkloadCost | undefined =>
  workloads.find(({ workload }) => workload === target);

const podCountNow = (target: string, { preview }: ReadyCluster): number =>
  preview.workloads.find(({ name }) => name === target)?.podCount ?? 0;

const noPodText = (target: string, { preview }: ReadyCluster): string =>
  preview.workloads.some(({ name }) => name === target)
    ? 'No pod of its target finds a node.'
    : 'No pod of its target is in the simulation: the target is not among the files of the cluster, or takes no part.';

function costText(at: AtBound, target: string, label: string): string {
  const cost = costAt(at, target);
  const askedCount = at.askedPods[target] ?? 0;
  if (!cost) return askedCount === 0 ? 'no pods, nothing' : `${counted(askedCount, 'pod')}, no node for any`;
  const missing = askedCount > cost.podCount ? ` (of ${grouped(askedCount)}; the others find no node)` : '';
  return `${counted(cost.podCount, 'pod')}${missing}, **${monthly(cost, label)}**`;
}
