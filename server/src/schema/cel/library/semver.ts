/** Semantic versions. @source kubernetes/apiserver pkg/cel/library/semverlib.go@v0.35.0, blang/semver@v4.0.0 */
import {
  CelScalar,
  celFunc,
  celMethod,
  mapType,
  type CelFunc,
  type CelMap,
  type CelValue,
} from '@bufbuild/cel';
import { noOverload, opaque, payloadOf } from '../opaque';

const { BOOL, DYN, INT, STRING } = CelScalar;
const OPAQUE = mapType(DYN, DYN);
const NUMBER = '(0|[1-9]\\d*)';
const PATTERN = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

export interface Semver {
  readonly numbers: readonly bigint[];
  readonly pre: readonly string[];
}

function parse(text: string): Semver | undefined {
  const match = PATTERN.exec(text);
  const pre = match?.[4]?.split('.') ?? [];
  if (!match || pre.some((part) => /^0\d+$/.test(part))) return undefined;
  return { numbers: match.slice(1, 4).map((part) => BigInt(part)), pre };
}

/** `v1.2`, `01.2.3`: a leading v and leading zeros are dropped, missing numbers are 0. */
function normalized(text: string): string {
  const parts = splitThree(text.replace(/^v/, '')).map((part) => part.replace(/^0+(?=\d)/, ''));
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) ?? '')) return '';
  while (parts.length < 3) parts.push('0');
  return parts.join('.');
}

function splitThree(text: string): string[] {
  const [first = '', second, ...rest] = text.split('.');
  return second === undefined
    ? [first]
    : rest.length === 0
      ? [first, second]
      : [first, second, rest.join('.')];
}

/** Numbers first; a version with a pre-release comes before the one without. */
export function compareSemver(left: Semver, right: Semver): number {
  for (const [index, number] of left.numbers.entries()) {
    const other = right.numbers[index] ?? 0n;
    if (number !== other) return number < other ? -1 : 1;
  }
  if (left.pre.length === 0 || right.pre.length === 0) return Math.sign(right.pre.length - left.pre.length);
  return comparePre(left.pre, right.pre);
}

function comparePre(left: readonly string[], right: readonly string[]): number {
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const areNumbers = [/^\d+$/.test(part), /^\d+$/.test(other)];
    if (areNumbers[0] && areNumbers[1]) return BigInt(part) < BigInt(other) ? -1 : 1;
    if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] ? -1 : 1;
    return part < other ? -1 : 1;
  }
  return left.length < right.length ? -1 : 0;
}

function version(text: string, isNormalized: boolean): CelMap {
  const parsed = parse(isNormalized ? normalized(text) : text);
  if (!parsed) throw new Error(`${JSON.stringify(text)} is no semantic version`);
  return opaque('semver', [...parsed.numbers, ...parsed.pre].join('.'), parsed);
}

function numberAt(value: CelValue, index: number): bigint {
  const parsed = payloadOf('semver', value) as Semver | undefined;
  const number = parsed?.numbers[index];
  if (number === undefined) throw noOverload('semver');
  return number;
}

export const semverFunctions: readonly CelFunc[] = [
  celFunc('semver', [STRING], OPAQUE, (text) => version(text, false)),
  celFunc('semver', [STRING, BOOL], OPAQUE, version),
  celFunc('isSemver', [STRING], BOOL, (text) => parse(text) !== undefined),
  celFunc(
    'isSemver',
    [STRING, BOOL],
    BOOL,
    (text, isNormalized) => parse(isNormalized ? normalized(text) : text) !== undefined,
  ),
  ...['major', 'minor', 'patch'].map((name, index) =>
    celMethod(name, OPAQUE, [], INT, function () {
      return numberAt(this, index);
    }),
  ),
];
