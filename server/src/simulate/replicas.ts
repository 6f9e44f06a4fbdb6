/** How many pods a workload has, given what scalers keep it between. */
import type { ObjectId } from '../manifest/objectId';
import type { ScalerBounds } from '../manifest/scalerBounds';
import type { Workload } from '../manifest/workload';
import { perObject } from '../util/perObject';

/** 'spec': as written; 'min', 'max': at the bound of the workload's scaler, where it has one. */
export type ReplicaChoice = 'spec' | 'min' | 'max';

/** Pods of the workload; a scaler's minimum stands in where nothing is written, and 1 without a scaler. */
export function podCountOf(
  workload: Workload,
  scalers: readonly ScalerBounds[],
  choice: ReplicaChoice,
): number {
  const { id } = workload;
  const bounds = scalersNamed(scalers, id).findLast(({ target }) => isTarget(target, id));
  if (bounds && choice === 'max') return atLeastZero(bounds.maxReplicas);
  if (bounds && choice === 'min') return atLeastZero(bounds.minReplicas);
  return atLeastZero(workload.replicas ?? bounds?.minReplicas ?? 1);
}

/** The scalers of targets of that name, in their order: thousands of workloads ask the same list. */
function scalersNamed(
  scalers: readonly ScalerBounds[],
  { namespace, name }: ObjectId,
): readonly ScalerBounds[] {
  return groupByName(scalers).get(`${namespace}/${name}`) ?? [];
}

const groupByName = perObject((scalers: readonly ScalerBounds[]) => {
  const groups = new Map<string, ScalerBounds[]>();
  for (const scaler of scalers) {
    const key = `${scaler.target.namespace}/${scaler.target.name}`;
    const group = groups.get(key);
    if (group) group.push(scaler);
    else groups.set(key, [scaler]);
  }
  return groups;
});

const atLeastZero = (count: number): number => Math.max(0, count);

/** A reference without a group names the kind alone. */
function isTarget(target: ObjectId, id: ObjectId): boolean {
  const sameGroup = target.group === '' || target.group === id.group;
  return sameGroup && target.kind === id.kind && target.namespace === id.namespace && target.name === id.name;
}
