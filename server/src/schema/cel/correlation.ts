/** Pairs a node of the new object with its node in the stored one: what has not changed is not judged again.
 *  @source kubernetes/apiserver pkg/cel/common/equality.go@v0.35.0 */
import { mapListLookup } from './mapList';
import { fieldSchema } from '../structural';
import { isRecord, type Structural } from './structural';

export class Correlation {
  private equal: boolean | undefined;
  private lookup: ((item: unknown) => unknown) | undefined;

  constructor(
    readonly value: unknown,
    readonly oldValue: unknown,
    readonly schema: Structural,
  ) {}

  /** The pair at field `name`, undefined when either side or the schema lacks it. */
  key(name: string): Correlation | undefined {
    if (!isRecord(this.value) || !isRecord(this.oldValue)) return undefined;
    if (!Object.hasOwn(this.value, name) || !Object.hasOwn(this.oldValue, name)) return undefined;
    const schema = fieldSchema(this.schema, name);
    return schema && new Correlation(this.value[name], this.oldValue[name], schema);
  }

  /** The pair of list item `index`; only lists of type map can be paired item by item. */
  index(index: number): Correlation | undefined {
    if (!Array.isArray(this.value) || !Array.isArray(this.oldValue)) return undefined;
    const items = this.schema.items;
    if (!items || this.schema['x-kubernetes-list-type'] !== 'map') return undefined;
    this.lookup ??= mapListLookup(this.schema, this.oldValue);
    const old = this.lookup(this.value[index]);
    return old === undefined ? undefined : new Correlation(this.value[index], old, items);
  }

  /** Whether old and new are the same. */
  unchanged(): boolean {
    this.equal ??= this.compare();
    return this.equal;
  }

  private compare(): boolean {
    const { value, oldValue } = this;
    if (Array.isArray(value) && Array.isArray(oldValue)) return this.compareLists(value, oldValue);
    if (isRecord(value) && isRecord(oldValue)) {
      const names = Object.keys(value);
      return (
        names.length === Object.keys(oldValue).length &&
        names.every((name) => this.key(name)?.unchanged() ?? false)
      );
    }
    return deepEqual(value, oldValue);
  }

  private compareLists(value: readonly unknown[], oldValue: readonly unknown[]): boolean {
    if (value.length !== oldValue.length) return false;
    if (this.schema['x-kubernetes-list-type'] !== 'map') return deepEqual(value, oldValue);
    return value.every((_, index) => this.index(index)?.unchanged() ?? false);
  }
}

/** Structural equality of parsed values. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => deepEqual(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && deepEqual(left[name], right[name]));
}

/** Where a walk stands in the stored object, and the nearest pair above it once items can no longer be paired. */
export interface Ratchet {
  readonly current: Correlation | undefined;
  readonly nearestParent: Correlation | undefined;
}

export const NO_RATCHET: Ratchet = { current: undefined, nearestParent: undefined };

export function ratchetKey(ratchet: Ratchet, name: string): Ratchet {
  if (!ratchet.current) return ratchet;
  if (!ratchet.nearestParent && (name === 'apiVersion' || name === 'kind')) return NO_RATCHET;
  return { current: ratchet.current.key(name), nearestParent: ratchet.current };
}

export function ratchetIndex(ratchet: Ratchet, index: number): Ratchet {
  if (!ratchet.current) return ratchet;
  return { current: ratchet.current.index(index), nearestParent: ratchet.current };
}

/** Whether an error at this place is forgiven: it was there before. */
export function isRatcheted(ratchet: Ratchet): boolean {
  const pair = ratchet.current ?? ratchet.nearestParent;
  return pair?.unchanged() ?? false;
}
