/** H46: paused, and committed. */
import { removeEntryOrMap } from '../edits';
import { proposal } from '../proposals';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { at, record } from '../read';
import { editRule } from '../rule';

const PAUSED = /^autoscaling\.keda\.sh\/paused(?:-replicas|-scale-in|-scale-out)?$/;

export const notPaused = editRule({
  id: 'keda/not-paused',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'Scaling is not paused in the manifest.',
    why:
      'The `autoscaling.keda.sh/paused` annotations stop scaling until they are removed. They are meant to be set by hand ' +
      'for a while; in a committed manifest every apply pauses again.',
    source: 'https://keda.sh/docs/latest/concepts/scaling-deployments/#pause-autoscaling',
  },
  check({ manifest, report }) {
    for (const [key, value] of Object.entries(record(at(manifest.value, 'metadata', 'annotations')))) {
      if (!PAUSED.test(key) || value === 'false') continue;
      report({
        path: ['metadata', 'annotations', key],
        mark: 'key',
        message: `${key} stops scaling for as long as it is there`,
        fixes: proposal(`Remove ${key}`, () => removeEntryOrMap(manifest, ['metadata', 'annotations', key])),
      });
    }
  },
});
