/** PodDisruptionBudgets of policy/v1. */
import type { LabelSelector } from '../model/pod';
import { valueAt } from './fields';
import { groupKind, type ObjectId } from './objectId';
import { decodeLabelSelector } from './requirementSpec';

export interface PodDisruptionBudget {
  readonly namespace: string;
  readonly selector: LabelSelector | undefined;
  /** A count or a percentage, as text. */
  readonly minAvailable: string | undefined;
  readonly maxUnavailable: string | undefined;
}

/** The budget that a manifest is, or undefined for another kind. */
export function decodePodDisruptionBudget(value: unknown, id: ObjectId): PodDisruptionBudget | undefined {
  if (groupKind(id) !== 'policy/PodDisruptionBudget') return undefined;
  return {
    namespace: id.namespace,
    selector: decodeLabelSelector(valueAt(value, 'spec'), 'selector'),
    minAvailable: scalar(valueAt(value, 'spec', 'minAvailable')),
    maxUnavailable: scalar(valueAt(value, 'spec', 'maxUnavailable')),
  };
}

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
