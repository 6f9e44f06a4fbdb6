/** Several requirements that hold together, at most one per label: as pure values. The solver keeps interned ones
 *  (`solver/requirementTable.ts`) with the same meaning.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/requirements.go@v1.14.1 */
import {
  goTogether,
  intersectRequirements,
  isSatisfiedByAbsence,
  newRequirement,
  type Requirement,
  type RequirementSpec,
} from './requirement';
import { WELL_KNOWN_LABELS } from './wellKnownLabels';

export type Requirements = ReadonlyMap<string, Requirement>;

/** What stands between existing and incoming requirements: `undefined-label` when the existing ones do not know a label
 *  that the incoming ones need, `conflict` when they share no value of it. */
export interface Incompatibility {
  readonly code: 'undefined-label' | 'conflict';
  readonly key: string;
}

/** The requirements that `specs` write, intersected per label. */
export const requirementsOf = (specs: Iterable<RequirementSpec>): Requirements =>
  joinRequirements(new Map(), [...specs].map(newRequirement));

/** The requirements `key In [value]` of labels. */
export const labelRequirements = (labels: Readonly<Record<string, string>>): Requirements =>
  requirementsOf(
    Object.entries(labels).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
  );

/** `base` with `more` intersected in. */
export function joinRequirements(base: Requirements, more: Iterable<Requirement>): Requirements {
  const joined = new Map(base);
  for (const requirement of more) {
    const existing = joined.get(requirement.key);
    joined.set(requirement.key, existing ? intersectRequirements(requirement, existing) : requirement);
  }
  return joined;
}

/** Why a node under `existing` cannot meet `incoming`; undefined when it can. A label that `existing` does not name may
 *  still be one that the node gets if it is in `mayBeUndefined`. The first trouble by label name is told.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/requirements.go Compatible@v1.14.1 */
export function incompatibility(
  existing: Requirements,
  incoming: Requirements,
  mayBeUndefined: ReadonlySet<string> = WELL_KNOWN_LABELS,
): Incompatibility | undefined {
  const keys = [...incoming.keys()].sort();
  const unknown = keys.find((key) => isMissing(existing, incoming, key) && !mayBeUndefined.has(key));
  if (unknown !== undefined) return { code: 'undefined-label', key: unknown };
  const conflict = keys.find((key) => !agreesOn(existing, incoming, key));
  return conflict === undefined ? undefined : { code: 'conflict', key: conflict };
}

function isMissing(existing: Requirements, incoming: Requirements, key: string): boolean {
  const requirement = incoming.get(key);
  return !existing.has(key) && requirement !== undefined && !isSatisfiedByAbsence(requirement);
}

function agreesOn(existing: Requirements, incoming: Requirements, key: string): boolean {
  const mine = existing.get(key);
  const theirs = incoming.get(key);
  return mine === undefined || theirs === undefined || goTogether(mine, theirs);
}
