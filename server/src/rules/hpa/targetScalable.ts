/** G5: a target without a scale subresource. */
import { withArticle } from '../../schema/wording';
import { scaleTarget } from '../graph';
import { HPA, HPA_V1, SCALED_OBJECT } from '../kinds';
import { editRule } from '../rule';

/** Kinds without a size that a scaler could set. */
export const NOT_SCALABLE: readonly string[] = ['DaemonSet', 'Job', 'CronJob', 'Pod'];

export const targetScalable = editRule({
  id: 'hpa/target-scalable',
  kinds: [HPA, HPA_V1, SCALED_OBJECT],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'The target of a scaler has a scale subresource.',
    why:
      'A scaler writes the count through the scale subresource, which DaemonSets, Jobs, CronJobs and Pods do not have. The ' +
      'scaler reports FailedGetScale and does nothing. For jobs per event KEDA has ScaledJob.',
    source:
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
  },
  check({ manifest, report }) {
    const target = scaleTarget(manifest);
    if (!target || !NOT_SCALABLE.includes(target.kind)) return;
    report({
      path: ['spec', 'scaleTargetRef', 'kind'],
      message: `${withArticle(target.kind)} cannot be scaled: it has no scale subresource`,
    });
  },
});
