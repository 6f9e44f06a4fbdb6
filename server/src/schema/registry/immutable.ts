/** Fields that an update must not change. */
import type { Problems } from './problems';
import { asRecord, isSet, type Fields } from './read';

/** Reports each field of `names` whose value differs between the new and the stored object. */
export function checkImmutable(
  problems: Problems,
  now: Fields,
  before: Fields,
  names: readonly string[],
  path: string,
): void {
  for (const name of names) {
    if (isSet(now, name) !== isSet(before, name) || !isSame(now[name], before[name])) {
      problems.say(
        'invalid',
        path === '' ? name : `${path}.${name}`,
        `${name} cannot be changed once the object exists`,
      );
    }
  }
}

/** Maps for which empty and absent are one; any other empty map is something that was written down. */
const PLAIN_MAPS = new Set(['matchLabels', 'parameters']);

const isEmptyField = (name: string, value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : PLAIN_MAPS.has(name) && isObject(value) && !hasKeys(value);

const hasKeys = (value: object): boolean => Object.keys(value).length > 0;

const fieldOf = (fields: object, name: string): unknown => {
  const value = asRecord(fields)[name];
  return isEmptyField(name, value) ? null : value;
};

/** Equality in which null, absent and an empty list are one.
 *  @source apimachinery third_party/forked/golang/reflect/deep_equal.go@v0.35.3 */
export function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (isObject(left) && isObject(right)) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...names].every((name) => isSame(fieldOf(left, name), fieldOf(right, name)));
  }
  return (left ?? null) === (right ?? null);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether both sides say something different about the same field. What only one side says may be a default of the other. */
export function contradicts(left: unknown, right: unknown): boolean {
  if ((left ?? null) === null || (right ?? null) === null) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length !== right.length || left.some((item, index) => contradicts(item, right[index]));
  }
  if (isObject(left) && isObject(right))
    return Object.keys(left).some((name) => contradicts(asRecord(left)[name], asRecord(right)[name]));
  return left !== right;
}
