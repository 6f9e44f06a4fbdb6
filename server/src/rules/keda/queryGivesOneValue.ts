/** A Prometheus query that gives a value per group. */
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { text } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

/** A whole query that is one aggregation by at least one label, written before or behind its argument. */
const GROUPED =
  /^(?:sum|avg|min|max|count)\s*(?:by\s*\(\s*\w[^()]*\)\s*\(.*\)|\(.*\)\s*by\s*\(\s*\w[^()]*\))$/s;

export const queryGivesOneValue = editRule({
  id: 'keda/query-gives-one-value',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'The query of a Prometheus trigger gives a single value.',
    why:
      'KEDA takes one number from a query. A query grouped by a label gives one per group; with more than one group the ' +
      'trigger fails with "returned multiple elements", and the workload does not scale. Select the one series that is ' +
      'meant, or aggregate without `by`.',
    source: 'https://github.com/kedacore/keda/blob/v2.21.0/pkg/scalers/prometheus_scaler.go',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      const query = text(trigger.metadata['query'])?.trim();
      if (trigger.type !== 'prometheus' || query === undefined || !GROUPED.test(query) || !isOneCall(query))
        continue;
      report({
        path: [...trigger.path, 'metadata', 'query'],
        mark: 'key',
        message:
          'grouped by a label, the query gives one value per group: with more than one the trigger fails',
      });
    }
  },
});

/** Whether no operator stands between two calls: parentheses close to zero at most before a `by` clause and at the end. */
function isOneCall(query: string): boolean {
  let depth = 0;
  let closed = 0;
  for (const character of query) {
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) closed++;
  }
  return closed <= 2;
}
