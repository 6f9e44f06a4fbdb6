/** G14: a scaler that only grows. */
import { removeEntryOrMap } from '../edits';
import { proposal } from '../proposals';
import { HPA, SCALED_OBJECT } from '../kinds';
import { at, text } from '../read';
import { editRule } from '../rule';
import { behaviorPath } from './policyPeriod';

export const scaleDownEnabled = editRule({
  id: 'hpa/scale-down-enabled',
  kinds: [HPA, SCALED_OBJECT],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'A scaler may scale down.',
    why:
      'With `scaleDown.selectPolicy: Disabled` the count only ever grows: after one peak its pods and their nodes stay, and ' +
      'so does the bill. It is meant for a while, such as a migration.',
    source:
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#example-disable-scale-down',
  },
  check({ manifest, report }) {
    const path = [...behaviorPath(manifest.kind), 'scaleDown', 'selectPolicy'];
    if (text(at(manifest.value, ...path)) !== 'Disabled') return;
    report({
      path,
      message: 'never scales down: pods and nodes of the highest peak stay for good',
      fixes: proposal('Let it scale down', () => removeEntryOrMap(manifest, path)),
    });
  },
});
