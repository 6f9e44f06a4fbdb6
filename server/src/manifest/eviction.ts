/** What a pod says about being evicted: annotations and priority. */
import { integerAt, isTrueAt, textAt, valueAt } from './fields';
import { DO_NOT_DISRUPT } from './disruption';
import { groupKind, type ObjectId } from './objectId';

export interface EvictionWishes {
  /** The annotation's text: `true`, or a duration from the pod's start on. */
  readonly doNotDisrupt: string | undefined;
  readonly deletionCost: string | undefined;
  readonly priority: number | undefined;
  readonly priorityClassName: string | undefined;
}

/** @param pod  a pod or a pod template */
export function decodeEviction(pod: unknown): EvictionWishes {
  const annotation = (name: string): string | undefined => textAt(pod, 'metadata', 'annotations', name);
  return {
    doNotDisrupt: annotation(DO_NOT_DISRUPT),
    deletionCost: annotation('controller.kubernetes.io/pod-deletion-cost'),
    priority: integerAt(pod, 'spec', 'priority'),
    priorityClassName: textAt(pod, 'spec', 'priorityClassName') || undefined,
  };
}

export interface PriorityClass {
  readonly name: string;
  readonly value: number;
  readonly isGlobalDefault: boolean;
}

/** The class that a manifest is, or undefined for another kind. */
export function decodePriorityClass(value: unknown, id: ObjectId): PriorityClass | undefined {
  if (groupKind(id) !== 'scheduling.k8s.io/PriorityClass') return undefined;
  return {
    name: id.name,
    value: integerAt(value, 'value') ?? 0,
    isGlobalDefault: isTrueAt(value, 'globalDefault'),
  };
}

/** The pod or pod template of a workload's manifest. */
export const podOf = (value: unknown, id: ObjectId): unknown =>
  id.kind === 'Pod' ? value : valueAt(value, 'spec', 'template');
