/** Two NodeReadinessRules that put the same taint on the same nodes. */
import type { Manifest } from '../../manifest/document';
import { READINESS_RULE } from '../kinds';
import { at, isSet, list, record, text, texts } from '../read';
import { editRule } from '../rule';

const TAINT = ['spec', 'taint'];

export const oneRulePerTaint = editRule({
  id: 'readiness/one-rule-per-taint',
  kinds: [READINESS_RULE],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'No two readiness rules put the same taint on the same nodes.',
    why:
      "Rules with the same key and effect whose selectors some node could meet would take the taint off each other's nodes: " +
      'the webhook of the node readiness controller refuses the second one. Give each a key of its own, or selectors that ' +
      'exclude each other.',
    source: 'https://github.com/kubernetes-sigs/node-readiness-controller',
  },
  check({ manifest, graph, report }) {
    const taint = taintOf(manifest);
    if (taint === undefined) return;
    const other = graph
      .ofKind(READINESS_RULE)
      .find((one) => one.name !== manifest.name && taintOf(one) === taint && overlap(manifest, one));
    if (!other) return;
    report({
      path: [...TAINT, 'key'],
      message: `NodeReadinessRule "${other.name ?? ''}" has the same taint and selects some of the same nodes: the second one is refused`,
    });
  },
});

function taintOf(rule: Manifest): string | undefined {
  const key = text(at(rule.value, ...TAINT, 'key'));
  const effect = text(at(rule.value, ...TAINT, 'effect'));
  return key === undefined || effect === undefined ? undefined : `${key}:${effect}`;
}

interface Condition {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** What a selector asks for; undefined where some of it is not known. */
function conditionsOf(rule: Manifest): readonly Condition[] | undefined {
  const selector = at(rule.value, 'spec', 'nodeSelector');
  const labels = Object.entries(record(at(selector, 'matchLabels'))).map(([key, value]) => ({
    ...{ key, operator: 'In' },
    values: texts([value]),
  }));
  const expressions = list(at(selector, 'matchExpressions')).map((one) => ({
    key: text(at(one, 'key')) ?? '',
    operator: text(at(one, 'operator')) ?? '',
    values: texts(at(one, 'values')),
  }));
  const all = [...labels, ...expressions];
  const isKnown = all.every(
    ({ operator, values }) => values.length > 0 === (operator === 'In' || operator === 'NotIn'),
  );
  return isSet(selector) && all.length > 0 && isKnown ? all : undefined;
}

/** Whether the labels of some node could meet both selectors.
 *  @source kubernetes-sigs/node-readiness-controller internal/webhook/selector_overlap.go selectorsOverlap@e5ff8d1 */
function overlap(a: Manifest, b: Manifest): boolean {
  const [ofA, ofB] = [conditionsOf(a), conditionsOf(b)];
  if (!ofA || !ofB) return false;
  const all = [...ofA, ...ofB];
  return [...new Set(all.map(({ key }) => key))].every((key) =>
    isPossible(all.filter((one) => one.key === key)),
  );
}

function isPossible(conditions: readonly Condition[]): boolean {
  const of = (operator: string): readonly Condition[] =>
    conditions.filter((one) => one.operator === operator);
  const [one, ...others] = of('In');
  if (of('DoesNotExist').length > 0) return one === undefined && of('Exists').length === 0;
  if (!one) return true;
  return one.values.some(
    (value) =>
      others.every(({ values }) => values.includes(value)) &&
      of('NotIn').every(({ values }) => !values.includes(value)),
  );
}
