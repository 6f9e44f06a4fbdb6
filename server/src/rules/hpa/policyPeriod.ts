/** A scaling policy whose period is shorter than the controller looks. */
import { replaceSource } from '../edits';
import { proposal } from '../proposals';
import type { Path } from '../../manifest/document';
import { HPA, SCALED_OBJECT } from '../kinds';
import { at, integer, list } from '../read';
import { editRule } from '../rule';

/** `--horizontal-pod-autoscaler-sync-period`, the default of kube-controller-manager; EKS does not let it be changed. */
const SYNC_SECONDS = 15;

export const policyPeriod = editRule({
  id: 'hpa/policy-period-not-below-sync',
  kinds: [HPA, SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The period of a scaling policy is at least the 15 s between two looks of the controller.',
    why:
      'The HPA controller decides every 15 seconds. A policy of "100% per 10 s" is applied once per look, so it acts as ' +
      '"100% per 15 s": it scales slower than its text says. Write the period that is meant.',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies',
  },
  check({ manifest, report }) {
    for (const direction of ['scaleUp', 'scaleDown']) {
      const path = [...behaviorPath(manifest.kind), direction, 'policies'];
      list(at(manifest.value, ...path)).forEach((policy, index) => {
        const seconds = integer(at(policy, 'periodSeconds'));
        if (seconds === undefined || seconds <= 0 || seconds >= SYNC_SECONDS) return;
        report({
          path: [...path, index, 'periodSeconds'],
          message: `${seconds} s is shorter than the controller's ${SYNC_SECONDS} s sync period: it acts like ${SYNC_SECONDS} s`,
          fixes: proposal(`Write ${SYNC_SECONDS} (seconds)`, () =>
            replaceSource(manifest, [...path, index, 'periodSeconds'], String(SYNC_SECONDS)),
          ),
        });
      });
    }
  },
});

/** Where the scaling behavior of an HPA, or of a ScaledObject's HPA, stands. */
export const behaviorPath = (kind: string | undefined): Path =>
  kind === 'ScaledObject'
    ? ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior']
    : ['spec', 'behavior'];
