/** The hash by which Karpenter notices that a NodePool or EC2NodeClass changed: 64 bits of FNV-1 over a Go value, as
 *  hashstructure makes them with SlicesAsSets, IgnoreZeroValue and ZeroNil. Equal elements of a list cancel each other
 *  out, as they do there.
 *  @source mitchellh/hashstructure hashstructure.go@v2.0.2 */
import { fieldsOf } from '../../manifest/fields';
import { goDurationNanos } from '../../util/goDuration';
import { canonicalQuantity } from '../../util/quantity';

/** How Go declares a value. `time` is a metav1.Duration, `nillable` Karpenter's NillableDuration. */
export type Shape =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'time'
  | 'nillable'
  | 'quantity'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | StructShape;

export interface StructShape {
  /** The name of the Go type. */
  readonly struct: string;
  /** In the order of the declaration, which counts; fields tagged `hash:"ignore"` are left out. */
  readonly fields: readonly FieldShape[];
}

export interface FieldShape {
  readonly go: string;
  readonly json: string;
  readonly shape: Shape;
  /** A pointer: set to the zero value, it is not the same as absent. Lists and maps are like that by themselves. */
  readonly isPointer?: true;
}

/** The hash of a JSON value of a shape. Values of another kind than the shape says count as its zero. */
export function goHash(value: unknown, shape: Shape): bigint {
  if (typeof shape === 'object') {
    if ('list' in shape) return hashList(value, shape.list);
    return 'map' in shape ? hashMap(value, shape.map) : hashStruct(value, shape);
  }
  return hashScalar(value, shape);
}

type ScalarShape = Extract<Shape, string>;

function hashScalar(value: unknown, shape: ScalarShape): bigint {
  switch (shape) {
    case 'string':
      return hashText(textOf(value));
    case 'quantity':
      return hashText(canonicalQuantity(String(value)) ?? '');
    case 'bool':
      return fnv(littleEndian(value === true ? 1n : 0n, 1));
    case 'int32':
      return fnv(littleEndian(integerOf(value), 4));
    case 'int64':
      return fnv(littleEndian(integerOf(value), 8));
    case 'time':
      return hashStruct({ Duration: value }, DURATION);
    case 'nillable':
      return hashStruct({ Duration: value }, NILLABLE);
  }
}

/** Both embed a time.Duration, whose nanoseconds are hashed. */
const nanosField = (isPointer: boolean): FieldShape => ({
  go: 'Duration',
  json: 'Duration',
  shape: 'int64',
  ...(isPointer ? { isPointer: true } : {}),
});
const DURATION: StructShape = { struct: 'Duration', fields: [nanosField(false)] };
const NILLABLE: StructShape = { struct: 'NillableDuration', fields: [nanosField(true)] };

function hashList(value: unknown, item: Shape): bigint {
  let hash = 0n;
  for (const one of Array.isArray(value) ? value : []) hash ^= goHash(one, item);
  return hash;
}

function hashMap(value: unknown, item: Shape): bigint {
  let hash = 0n;
  for (const [key, one] of Object.entries(fieldsOf(value))) hash ^= ordered(hashText(key), goHash(one, item));
  return finished(hash);
}

function hashStruct(value: unknown, { struct, fields }: StructShape): bigint {
  let hash = hashText(struct);
  const values = fieldsOf(value);
  for (const field of fields) {
    const own = values[field.json];
    if (!isZero(own, field)) hash = finished(hash ^ ordered(hashText(field.go), goHash(own, field.shape)));
  }
  return hash;
}

/** Whether Go's reflection calls the field zero, which leaves it out of the hash. */
function isZero(value: unknown, { shape, isPointer }: FieldShape): boolean {
  if (value === undefined || value === null) return true;
  if (isPointer) return false;
  if (typeof shape === 'object') {
    if (!('struct' in shape)) return false;
    const values = fieldsOf(value);
    return shape.fields.every((field) => isZero(values[field.json], field));
  }
  return isZeroScalar(value, shape);
}

function isZeroScalar(value: unknown, shape: ScalarShape): boolean {
  if (shape === 'nillable') return integerOf(value) === undefined || value === 'Never';
  if (shape === 'bool') return value !== true;
  if (shape === 'string' || shape === 'quantity') return textOf(value) === '';
  return integerOf(value) === 0n;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A whole number, or the nanoseconds of a duration. */
function integerOf(value: unknown): bigint {
  if (typeof value === 'string') return goDurationNanos(value) ?? 0n;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : 0n;
}

const utf8 = new TextEncoder();
const hashText = (text: string): bigint => fnv(utf8.encode(text));
const ordered = (a: bigint, b: bigint): bigint => fnv([...littleEndian(a, 8), ...littleEndian(b, 8)]);
const finished = (hash: bigint): bigint => fnv(littleEndian(hash, 8));

function littleEndian(value: bigint, size: number): number[] {
  const bits = BigInt.asUintN(size * 8, value);
  return Array.from({ length: size }, (_, index) => Number((bits >> BigInt(index * 8)) & 0xffn));
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

function fnv(bytes: Iterable<number>): bigint {
  let hash = FNV_OFFSET;
  for (const byte of bytes) hash = BigInt.asUintN(64, hash * FNV_PRIME) ^ BigInt(byte);
  return hash;
}
