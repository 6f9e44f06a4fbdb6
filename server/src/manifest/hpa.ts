/** Horizontal pod autoscalers, as far as the size of their target goes. */
import { integerAt, textAt, valueAt } from './fields';
import { groupKind, groupOf, type ObjectId } from './objectId';
import type { ScalerBounds } from './scalerBounds';

/** The target and bounds of an autoscaling HorizontalPodAutoscaler, or undefined for another kind. */
export function decodeHpaBounds(value: unknown, id: ObjectId): ScalerBounds | undefined {
  if (groupKind(id) !== 'autoscaling/HorizontalPodAutoscaler') return undefined;
  const ref = valueAt(value, 'spec', 'scaleTargetRef');
  const name = textAt(ref, 'name');
  const maxReplicas = integerAt(value, 'spec', 'maxReplicas');
  if (name === undefined || maxReplicas === undefined) return undefined;
  return {
    target: {
      group: groupOf(textAt(ref, 'apiVersion') ?? ''),
      kind: textAt(ref, 'kind') ?? '',
      namespace: id.namespace,
      name,
    },
    minReplicas: integerAt(value, 'spec', 'minReplicas') ?? 1,
    maxReplicas,
  };
}
