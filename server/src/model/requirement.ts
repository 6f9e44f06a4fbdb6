/** Node selector requirements: the set of values that a label may have, and the algebra of single requirements.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/requirement.go@v1.14.1 */
import { NORMALIZED_LABELS } from './wellKnownLabels';

export type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt' | 'Gte' | 'Lte';

/** A requirement as a manifest writes it. `minValues` only in NodePools. */
export interface RequirementSpec {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
  readonly minValues?: number;
}

/** A set of label values: those listed or, for a complement, all but those listed, within inclusive bounds.
 *  Bounds only occur on complements. An empty set that is no complement means that the label must be absent. */
export interface Requirement {
  readonly key: string;
  readonly complement: boolean;
  readonly values: ReadonlySet<string>;
  readonly gte: number | undefined;
  readonly lte: number | undefined;
  readonly minValues: number | undefined;
}

/** What a requirement amounts to. Bounds alone read as Exists; with excluded values they read as NotIn. */
export type EffectiveOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

const MAX_INT64 = 2 ** 63;
const NO_VALUES: ReadonlySet<string> = new Set();

/** The requirement that `spec` writes, its key in the spelling that Karpenter reads. */
export function newRequirement(spec: RequirementSpec): Requirement {
  const key = normalizedLabel(spec.key);
  const minValues = spec.minValues;
  const [first = ''] = spec.values;
  switch (spec.operator) {
    case 'In':
      return concrete(key, new Set(spec.values), minValues);
    case 'DoesNotExist':
      return concrete(key, NO_VALUES, minValues);
    case 'NotIn':
      return { ...anything(key), values: new Set(spec.values), minValues };
    case 'Exists':
      return { ...anything(key), minValues };
    case 'Gt':
      return leadingInteger(first) >= MAX_INT64
        ? concrete(key, NO_VALUES, undefined)
        : { ...anything(key), gte: leadingInteger(first) + 1, minValues };
    case 'Lt':
      return { ...anything(key), lte: leadingInteger(first) - 1, minValues };
    case 'Gte':
      return { ...anything(key), gte: leadingInteger(first), minValues };
    case 'Lte':
      return { ...anything(key), lte: leadingInteger(first), minValues };
  }
}

/** The requirement `key In values`. */
export const inRequirement = (key: string, values: Iterable<string>): Requirement =>
  concrete(normalizedLabel(key), new Set(values), undefined);

/** The spelling of a label key that Karpenter reads. */
export const normalizedLabel = (key: string): string =>
  (Object.hasOwn(NORMALIZED_LABELS, key) ? NORMALIZED_LABELS[key] : undefined) ?? key;

const concrete = (key: string, values: ReadonlySet<string>, minValues: number | undefined): Requirement => ({
  key,
  complement: false,
  values,
  gte: undefined,
  lte: undefined,
  minValues,
});

const anything = (key: string): Requirement => ({
  key,
  complement: true,
  values: NO_VALUES,
  gte: undefined,
  lte: undefined,
  minValues: undefined,
});

/** Go's strconv.Atoi with its error passed over, as upstream does: 0 for what is no integer, the limit past 64 bits. */
function leadingInteger(text: string): number {
  const value = parseInteger(text);
  if (value !== undefined) return value;
  if (!/^[+-]?\d+$/.test(text)) return 0;
  return text.startsWith('-') ? -MAX_INT64 : MAX_INT64;
}

/** A 64-bit integer in decimal notation, or undefined. */
function parseInteger(text: string): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) < MAX_INT64 ? value : undefined;
}

export function operatorOf(requirement: Requirement): EffectiveOperator {
  const isEmpty = requirement.values.size === 0;
  if (requirement.complement) return isEmpty ? 'Exists' : 'NotIn';
  return isEmpty ? 'DoesNotExist' : 'In';
}

/** Whether the label may have `value`. */
export function allowsValue(requirement: Requirement, value: string): boolean {
  return requirement.values.has(value) !== requirement.complement && isWithin(value, requirement);
}

interface Bounds {
  readonly gte: number | undefined;
  readonly lte: number | undefined;
}

/** With bounds, a value that is no integer is outside. */
function isWithin(value: string, { gte, lte }: Bounds): boolean {
  if (gte === undefined && lte === undefined) return true;
  const number = parseInteger(value);
  if (number === undefined) return false;
  return (gte === undefined || number >= gte) && (lte === undefined || number <= lte);
}

/** The values that both allow. */
export function intersectRequirements(a: Requirement, b: Requirement): Requirement {
  const bounds = tighterBounds(a, b);
  const minValues = larger(a.minValues, b.minValues);
  if (areCrossed(bounds)) return concrete(a.key, NO_VALUES, minValues);
  const complement = a.complement && b.complement;
  const values = new Set([...jointValues(a, b)].filter((value) => isWithin(value, bounds)));
  return complement
    ? { key: a.key, complement, values, ...bounds, minValues }
    : concrete(a.key, values, minValues);
}

/** The listed values of the intersection before bounds: allowed ones, or excluded ones of two complements. */
function jointValues(a: Requirement, b: Requirement): Iterable<string> {
  if (a.complement && b.complement) return [...a.values, ...b.values];
  const [listed, other] = a.complement ? [b, a] : [a, b];
  return [...listed.values].filter((value) => other.values.has(value) !== other.complement);
}

/** Whether some value satisfies both; two complements always have one unless their bounds exclude each other. */
export function haveIntersection(a: Requirement, b: Requirement): boolean {
  const bounds = tighterBounds(a, b);
  if (areCrossed(bounds)) return false;
  if (a.complement && b.complement) return true;
  for (const value of jointValues(a, b)) if (isWithin(value, bounds)) return true;
  return false;
}

/** Whether two requirements on one key go together: they share a value, or both are content without the label.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/requirements.go Intersects@v1.14.1 */
export const goTogether = (existing: Requirement, incoming: Requirement): boolean =>
  haveIntersection(existing, incoming) || (isSatisfiedByAbsence(incoming) && isSatisfiedByAbsence(existing));

/** NotIn and DoesNotExist hold for a node without the label. */
export function isSatisfiedByAbsence(requirement: Requirement): boolean {
  const operator = operatorOf(requirement);
  return operator === 'NotIn' || operator === 'DoesNotExist';
}

const tighterBounds = (a: Bounds, b: Bounds): Bounds => ({
  gte: larger(a.gte, b.gte),
  lte: smaller(a.lte, b.lte),
});

const areCrossed = ({ gte, lte }: Bounds): boolean => gte !== undefined && lte !== undefined && gte > lte;

function larger(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

function smaller(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
