/** H8: a setting that KEDA no longer reads. */
import { removeEntry } from '../edits';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { isSet } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

/** Triggers with a parameter of that name of their own.
 *  @source kedacore/keda schema/generated/scalers-schema.json@v2.21.0 */
const OWN_METRIC_NAME = new Set([
  'aws-cloudwatch',
  'azure-app-insights',
  'azure-monitor',
  'beanstalkd',
  'elasticsearch',
  'external',
  'external-push',
  'gcp-cloudtasks',
  'gcp-stackdriver',
  'huawei-cloudeye',
  'metrics-api',
  'mysql',
  'opensearch',
  'solarwinds',
]);

export const metricNameDropped = editRule({
  id: 'keda/metric-name-dropped',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'Triggers are named by `name`, not by `metricName` in their metadata.',
    why:
      'KEDA 2.12 stopped reading `metricName` from trigger metadata; the name of the metric is generated. To tell triggers ' +
      'apart, in scaling modifiers for example, set `triggers[].name`.',
    source: 'https://github.com/kedacore/keda/issues/4899',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (OWN_METRIC_NAME.has(trigger.type) || !isSet(trigger.metadata['metricName'])) continue;
      const path = [...trigger.path, 'metadata', 'metricName'];
      report({
        path,
        mark: 'key',
        message: `metricName is ignored since KEDA 2.12 for ${trigger.type}: name the trigger with triggers[].name`,
        fixes: () => [{ title: 'Remove metricName', safe: true, edits: removeEntry(manifest, path) }],
      });
    }
  },
});
