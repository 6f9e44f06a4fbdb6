/** KEDA's ScaledObjects, as far as the size of their target goes. */
import { integerAt, textAt, valueAt } from './fields';
import { groupKind, groupOf, type ObjectId } from './objectId';
import type { ScalerBounds } from './scalerBounds';

/** The target and bounds of a ScaledObject, or undefined for another kind. The target is a Deployment by default.
 *  @source kedacore/keda apis/keda/v1alpha1/scaledobject_types.go@v2.21.0 */
export function decodeScaledObjectBounds(value: unknown, id: ObjectId): ScalerBounds | undefined {
  if (groupKind(id) !== 'keda.sh/ScaledObject') return undefined;
  const ref = valueAt(value, 'spec', 'scaleTargetRef');
  const name = textAt(ref, 'name');
  if (name === undefined) return undefined;
  return {
    target: {
      group: groupOf(textAt(ref, 'apiVersion') || 'apps/v1'),
      kind: textAt(ref, 'kind') || 'Deployment',
      namespace: id.namespace,
      name,
    },
    minReplicas: integerAt(value, 'spec', 'minReplicaCount') ?? 0,
    maxReplicas: integerAt(value, 'spec', 'maxReplicaCount') ?? 100,
  };
}

/** The parameter by which most triggers say above what value of `target` a workload at zero wakes. */
export const activationOf = (target: string): string =>
  `activation${target.charAt(0).toUpperCase()}${target.slice(1)}`;
