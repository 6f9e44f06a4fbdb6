/** A NodeReadinessRule whose selector selects nothing that can be told. */
import { READINESS_RULE } from '../kinds';
import { at, list, record, text } from '../read';
import { editRule } from '../rule';

const SELECTOR = ['spec', 'nodeSelector'];

/** Whether an operator takes values. */
const TAKES_VALUES: Readonly<Record<string, boolean>> = {
  In: true,
  NotIn: true,
  Exists: false,
  DoesNotExist: false,
};

export const selectsNodes = editRule({
  id: 'readiness/selects-nodes',
  kinds: [READINESS_RULE],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'The selector of a readiness rule says which nodes it is for.',
    why:
      'The schema takes an empty `nodeSelector`, and expressions whose values do not suit the operator. The webhook of the node ' +
      'readiness controller, where it is installed, refuses both: In and NotIn need values, Exists and DoesNotExist take none.',
    source: 'https://github.com/kubernetes-sigs/node-readiness-controller',
  },
  check({ manifest, report }) {
    const selector = at(manifest.value, ...SELECTOR);
    const expressions = list(at(selector, 'matchExpressions'));
    const labels = Object.keys(record(at(selector, 'matchLabels')));
    if (labels.length === 0 && expressions.length === 0)
      return report({
        path: SELECTOR,
        message: 'nodeSelector is empty: the webhook wants to know which nodes the rule is for',
      });
    for (const [index, expression] of expressions.entries()) {
      const operator = text(at(expression, 'operator')) ?? '';
      const takesValues = TAKES_VALUES[operator];
      if (takesValues === undefined || takesValues === list(at(expression, 'values')).length > 0) continue;
      report({
        path: [...SELECTOR, 'matchExpressions', index, 'operator'],
        message: `${operator} ${takesValues ? 'needs' : 'takes no'} values: the webhook refuses the rule`,
      });
    }
  },
});
