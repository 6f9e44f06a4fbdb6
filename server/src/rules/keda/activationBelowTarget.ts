/** H22: work that nobody wakes up for. */
import { activationOf } from '../../manifest/scaledObject';
import { removeEntry } from '../edits';
import { proposal } from '../proposals';
import { SCALED_OBJECT } from '../kinds';
import { scalarText } from '../read';
import { editRule } from '../rule';
import { scalesToZero, triggersOf } from './triggerView';

/** Activation and target of the scalers that people use most. */
const TARGETS = [
  'lagThreshold',
  'queueLength',
  'threshold',
  'messageCount',
  'targetMetricValue',
  'listLength',
  'value',
  'lagCount',
  'targetQueryValue',
  'pendingEntriesCount',
  'blobCount',
];

export const activationBelowTarget = editRule({
  id: 'keda/activation-below-target',
  kinds: [SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The activation value of a trigger is below its target.',
    why:
      'A workload at zero wakes only when the metric is strictly above the activation value. When that is not below the ' +
      'target, work for one pod and more waits, and a workload that the target keeps busy is put to sleep.',
    source: 'https://keda.sh/docs/latest/concepts/scaling-deployments/#activating-and-scaling-thresholds',
  },
  check({ manifest, report }) {
    if (!scalesToZero(manifest)) return;
    for (const { path, metadata } of triggersOf(manifest)) {
      for (const target of TARGETS) {
        const activation = activationOf(target);
        const [wakes, aims] = [number(metadata[activation]), number(metadata[target])];
        if (wakes === undefined || aims === undefined || wakes < aims) continue;
        report({
          path: [...path, 'metadata', activation],
          message: `the workload stays at zero up to ${wakes}, although ${target} ${aims} is work for a pod`,
          fixes: proposal(`Remove ${activation}: one above 0 wakes it then`, () =>
            removeEntry(manifest, [...path, 'metadata', activation]),
          ),
        });
      }
    }
  },
});

function number(value: unknown): number | undefined {
  const written = scalarText(value);
  return written !== undefined && /^\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
}
