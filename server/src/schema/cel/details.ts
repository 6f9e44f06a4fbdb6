/** What a broken rule says of the values at hand, where that is more than what it means in general. */
import type { Path } from '../../manifest/document';
import { fieldsOf, isFields, type Fields } from '../../manifest/fields';
import { nearestLabel } from '../../model/nearestLabel';
import { WELL_KNOWN_LABELS } from '../../model/wellKnownLabels';
import { choices, showValue } from '../wording';
import { deepEqual } from './correlation';
import type { Offence } from './narrow';

export interface Detail {
  /** In place of the meaning of the rule. */
  readonly message: string;
  /** Where the mistake is, if that is known better than by the text of the rule. */
  readonly offence?: Offence;
}

/** What was judged, and the part of it that breaks the rule. */
export interface Judged {
  readonly meaning: string;
  readonly value: unknown;
  /** The stored value of an update. */
  readonly old: unknown;
  readonly steps: Path;
}

type Describe = (judged: Judged) => Detail | undefined;

/** @returns undefined where the meaning says it all */
export function detailOf(rule: string, judged: Judged): Detail | undefined {
  const [, describe] = DETAILS.find(([fragment]) => rule.includes(fragment)) ?? [];
  if (describe) return describe(judged);
  return judged.meaning.includes('cannot be changed') ? changed(judged) : undefined;
}

/** By a fragment of the rule, as its meaning is found. */
const DETAILS: readonly (readonly [fragment: string, describe: Describe])[] = [
  ["x.operator == 'Gt'", comparison],
  ['x.values.size() >= x.minValues', tooFewValues],
  ['endsWith("karpenter.sh")', meantLabel],
  ['endsWith("karpenter.k8s.aws")', meantLabel],
  [
    "x.alias.find('^[^@]+') ==",
    ({ meaning, value }) => says(`amiFamily ${fieldText(value, 'amiFamily')}: ${meaning}`),
  ],
  ['imageGCHighThresholdPercent', thresholds],
  ['has(self.evictionSoft) ?', (judged) => unpaired(judged, 'evictionSoft', 'evictionSoftGracePeriod')],
  [
    'has(self.evictionSoftGracePeriod) ?',
    (judged) => unpaired(judged, 'evictionSoftGracePeriod', 'evictionSoft'),
  ],
  ["!self[x].startsWith('-')", negative],
  ['has(x.id) &&', emptyList],
  ['has(x.name) &&', emptyList],
  ['self.minReplicaCount <=', replicaCounts],
];

const says = (message: string): Detail => ({ message });

const partOf = ({ value, steps }: Judged): unknown => {
  const [step] = steps;
  if (typeof step === 'number') return Array.isArray(value) ? (value[step] as unknown) : undefined;
  return step === undefined ? value : fieldsOf(value)[step];
};

const fieldText = (value: unknown, name: string): string => showValue(fieldsOf(value)[name]);

function comparison(judged: Judged): Detail | undefined {
  const { operator, values } = fieldsOf(partOf(judged));
  if (typeof operator !== 'string') return undefined;
  const given = Array.isArray(values) && values.length > 0 ? `, not ${choices(values)}` : '';
  return says(`the operator ${operator} needs exactly one whole number of 0 or more${given}`);
}

function tooFewValues(judged: Judged): Detail | undefined {
  const { minValues, values } = fieldsOf(partOf(judged));
  if (typeof minValues !== 'number') return undefined;
  const count = Array.isArray(values) ? values.length : 0;
  return says(`minValues ${minValues} asks for more values than the ${count} that the requirement lists`);
}

function meantLabel({ meaning, value, steps }: Judged): Detail | undefined {
  const label = typeof value === 'string' ? value : steps[0];
  const near = typeof label === 'string' ? nearestLabel(label, WELL_KNOWN_LABELS) : undefined;
  return near === undefined ? undefined : says(`${meaning}; did you mean ${near}?`);
}

function thresholds({ value }: Judged): Detail {
  const [high, low] = ['High', 'Low'].map((end) => fieldText(value, `imageGC${end}ThresholdPercent`));
  return says(
    `imageGCHighThresholdPercent ${high} must be above imageGCLowThresholdPercent, which is ${low}`,
  );
}

/** Each signal of one map stands in the other too. */
function unpaired({ value }: Judged, has: string, lacks: string): Detail | undefined {
  const others = fieldsOf(fieldsOf(value)[lacks]);
  const signal = Object.keys(fieldsOf(fieldsOf(value)[has])).find((name) => !Object.hasOwn(others, name));
  if (signal === undefined) return undefined;
  return {
    message: `${has} has ${signal}, which needs an entry in ${lacks} too`,
    offence: { steps: [has, signal], isKey: true },
  };
}

function negative(judged: Judged): Detail | undefined {
  const [resource] = judged.steps;
  if (resource === undefined) return undefined;
  return says(`${resource} ${showValue(partOf(judged))}: ${judged.meaning}`);
}

/** A rule that asks whether all terms are bad holds of no term at all. */
function emptyList({ value }: Judged): Detail | undefined {
  return Array.isArray(value) && value.length === 0 ? says('at least one term is needed') : undefined;
}

function replicaCounts({ value }: Judged): Detail {
  const { maxReplicaCount } = fieldsOf(value);
  const most =
    maxReplicaCount === undefined
      ? 'which is left out and means 100'
      : `which is ${showValue(maxReplicaCount)}`;
  return says(`minReplicaCount ${fieldText(value, 'minReplicaCount')} is above maxReplicaCount, ${most}`);
}

/** What was there before. */
function changed({ meaning, value, old, steps }: Judged): Detail | undefined {
  const [step] = steps;
  const before = step === undefined ? old : fieldsOf(old)[step];
  if (typeof before === 'string' || typeof before === 'number' || typeof before === 'boolean')
    return says(`${meaning}; it was ${showValue(before)}`);
  if (step !== undefined || !isFields(value) || !isFields(old)) return undefined;
  const names = differingFields(value, old);
  const [first] = names;
  if (first === undefined) return undefined;
  return {
    message: `${meaning}, and differs in ${names.join(', ')}`,
    offence: { steps: [first], isKey: false },
  };
}

const differingFields = (value: Fields, old: Fields): string[] =>
  [...new Set([...Object.keys(value), ...Object.keys(old)])].filter(
    (name) => !deepEqual(value[name], old[name]),
  );
