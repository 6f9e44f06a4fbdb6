/** An HPA or ScaledObject: what its target costs at the minimum, now and at the maximum. */
import type { WorkloadCost } from '../../../cost/cluster';
import type { Manifest } from '../../../manifest/document';
import { decodeHpaBounds } from '../../../manifest/hpa';
import { objectId } from '../../../manifest/objectId';
import { decodeScaledObjectBounds } from '../../../manifest/scaledObject';
import type { ScalerBounds } from '../../../manifest/scalerBounds';
import type { Facts, ReadyCluster } from './ask';
import { costOf } from './workload';
import { code, counted, monthly, paragraphs, priceLine, whenReady } from './words';

const PLACES = new Set([
  ...['kind', 'metadata.name', 'spec.minReplicas', 'spec.maxReplicas'],
  ...['spec.minReplicaCount', 'spec.maxReplicaCount'],
]);

export const scalerFacts: Facts = ({ manifest, path, cluster }) => {
  const scaler = PLACES.has(path.join('.')) ? scalerOf(manifest) : undefined;
  if (!scaler) return undefined;
  const target = `${scaler.target.namespace}/${scaler.target.name}`;
  const title = `**${manifest.kind ?? ''} of ${code(target)}**`;
  return whenReady(cluster(), title, (ready) => scalerText(scaler, target, ready));
};

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
  const range = bounds
    ? [
        line('minimum', at(bounds.min.workloads), minReplicas),
        line('now', costOf(target, ready), undefined),
        line('maximum', at(bounds.max.workloads), maxReplicas),
      ]
    : [line('now', costOf(target, ready), undefined), '- minimum and maximum: being simulated…'];
  return paragraphs(range.join('\n'), priceLine(ready, { workload: target }));
}

/** @param wantedCount  replicas asked for; fewer may find a node */
function costText(cost: WorkloadCost | undefined, wantedCount: number | undefined, label: string): string {
  if (!cost) return wantedCount === 0 ? 'no pods, nothing' : 'no pod runs';
  const wanted = wantedCount ?? cost.podCount;
  const missing = wanted > cost.podCount ? ` (of ${wanted}; the others find no node)` : '';
  return `${counted(cost.podCount, 'pod')}${missing}, **${monthly(cost, label)}**`;
}
