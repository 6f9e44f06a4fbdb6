/** Optional values as functions: optional.of, optional.none, ofNonZeroValue, hasValue, value, or, orValue.
 *  Differs from upstream: the syntax `a.?b` and `a[?b]` is not parsed by the evaluator; no CRD here uses it. */
import {
  CelScalar,
  celFunc,
  celMethod,
  isCelList,
  isCelMap,
  mapType,
  type CelFunc,
  type CelInput,
  type CelMap,
  type CelValue,
} from '@bufbuild/cel';
import { noOverload, opaque, opaqueKind, payloadOf } from '../opaque';

const { BOOL, DYN } = CelScalar;
const OPTIONAL = mapType(DYN, DYN);

interface Held {
  readonly held: CelInput | undefined;
}

const NONE = opaque('optional', 'none', { held: undefined } satisfies Held);

export function optionalNone(): CelMap {
  return NONE;
}

export function optionalOf(value: CelInput): CelMap {
  // Lists as canonical: equality of two optionals is that of what they hold.
  return opaque('optional', value as CelValue, { held: value } satisfies Held);
}

function heldBy(value: CelValue): CelInput | undefined {
  if (opaqueKind(value) !== 'optional') throw noOverload('optional');
  return (payloadOf('optional', value) as Held).held;
}

function isZero(value: CelValue): boolean {
  if (isCelList(value) || isCelMap(value)) return value.size === 0;
  return value === null || value === '' || value === false || value === 0 || value === 0n;
}

function valueOf(optional: CelValue): CelInput {
  const held = heldBy(optional);
  if (held === undefined) throw new Error('optional.none() dereference');
  return held;
}

export const optionalFunctions: readonly CelFunc[] = [
  celFunc('optional.of', [DYN], OPTIONAL, optionalOf),
  celFunc('optional.none', [], OPTIONAL, optionalNone),
  celFunc('optional.ofNonZeroValue', [DYN], OPTIONAL, (value) => (isZero(value) ? NONE : optionalOf(value))),
  celMethod('hasValue', OPTIONAL, [], BOOL, function () {
    return heldBy(this) !== undefined;
  }),
  celMethod('value', OPTIONAL, [], DYN, function () {
    return valueOf(this);
  }),
  celMethod('orValue', OPTIONAL, [DYN], DYN, function (other) {
    return heldBy(this) ?? other;
  }),
  celMethod('or', OPTIONAL, [OPTIONAL], OPTIONAL, function (other) {
    return heldBy(this) === undefined ? other : this;
  }),
];
