/** What is free on a node. */
import type { Resources } from '../model/resources';
import { perObject } from '../util/perObject';
import type { ClusterNode, RunningPod } from './state';

/** Below zero where its pods do not fit. A node is the same object for as long as nothing changes on it. */
export const roomOn = perObject(({ type, daemons, pods }: ClusterNode): Resources =>
  lessen(type.allocatable, [...daemons, ...pods]),
);

/** What is left of `allocatable` beside the pods; below zero where they do not fit. */
export function lessen(allocatable: Resources, pods: readonly RunningPod[]): Resources {
  const used: Record<string, number> = {};
  for (const { template } of pods)
    for (const name in template.requests) used[name] = (used[name] ?? 0) + (template.requests[name] ?? 0);
  const left: Record<string, number> = { ...allocatable };
  for (const name in used) left[name] = (left[name] ?? 0) - (used[name] ?? 0);
  left.pods = (left.pods ?? 0) - pods.length;
  return left;
}
