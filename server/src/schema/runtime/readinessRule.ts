/** NodeReadinessRules: what the controller's webhook refuses when they are made.
 *  @source kubernetes-sigs/node-readiness-controller internal/webhook/nodereadinessgaterule_webhook.go validateSpec@e5ff8d1 */
import type { SchemaProblem } from '../problem';
import { compileSelector } from '../registry/labels';
import { isSet, record, records, text, type Fields } from '../registry/read';
import { refusal } from './refusal';

export function readinessRuleRefusals(object: Fields): readonly SchemaProblem[] {
  const spec = record(object, 'spec');
  return [
    ...selectorRefusals(spec),
    ...(text(spec, 'enforcementMode') === 'bootstrap-only' ? onceRefusals(spec) : []),
  ];
}

function selectorRefusals(spec: Fields): SchemaProblem[] {
  const at = ['spec', 'nodeSelector'];
  const selector = compileSelector(spec, 'nodeSelector');
  if (!selector)
    return [
      refusal(at, {
        rule: 'readiness-selector',
        message:
          'nodeSelector cannot be read: In and NotIn need values, Exists and DoesNotExist take none, and all are label keys and values',
      }),
    ];
  if (!selector.isEmpty) return [];
  return [
    refusal(at, {
      rule: 'readiness-selector',
      message: 'nodeSelector is empty: it must say which nodes the rule is for',
    }),
  ];
}

/** What makes no sense for nodes that are looked at once, while they start. */
function onceRefusals(spec: Fields): SchemaProblem[] {
  const defaults = records(spec, 'conditions').flatMap((condition, index) =>
    isSet(condition, 'defaultStatus') && text(condition, 'defaultStatus') !== ''
      ? [
          refusal(['spec', 'conditions', index, 'defaultStatus'], {
            rule: 'readiness-mode',
            message:
              'defaultStatus is for the mode continuous: bootstrap-only waits until the condition is there',
          }),
        ]
      : [],
  );
  if (text(spec, 'conditionPolicy') !== 'anyOf') return defaults;
  return [
    ...defaults,
    refusal(['spec', 'conditionPolicy'], {
      rule: 'readiness-mode',
      message: 'anyOf is for the mode continuous: bootstrap-only waits for all conditions',
    }),
  ];
}
