/** Triggers of ScaledObjects and ScaledJobs, as KEDA's webhook checks them.
 *  @source kedacore/keda apis/keda/v1alpha1/scaletriggers_types.go ValidateTriggers @v2.21.0 */
import { isTrue, record, records, text, type Fields } from '../registry/read';
import type { SchemaProblem } from '../problem';
import { quoteText } from '../wording';
import { refusal } from './refusal';

/** Scalers whose metrics are not KEDA's to keep. */
const UNCACHED = new Set(['cpu', 'memory', 'cron']);

export function triggerRefusals(object: Fields): readonly SchemaProblem[] {
  const triggers = records(record(object, 'spec'), 'triggers');
  if (triggers.length === 0)
    return [
      refusal(['spec'], {
        rule: 'keda-no-triggers',
        message: 'there is no trigger: KEDA needs at least one',
      }),
    ];
  const names = new Set<string>();
  return triggers.flatMap((trigger, index) => {
    const found: SchemaProblem[] = [];
    const at = ['spec', 'triggers', index];
    const [type, name] = [text(trigger, 'type'), text(trigger, 'name')];
    if (isTrue(trigger, 'useCachedMetrics') && UNCACHED.has(type)) {
      found.push(
        refusal([...at, 'useCachedMetrics'], {
          rule: 'keda-cached-metrics',
          message: `the ${type} scaler has no cached metrics`,
        }),
      );
    }
    if (name !== '' && names.has(name)) {
      found.push(
        refusal([...at, 'name'], {
          rule: 'keda-trigger-names',
          message: `another trigger is called ${quoteText(name)} already`,
        }),
      );
    }
    names.add(name);
    return found;
  });
}
