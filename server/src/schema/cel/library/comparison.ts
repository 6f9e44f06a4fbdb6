/** isGreaterThan, isLessThan and compareTo, which quantities and semantic versions share. */
import { CelScalar, celMethod, mapType, type CelFunc, type CelValue } from '@bufbuild/cel';
import { noOverload, payloadOf } from '../opaque';
import { compareSemver, type Semver } from './semver';

const { BOOL, DYN, INT } = CelScalar;
const OPAQUE = mapType(DYN, DYN);

function compare(left: CelValue, right: CelValue): number {
  const [a, b] = [payloadOf('quantity', left), payloadOf('quantity', right)];
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  const [v, w] = [payloadOf('semver', left), payloadOf('semver', right)];
  if (v === undefined || w === undefined) throw noOverload('compareTo');
  return compareSemver(v as Semver, w as Semver);
}

export const comparisonFunctions: readonly CelFunc[] = [
  celMethod('isGreaterThan', OPAQUE, [OPAQUE], BOOL, function (other) {
    return compare(this, other) > 0;
  }),
  celMethod('isLessThan', OPAQUE, [OPAQUE], BOOL, function (other) {
    return compare(this, other) < 0;
  }),
  celMethod('compareTo', OPAQUE, [OPAQUE], INT, function (other) {
    return BigInt(compare(this, other));
  }),
];
