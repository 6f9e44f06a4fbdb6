/** H39: CloudWatch asked for less than one period. */
import { setEntry } from '../edits';
import { proposal } from '../proposals';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { scalarText } from '../read';
import { editRule } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';

/** @source kedacore/keda pkg/scalers/aws_cloudwatch_scaler.go@v2.21.0 */
const DEFAULT_SECONDS = 300;
const SHORT_PERIODS = [1, 5, 10, 30];

export const cloudwatchWindow = editRule({
  id: 'keda/cloudwatch-window-holds-data',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A CloudWatch trigger asks for whole periods.',
    why:
      'KEDA refuses a `metricStatPeriod` that is not 1, 5, 10, 30 or a multiple of 60, and a `metricCollectionTime` that is ' +
      'not a multiple of it. Both are 300 when left out, so changing one alone often breaks the other. Twice or three ' +
      'times the period finds a value even when CloudWatch is late.',
    source: 'https://github.com/kedacore/keda/blob/v2.21.0/pkg/scalers/aws_cloudwatch_scaler.go',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (trigger.type !== 'aws-cloudwatch') continue;
      const period = seconds(trigger, 'metricStatPeriod');
      const window = seconds(trigger, 'metricCollectionTime');
      if (period === undefined || window === undefined) continue;
      const metadata = [...trigger.path, 'metadata'];
      if (!SHORT_PERIODS.includes(period) && (period < 60 || period % 60 !== 0))
        report({
          path: [...metadata, 'metricStatPeriod'],
          message: `KEDA refuses a period of ${period} s: use 1, 5, 10, 30 or a multiple of 60`,
        });
      else if (window % period !== 0)
        report({
          path: [
            ...metadata,
            'metricCollectionTime' in trigger.metadata ? 'metricCollectionTime' : 'metricStatPeriod',
          ],
          message: `KEDA refuses a metricCollectionTime of ${window} s, which is not a multiple of metricStatPeriod ${period}`,
          fixes: proposal(`Ask for ${period * Math.max(2, Math.ceil(window / period))} s`, () =>
            setEntry(
              manifest,
              metadata,
              'metricCollectionTime',
              `"${period * Math.max(2, Math.ceil(window / period))}"`,
            ),
          ),
        });
    }
  },
});

function seconds({ metadata }: PlacedTrigger, name: string): number | undefined {
  if (metadata[name] === undefined) return DEFAULT_SECONDS;
  const written = scalarText(metadata[name]);
  return written !== undefined && /^\d+$/.test(written) && Number(written) > 0 ? Number(written) : undefined;
}
