/** Which label sets a metav1.LabelSelector selects.
 *  @source kubernetes/apimachinery pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector@v0.35.3
 *  @source kubernetes/apimachinery pkg/labels/selector.go@v0.35.3 */
import type { LabelSelector } from './pod';

export type Labels = Readonly<Record<string, string>>;
export type LabelMatcher = (labels: Labels) => boolean;

type Expression = LabelSelector['matchExpressions'][number];

const NOTHING: LabelMatcher = () => false;

/** An absent selector and one that upstream cannot read select nothing; an empty one selects everything. */
export function labelMatcher(selector: LabelSelector | undefined): LabelMatcher {
  if (selector === undefined || !isReadable(selector)) return NOTHING;
  const pairs = Object.entries(selector.matchLabels);
  const expressions = selector.matchExpressions;
  return (labels) =>
    pairs.every(([key, value]) => labelOf(labels, key) === value) &&
    expressions.every((expression) => holds(expression, labels));
}

const labelOf = (labels: Labels, key: string): string | undefined =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;

function holds(expression: Expression, labels: Labels): boolean {
  const value = labelOf(labels, expression.key);
  switch (expression.operator) {
    case 'In':
      return value !== undefined && expression.values.includes(value);
    case 'NotIn':
      return value === undefined || !expression.values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

const isReadable = (selector: LabelSelector): boolean =>
  Object.entries(selector.matchLabels).every(([key, value]) => isLabelKey(key) && isLabelValue(value)) &&
  selector.matchExpressions.every(isReadableExpression);

function isReadableExpression({ key, operator, values }: Expression): boolean {
  const takesValues = operator === 'In' || operator === 'NotIn';
  return isLabelKey(key) && values.length > 0 === takesValues && values.every(isLabelValue);
}

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Whether `key` is a name, or a DNS subdomain, a slash and a name.
 *  @source kubernetes/apimachinery pkg/api/validate/content/kube.go IsLabelKey@v0.35.3 */
export function isLabelKey(key: string): boolean {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2 || name.length > 63 || !NAME.test(name)) return false;
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined;
  return prefix === undefined || (prefix.length <= 253 && SUBDOMAIN.test(prefix));
}

/** @source kubernetes/apimachinery pkg/api/validate/content/kube.go IsLabelValue@v0.35.3 */
export const isLabelValue = (value: string): boolean =>
  value === '' || (value.length <= 63 && NAME.test(value));
