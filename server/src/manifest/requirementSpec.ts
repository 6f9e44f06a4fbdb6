/** Node selector requirements and label selectors as manifests write them. */
import type { LabelSelector, NodeSelectorTerm } from '../model/pod';
import { WELL_KNOWN_LABELS } from '../model/wellKnownLabels';
import { normalizedLabel, type Operator, type RequirementSpec } from '../model/requirement';
import {
  integerAt,
  isFields,
  listAt,
  mappingAt,
  oneOf,
  optionalMappingAt,
  textAt,
  textMapAt,
  textsAt,
  valueAt,
} from './fields';
import { isUnfilled } from './placeholders';

const OPERATORS = [
  'In',
  'NotIn',
  'Exists',
  'DoesNotExist',
  'Gt',
  'Lt',
  'Gte',
  'Lte',
] as const satisfies Operator[];
const SELECTOR_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** Whether values that something else fills in say nothing yet: of a label that types and zones have, they could be any.
 *  A label of the user's own is kept, since a pool and its pods may name the same placeholder. */
export const isFilledInLater = (key: string, values: unknown): boolean =>
  WELL_KNOWN_LABELS.has(normalizedLabel(key)) &&
  (Array.isArray(values) ? values.some(isUnfilled) : isUnfilled(values));

/** The requirement that `value` is; undefined without a key or a known operator, and where its values are not known. */
function decodeRequirement(value: unknown): RequirementSpec | undefined {
  const key = textAt(value, 'key');
  const operator = oneOf(valueAt(value, 'operator'), OPERATORS, undefined);
  if (key === undefined || operator === undefined) return undefined;
  if (isFilledInLater(key, valueAt(value, 'values'))) return undefined;
  const minValues = integerAt(value, 'minValues');
  const values = textsAt(value, 'values');
  return minValues === undefined ? { key, operator, values } : { key, operator, values, minValues };
}

export const decodeRequirements = (values: readonly unknown[]): readonly RequirementSpec[] =>
  values.map(decodeRequirement).filter((requirement) => requirement !== undefined);

export const decodeNodeSelectorTerm = (value: unknown): NodeSelectorTerm => ({
  matchExpressions: decodeRequirements(listAt(value, 'matchExpressions')),
});

/** The selector at `labelSelector`-like fields; undefined when the field is absent. With a part that cannot be read it selects
 *  nothing: without that part it would select more than was meant. */
export function decodeLabelSelector(owner: unknown, field: string): LabelSelector | undefined {
  const selector = optionalMappingAt(owner, field);
  if (selector === undefined) return undefined;
  const matchLabels = textMapAt(selector, 'matchLabels');
  const unread = Object.keys(mappingAt(selector, 'matchLabels')).filter(
    (key) => !Object.hasOwn(matchLabels, key),
  );
  return {
    matchLabels,
    matchExpressions: [
      ...unread.map(() => UNREADABLE),
      ...listAt(selector, 'matchExpressions').map((value) => decodeSelectorExpression(value) ?? UNREADABLE),
    ],
  };
}

type SelectorExpression = LabelSelector['matchExpressions'][number];

/** `In` without values, which upstream cannot read either. */
const UNREADABLE: SelectorExpression = { key: '', operator: 'In', values: [] };

function decodeSelectorExpression(value: unknown): SelectorExpression | undefined {
  if (!isFields(value)) return undefined;
  const key = textAt(value, 'key');
  const operator = oneOf(valueAt(value, 'operator'), SELECTOR_OPERATORS, undefined);
  if (key === undefined || operator === undefined) return undefined;
  return { key, operator, values: textsAt(value, 'values') };
}

/** The selector with the pod's own values of some label keys joined in; keys that the pod has not are passed over.
 *  @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go applyLabelKeysToLabelSelector@v1.35 */
export function joinLabelKeys(
  selector: LabelSelector | undefined,
  labels: Readonly<Record<string, string>>,
  keys: readonly string[],
  operator: 'In' | 'NotIn',
): LabelSelector | undefined {
  if (selector === undefined) return undefined;
  const joined = keys.flatMap((key) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
  return { ...selector, matchExpressions: [...selector.matchExpressions, ...joined] };
}
