/** Quantities, exact to 10^-9. @source kubernetes/apiserver pkg/cel/library/quantity.go@v0.35.0 */
import {
  CelScalar,
  celFunc,
  celMethod,
  mapType,
  type CelFunc,
  type CelMap,
  type CelValue,
} from '@bufbuild/cel';
import { parseQuantity } from '../../../util/quantity';
import { noOverload, opaque, payloadOf } from '../opaque';

const { BOOL, DOUBLE, DYN, INT, STRING } = CelScalar;
const OPAQUE = mapType(DYN, DYN);
const NANO = 10n ** 9n;
const MAX_INT = 2n ** 63n - 1n;

/** The quantity in units of 10^-9, rounded away from zero; undefined when `text` is none. */
function nanoOf(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  if (!quantity) return undefined;
  if (quantity.base === 2) return quantity.digits * 2n ** BigInt(quantity.exponent) * NANO;
  const shift = quantity.exponent + 9;
  if (shift >= 0) return quantity.digits * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  const rest = quantity.digits % divisor;
  return quantity.digits / divisor + (rest > 0n ? 1n : rest < 0n ? -1n : 0n);
}

function quantity(nano: bigint): CelMap {
  return opaque('quantity', nano.toString(), nano);
}

function parsed(text: string): CelMap {
  const nano = nanoOf(text);
  if (nano === undefined) throw new Error(`${JSON.stringify(text)} is no quantity`);
  return quantity(nano);
}

function heldBy(value: CelValue): bigint {
  const nano = payloadOf('quantity', value);
  if (typeof nano !== 'bigint') throw noOverload('quantity');
  return nano;
}

/** The other operand: a quantity or a whole number. */
function amount(value: CelValue): bigint {
  return typeof value === 'bigint' ? value * NANO : heldBy(value);
}

function isWhole(nano: bigint): boolean {
  return nano % NANO === 0n && nano / NANO <= MAX_INT && nano / NANO >= -MAX_INT - 1n;
}

function toInt(nano: bigint): bigint {
  if (!isWhole(nano)) throw new Error('cannot convert value to integer');
  return nano / NANO;
}

export const quantityFunctions: readonly CelFunc[] = [
  celFunc('quantity', [STRING], OPAQUE, parsed),
  celFunc('isQuantity', [STRING], BOOL, (text) => nanoOf(text) !== undefined),
  celMethod('sign', OPAQUE, [], INT, function () {
    const nano = heldBy(this);
    return nano > 0n ? 1n : nano < 0n ? -1n : 0n;
  }),
  celMethod('isInteger', OPAQUE, [], BOOL, function () {
    return isWhole(heldBy(this));
  }),
  celMethod('asInteger', OPAQUE, [], INT, function () {
    return toInt(heldBy(this));
  }),
  celMethod('asApproximateFloat', OPAQUE, [], DOUBLE, function () {
    return Number(heldBy(this)) / 1e9;
  }),
  celMethod('add', OPAQUE, [DYN], OPAQUE, function (other) {
    return quantity(heldBy(this) + amount(other));
  }),
  celMethod('sub', OPAQUE, [DYN], OPAQUE, function (other) {
    return quantity(heldBy(this) - amount(other));
  }),
];
