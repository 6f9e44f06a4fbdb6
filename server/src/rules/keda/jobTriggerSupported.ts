/** H11: jobs by the usage of jobs. */
import { SCALED_JOB } from '../kinds';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

export const jobTriggerSupported = editRule({
  id: 'keda/job-trigger-supported',
  kinds: [SCALED_JOB],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'A ScaledJob has no cpu or memory trigger.',
    why:
      'The cpu and memory scalers give their numbers to an HPA, and a ScaledJob has none: such a trigger never starts a ' +
      'job. Use a trigger that counts what there is to do.',
    source: 'https://keda.sh/docs/latest/scalers/cpu/',
  },
  check({ manifest, report }) {
    for (const { path, type } of triggersOf(manifest)) {
      if (type !== 'cpu' && type !== 'memory') continue;
      report({ path: [...path, 'type'], message: `the ${type} scaler works for ScaledObjects only` });
    }
  },
});
