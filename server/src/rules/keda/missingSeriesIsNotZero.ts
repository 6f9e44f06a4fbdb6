/** H35: a metrics outage that reads as "no load". */
import { insertEntry } from '../edits';
import { proposal } from '../proposals';
import { SCALED_OBJECT } from '../kinds';
import { isSet } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

export const missingSeriesIsNotZero = editRule({
  id: 'keda/missing-series-is-not-zero',
  kinds: [SCALED_OBJECT],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'A Prometheus trigger says what an empty answer means.',
    why:
      '`ignoreNullValues` is true when left out: a query without a result, because the exporter is down or a label changed, ' +
      'counts as 0 and scales in, at worst at peak. With `"false"` it is an error, and the count stays, or goes to ' +
      '`fallback`.',
    source: 'https://keda.sh/docs/latest/scalers/prometheus/',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (trigger.type !== 'prometheus' || isSet(trigger.metadata['ignoreNullValues'])) continue;
      report({
        path: [...trigger.path, 'type'],
        message:
          'a query without a result counts as 0 and scales in: set ignoreNullValues to "false" if that is not meant',
        fixes: proposal('Set ignoreNullValues to "false"', () =>
          insertEntry(manifest, [...trigger.path, 'metadata'], 'ignoreNullValues: "false"'),
        ),
      });
    }
  },
});
