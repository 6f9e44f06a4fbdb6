/** Requirements as Karpenter checks them when it reconciles a pool or an overlay.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/nodeclaim_validation.go ValidateRequirement @v1.14.1 */
import type { Path } from '../../manifest/document';
import { WELL_KNOWN_VALUES } from '../../model/wellKnownLabels';
import { labelValueProblems, qualifiedNameProblems } from '../registry/names';
import { optionalInteger, text, texts, type Fields } from '../registry/read';
import { normalizedLabel, restrictionOf } from './karpenterLabels';
import { counted } from '../../util/thousands';
import { choices, quoteText } from '../wording';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Gte', 'Lte'];
const COMPARISONS = new Set(['Gt', 'Lt', 'Gte', 'Lte']);

/** What is wrong with a requirement, and which part of it is. */
export interface RequirementProblem {
  readonly at: Path;
  readonly message: string;
}

/** Every problem of a requirement, in the order in which Karpenter finds them. */
export function requirementProblems(requirement: Fields): RequirementProblem[] {
  const key = normalizedLabel(text(requirement, 'key'));
  const operator = text(requirement, 'operator');
  const values = texts(requirement, 'values');
  const minValues = optionalInteger(requirement, 'minValues');
  const restriction = restrictionOf(key);
  return [
    ...(OPERATORS.includes(operator)
      ? []
      : [on('operator', `the operator ${quoteText(operator)} is none of ${OPERATORS.join(', ')}`)]),
    ...(restriction === undefined ? [] : [on('key', `${key} cannot be required: ${restriction}`)]),
    ...knownValueProblems(key, operator, values, minValues),
    ...qualifiedNameProblems(key).map((why) => on('key', `${quoteText(key)} is no label key: ${why}`)),
    ...values.flatMap((value, index) =>
      labelValueProblems(value).map((why) => ({
        at: ['values', index],
        message: `${quoteText(value)} is no label value: ${why}`,
      })),
    ),
    ...countProblems(operator, values, minValues),
  ];
}

const on = (field: string, message: string): RequirementProblem => ({ at: [field], message });

/** At least one value must be known, and as many as minValues asks for; the others are passed over. */
function knownValueProblems(
  key: string,
  operator: string,
  values: readonly string[],
  minValues: number | undefined,
): RequirementProblem[] {
  const known = Object.hasOwn(WELL_KNOWN_VALUES, key) ? WELL_KNOWN_VALUES[key] : undefined;
  if (!known || operator !== 'In') return [];
  const count = values.filter((value) => known.includes(value)).length;
  if (count === 0)
    return [on('values', `none of ${choices(values)} is a value of ${key}, which has ${known.join(', ')}`)];
  if (minValues !== undefined && count < minValues)
    return [on('minValues', `minValues is ${minValues}, but only ${count} of the values of ${key} exist`)];
  return [];
}

function countProblems(
  operator: string,
  values: readonly string[],
  minValues: number | undefined,
): RequirementProblem[] {
  if (operator === 'In' && values.length === 0)
    return [on('values', 'the operator In needs at least one value')];
  if (operator === 'In' && minValues !== undefined && values.length < minValues)
    return [
      on(
        'minValues',
        `minValues is ${minValues}, but the requirement lists ${counted(values.length, 'value')}`,
      ),
    ];
  if (!COMPARISONS.has(operator)) return [];
  const [value] = values;
  const isCount =
    values.length === 1 && value !== undefined && /^\+?\d+$|^-0+$/.test(value) && Number(value) < 2 ** 63;
  return isCount
    ? []
    : [on('values', `the operator ${operator} needs exactly one whole number of 0 or more`)];
}
