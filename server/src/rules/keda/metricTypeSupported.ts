/** H13: a share of nothing. */
import { SCALED_OBJECT } from '../kinds';
import { at, text } from '../read';
import { replaceValue } from '../edits';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

/** Scalers whose metrics are those of the pods' resources. */
const RESOURCES = ['cpu', 'memory'];

export const metricTypeSupported = editRule({
  id: 'keda/metric-type-supported',
  kinds: [SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Only cpu and memory triggers are measured as Utilization.',
    why:
      'Utilization is a share of the request of the pods, which external metrics do not have: KEDA fails to build the ' +
      'scaler. `AverageValue` divides the metric by the number of pods, `Value` does not.',
    source: 'https://github.com/kedacore/keda/blob/v2.21.0/pkg/scalers/scaler.go',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (RESOURCES.includes(trigger.type) || text(at(trigger.value, 'metricType')) !== 'Utilization')
        continue;
      const path = [...trigger.path, 'metricType'];
      report({
        path,
        message: `the ${trigger.type} scaler has no Utilization: use AverageValue or Value`,
        fixes: () => [
          {
            title: 'Change to AverageValue',
            safe: false,
            edits: replaceValue(manifest, path, 'AverageValue'),
          },
        ],
      });
    }
  },
});
