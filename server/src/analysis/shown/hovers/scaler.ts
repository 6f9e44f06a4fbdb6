/** An HPA or ScaledObject: what its target costs at the minimum, now and at the maximum. */
import type { WorkloadCost } from '../../../cost/cluster';
import type { Manifest } from '../../../manifest/document';
import { decodeHpaBounds } from '../../../manifest/hpa';
import { objectId } from '../../../manifest/objectId';
import { decodeScaledObjectBounds } from '../../../manifest/scaledObject';
import type { ScalerBounds } from '../../../manifest/scalerBounds';
import type { Place } from '../preview';
import type { ClusterState, Facts, ReadyCluster } from './ask';
import { costOf, isSkipped } from './workload';
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
      : scalerText(scaler, target, ready),
  );
};

const placeOf = (target: string, state: ClusterState): Place | undefined =>
  state.state === 'ready' ? state.preview.workloads.find(({ name }) => name === target)?.location : undefined;

function scalerOf({ value }: Manifest): ScalerBounds | undefined {
  const id = objectId(value);
  return id && (decodeHpaBounds(value, id) ?? decodeScaledObjectBounds(value, id));
}

function scalerText({ minReplicas, maxReplicas }: ScalerBounds, target: string, ready: ReadyCluster): string {
  const { details, preview } = ready;
  const label = preview.cost.currencyLabel;
  const bounds = details?.bounds;
  const at = (workloads: readonly WorkloadCost[] | undefined): WorkloadCost | undefined =>
    workloads?.find(({ workload }) => workload === target);
  const line = (name: string, cost: WorkloadCost | undefined, wantedCount: number | undefined): string =>
    `- ${name}: ${costText(cost, wantedCount, label)}`;
  if (bounds && ![bounds.min, preview.cost, bounds.max].some(({ workloads }) => at(workloads)))
    return paragraphs(noPodText(target, ready), basisLine(ready, { workload: target }));
  const range = bounds
    ? [
        line('minimum', at(bounds.min.workloads), minReplicas),
        line('now', costOf(target, ready), undefined),
        line('maximum', at(bounds.max.workloads), maxReplicas),
      ]
    : [line('now', costOf(target, ready), undefined), '- minimum and maximum: being simulated…'];
  return paragraphs(range.join('\n'), basisLine(ready, { workload: target }));
}

const noPodText = (target: string, { preview }: ReadyCluster): string =>
  preview.workloads.some(({ name }) => name === target)
    ? 'No pod of its target finds a node.'
    : 'No pod of its target is in the simulation: the target is not among the files of the cluster, or takes no part.';

/** @param wantedCount  replicas asked for; fewer may find a node */
function costText(cost: WorkloadCost | undefined, wantedCount: number | undefined, label: string): string {
  if (!cost) return wantedCount === 0 ? 'no pods, nothing' : 'no pod runs';
  const wanted = wantedCount ?? cost.podCount;
  const missing = wanted > cost.podCount ? ` (of ${wanted}; the others find no node)` : '';
  return `${counted(cost.podCount, 'pod')}${missing}, **${monthly(cost, label)}**`;
}
