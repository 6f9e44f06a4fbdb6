/** G7, first half: a scaler that cannot scale. */
import { HPA, HPA_V1, SCALED_OBJECT } from '../kinds';
import { at, integer } from '../read';
import { editRule } from '../rule';

export const rangeOpen = editRule({
  id: 'hpa/range-open',
  kinds: [HPA, HPA_V1, SCALED_OBJECT],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'The maximum of a scaler is above its minimum.',
    why: 'With equal bounds the count never changes: the metrics are read for nothing. Raise the maximum or remove the scaler.',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  },
  check({ manifest, report }) {
    const keda = manifest.kind === 'ScaledObject';
    const [minField, maxField] = keda
      ? ['minReplicaCount', 'maxReplicaCount']
      : ['minReplicas', 'maxReplicas'];
    const min = integer(at(manifest.value, 'spec', minField));
    const max = integer(at(manifest.value, 'spec', maxField));
    if (max === undefined || (min ?? (keda ? 0 : 1)) !== max) return;
    if (keda && integer(at(manifest.value, 'spec', 'idleReplicaCount')) !== undefined) return;
    report({
      path: ['spec', maxField],
      message: `${maxField} equals ${min === undefined ? `the default ${minField}` : minField} (${max}): the count never changes`,
    });
  },
});
