/** The instance types that a pool's requirements leave, by their labels alone: which pods fit is the solver's part.
 *  Labels that types do not carry (those of the user) restrict no type, nor do values that are not known (placeholders).
 *  @source kubernetes-sigs/karpenter pkg/scheduling/requirement.go, requirements.go Compatible@v1.14.1 */
import type { InstanceType, Offering } from '../model/instanceType';
import { CAPACITY_TYPE, ZONE, ZONE_ID } from '../model/labels';
import { hasKnownValues, normalizedKey } from './nodePoolView';
import { at, text, texts } from './read';
import { ownValue } from '../util/own';
import { perObject } from '../util/perObject';

/** One condition on a label value. `undefined` is the absence of the label. */
type Test = (value: string | undefined) => boolean;

const OFFERING_KEYS = new Set([ZONE, CAPACITY_TYPE, ZONE_ID]);

/** Answers for one list of types that are kept; a cluster has few different lists of requirements. */
const MAX_KEPT = 500;

const kept = new WeakMap<readonly InstanceType[], Map<string, readonly InstanceType[]>>();

/** The types that can be bought within the requirements, each with the offerings left; in the order given. Kept for the
 *  list of types, since several rules ask the same of each pool. */
export function typesLeft(
  types: readonly InstanceType[],
  requirements: readonly unknown[],
): readonly InstanceType[] {
  const answers = kept.get(types) ?? new Map<string, readonly InstanceType[]>();
  kept.set(types, answers);
  const question = JSON.stringify(
    requirements.map((one) => [at(one, 'key'), at(one, 'operator'), at(one, 'values')]),
  );
  const known = answers.get(question);
  if (known) return known;
  if (answers.size >= MAX_KEPT) answers.clear();
  const left = findTypes(types, requirements);
  answers.set(question, left);
  return left;
}

function findTypes(types: readonly InstanceType[], requirements: readonly unknown[]): InstanceType[] {
  const tests = testsByKey(requirements);
  const ofType = [...tests].filter(([key]) => !OFFERING_KEYS.has(key));
  const isZoneOffered = askedOnce(tests.get(ZONE));
  const isCapacityOffered = askedOnce(tests.get(CAPACITY_TYPE));
  const isOffered = ({ zone, capacityType }: Offering): boolean =>
    isZoneOffered(zone) && isCapacityOffered(capacityType);
  return types
    .filter((type) => ofType.every(([key, all]) => passes(all, ownValue(type.labels, key))))
    .map((type) => withOfferings(type, isOffered))
    .filter((type) => type.offerings.length > 0);
}

/** The type itself where it keeps all: a cluster has many lists of types, and most requirements leave offerings alone. */
function withOfferings(type: InstanceType, isOffered: (offering: Offering) => boolean): InstanceType {
  if (type.offerings.every(isOffered)) return type;
  return { ...type, offerings: type.offerings.filter(isOffered) };
}

/** There are thousands of offerings in a handful of zones. */
function askedOnce(tests: readonly Test[] | undefined): (value: string) => boolean {
  const answers = new Map<string, boolean>();
  return (value) => {
    const answer = answers.get(value) ?? passes(tests, [value]);
    answers.set(value, answer);
    return answer;
  };
}

function testsByKey(requirements: readonly unknown[]): Map<string, Test[]> {
  const tests = new Map<string, Test[]>();
  for (const requirement of requirements) {
    const key = text(at(requirement, 'key'));
    const test = testOf(text(at(requirement, 'operator')), texts(at(requirement, 'values')));
    if (key === undefined || !test || !hasKnownValues(requirement)) continue;
    const known = tests.get(normalizedKey(key));
    if (known) known.push(test);
    else tests.set(normalizedKey(key), [test]);
  }
  return tests;
}

/** @param values  of the label on the type; none: the label is absent there; undefined: types do not carry it */
function passes(tests: readonly Test[] | undefined, values: readonly string[] | undefined): boolean {
  if (!tests || !values) return true;
  if (values.length === 0) return tests.every((test) => test(undefined));
  return values.some((value) => tests.every((test) => test(value)));
}

function testOf(operator: string | undefined, values: readonly string[]): Test | undefined {
  const bound = Number(values[0]);
  switch (operator) {
    case 'In':
      return (value) => value !== undefined && values.includes(value);
    case 'NotIn':
      return (value) => value === undefined || !values.includes(value);
    case 'Exists':
      return (value) => value !== undefined;
    case 'DoesNotExist':
      return (value) => value === undefined;
    case 'Gt':
      return (value) => Number(value) > bound;
    case 'Lt':
      return (value) => Number(value) < bound;
    case 'Gte':
      return (value) => Number(value) >= bound;
    case 'Lte':
      return (value) => Number(value) <= bound;
    default:
      return undefined;
  }
}

/** The zones in which types are offered. */
export const zonesOf = perObject(
  (types: readonly InstanceType[]): ReadonlySet<string> =>
    new Set(types.flatMap(({ offerings }) => offerings.map(({ zone }) => zone))),
);

const valuesByKey = perObject<readonly InstanceType[], Map<string, ReadonlySet<string>>>(() => new Map());

/** What types have for a label; worked out once for a list of types and a key. */
export function valuesOf(types: readonly InstanceType[], key: string): ReadonlySet<string> {
  const byKey = valuesByKey(types);
  const values = byKey.get(key) ?? new Set(types.flatMap((type) => ownValue(type.labels, key) ?? []));
  byKey.set(key, values);
  return values;
}
