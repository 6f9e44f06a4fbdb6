/** A NodePool as its rules look at it: requirements with their places, capacity types, taints. */
import type { Manifest } from '../manifest/document';
import type { Path } from '../manifest/path';
import { CAPACITY_TYPE } from '../model/labels';
import { wantsReservedCapacity } from '../model/reservedCapacity';
import { isUnfilled } from '../manifest/placeholders';
import { at, integer, isSet, list, text, texts } from './read';
import { ownValue } from '../util/own';

export interface PlacedRequirement {
  readonly path: Path;
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly minValues: number | undefined;
}

export const POOL_SPEC: Path = ['spec', 'template', 'spec'];
export const REQUIREMENTS: Path = [...POOL_SPEC, 'requirements'];

/** Keys that Karpenter reads as another.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/labels.go NormalizedLabels@v1.14.1 */
const NORMALIZED: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

export const normalizedKey = (key: string): string => ownValue(NORMALIZED, key) ?? key;

/** The requirements that can be read, in the order written. One with a value that is not known (a placeholder) says no
 *  more than that its label is there. */
export function requirementsOf(pool: Manifest): readonly PlacedRequirement[] {
  return list(at(pool.value, ...REQUIREMENTS)).flatMap((item, index) => {
    const key = text(at(item, 'key'));
    const operator = text(at(item, 'operator'));
    if (key === undefined || operator === undefined) return [];
    const isKnown = hasKnownValues(item);
    return [
      {
        path: [...REQUIREMENTS, index],
        key: normalizedKey(key),
        operator: isKnown ? operator : 'Exists',
        values: isKnown ? texts(at(item, 'values')) : [],
        minValues: integer(at(item, 'minValues')),
      },
    ];
  });
}

/** Whether every value of a requirement is a literal text; a placeholder may stand for one value or for the whole list. */
export function hasKnownValues(requirement: unknown): boolean {
  const values = at(requirement, 'values');
  return !isUnfilled(values) && list(values).every((value) => text(value) !== undefined);
}

/** Whether only reserved capacity has what the pool requires. What the account has reserved is not known here. */
export const needsReservedCapacity = (pool: Manifest): boolean =>
  requirementsOf(pool).some(wantsReservedCapacity);

/** Whether the pool's capacity type requirements let `capacityType` through. */
export function allowsCapacityType(pool: Manifest, capacityType: string): boolean {
  return requirementsOf(pool)
    .filter((requirement) => requirement.key === CAPACITY_TYPE)
    .every((requirement) => admits(requirement, capacityType));
}

function admits(requirement: PlacedRequirement, value: string): boolean {
  if (requirement.operator === 'In') return requirement.values.includes(value);
  if (requirement.operator === 'NotIn') return !requirement.values.includes(value);
  return requirement.operator === 'Exists';
}

/** Static pools keep a fixed number of nodes and take no part in provisioning. */
export const isStatic = (pool: Manifest): boolean => isSet(at(pool.value, 'spec', 'replicas'));

export interface PlacedTaint {
  readonly path: Path;
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export function taintsOf(pool: Manifest): readonly PlacedTaint[] {
  return list(at(pool.value, ...POOL_SPEC, 'taints')).flatMap((taint, index) => {
    const key = text(at(taint, 'key'));
    if (key === undefined) return [];
    const value = text(at(taint, 'value')) ?? '';
    return [{ path: [...POOL_SPEC, 'taints', index], key, value, effect: text(at(taint, 'effect')) ?? '' }];
  });
}

/** Whether ordinary pods are kept off the pool's nodes. */
export const keepsPodsOff = (pool: Manifest): boolean =>
  taintsOf(pool).some((taint) => taint.effect === 'NoSchedule' || taint.effect === 'NoExecute');

/** All taints in one text: equal for pools that keep off the same pods. */
export const taintText = (pool: Manifest): string =>
  taintsOf(pool)
    .map((taint) => `${taint.key}=${taint.value}:${taint.effect}`)
    .sort()
    .join(' ');

/** Karpenter tries pools of a higher weight first; 0 when there is none. */
export const weightOf = (pool: Manifest): number => integer(at(pool.value, 'spec', 'weight')) ?? 0;
