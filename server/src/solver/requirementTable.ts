/** Interned requirements and sets of them: equal ones are one object with a small number, so that every operation on a
 *  pair is computed once and then looked up. One table per solve. Host names are kept out of the sets: each node has
 *  its own, and with them no two sets would ever be equal (see `hostnameRule.ts`). */
import {
  goTogether,
  intersectRequirements,
  isSatisfiedByAbsence,
  type Requirement,
} from '../model/requirement';
import { WELL_KNOWN_LABELS } from '../model/wellKnownLabels';
import { compareText } from '../util/sort';

export interface InternedRequirement extends Requirement {
  readonly id: number;
}

export interface RequirementSet {
  readonly id: number;
  readonly byKey: ReadonlyMap<string, InternedRequirement>;
  readonly hasMinValues: boolean;
}

export type Compatibility = 'compatible' | 'undefined-label' | 'conflict';

interface SetEntry extends RequirementSet {
  readonly sums: Map<number, SetEntry>;
  readonly strict: Map<number, Compatibility>;
  readonly lenient: Map<number, Compatibility>;
}

const NO_LABELS: ReadonlySet<string> = new Set();

export class RequirementTable {
  readonly #requirements = new Map<string, InternedRequirement>();
  readonly #sets = new Map<string, SetEntry>();
  readonly #single = new Map<number, RequirementSet>();
  readonly empty: RequirementSet = this.#internSet(new Map());

  /** How many sets there are: their ids are below it. */
  get setCount(): number {
    return this.#sets.size;
  }

  intern(requirement: Requirement): InternedRequirement {
    const text = canonicalText(requirement);
    const known = this.#requirements.get(text);
    if (known) return known;
    const interned = { ...requirement, id: this.#requirements.size };
    this.#requirements.set(text, interned);
    return interned;
  }

  setOf(requirements: Iterable<Requirement>): RequirementSet {
    let set = this.empty;
    for (const requirement of requirements) set = this.with(set, this.intern(requirement));
    return set;
  }

  /** `set` with one more requirement intersected in. */
  with(set: RequirementSet, requirement: InternedRequirement): RequirementSet {
    let single = this.#single.get(requirement.id);
    if (!single) {
      single = this.#internSet(new Map([[requirement.key, requirement]]));
      this.#single.set(requirement.id, single);
    }
    return this.add(set, single);
  }

  /** `set` with a label's requirement put in place of what was there. */
  replace(set: RequirementSet, requirement: Requirement): RequirementSet {
    return this.#internSet(new Map(set.byKey).set(requirement.key, this.intern(requirement)));
  }

  /** `base` with all of `more` intersected in. */
  add(base: RequirementSet, more: RequirementSet): RequirementSet {
    if (base === more || more.byKey.size === 0) return base;
    const { sums } = base as SetEntry;
    const known = sums.get(more.id);
    if (known) return known;
    const joined = new Map(base.byKey);
    for (const [key, requirement] of more.byKey) {
      const existing = joined.get(key);
      joined.set(key, existing ? this.#intersect(requirement, existing) : requirement);
    }
    const sum = this.#internSet(joined);
    sums.set(more.id, sum);
    return sum;
  }

  #intersect(a: InternedRequirement, b: InternedRequirement): InternedRequirement {
    return a === b ? a : this.intern(intersectRequirements(a, b));
  }

  /** Whether a node under `existing` can meet `incoming`, if it may yet get any well-known label.
   *  @source kubernetes-sigs/karpenter pkg/scheduling/requirements.go Compatible@v1.14.1 */
  compatibility(existing: RequirementSet, incoming: RequirementSet): Compatibility {
    return memoized((existing as SetEntry).lenient, existing, incoming, WELL_KNOWN_LABELS);
  }

  /** As `compatibility`, but labels that `existing` does not name count as absent. */
  strictCompatibility(existing: RequirementSet, incoming: RequirementSet): Compatibility {
    return memoized((existing as SetEntry).strict, existing, incoming, NO_LABELS);
  }

  #internSet(byKey: ReadonlyMap<string, InternedRequirement>): SetEntry {
    const ids = [...byKey.values()].map(({ id }) => id).sort((a, b) => a - b);
    const text = ids.join();
    const known = this.#sets.get(text);
    if (known) return known;
    const hasMinValues = [...byKey.values()].some(({ minValues }) => minValues !== undefined);
    const set = {
      id: this.#sets.size,
      byKey,
      hasMinValues,
      sums: new Map(),
      strict: new Map(),
      lenient: new Map(),
    };
    this.#sets.set(text, set);
    return set;
  }
}

export function canonicalText({ key, complement, values, gte, lte, minValues }: Requirement): string {
  return JSON.stringify([key, complement, [...values].sort(compareText), gte, lte, minValues]);
}

function memoized(
  known: Map<number, Compatibility>,
  existing: RequirementSet,
  incoming: RequirementSet,
  mayBeUndefined: ReadonlySet<string>,
): Compatibility {
  const before = known.get(incoming.id);
  if (before) return before;
  const found = findCompatibility(existing, incoming, mayBeUndefined);
  known.set(incoming.id, found);
  return found;
}

function findCompatibility(
  existing: RequirementSet,
  incoming: RequirementSet,
  mayBeUndefined: ReadonlySet<string>,
): Compatibility {
  for (const [key, requirement] of incoming.byKey) {
    const isKnown = existing.byKey.has(key) || mayBeUndefined.has(key);
    if (!isKnown && !isSatisfiedByAbsence(requirement)) return 'undefined-label';
  }
  for (const [key, requirement] of incoming.byKey) {
    const mine = existing.byKey.get(key);
    if (mine && !goTogether(mine, requirement)) return 'conflict';
  }
  return 'compatible';
}

/** Whether requirements can become acceptable to pods that they refused before: only when a custom label becomes
 *  defined or a complement changes its operator. Everything else narrows. */
export function mayAdmitMore(before: RequirementSet, after: RequirementSet): boolean {
  for (const [key, requirement] of after.byKey) {
    const old = before.byKey.get(key);
    if (old === requirement) continue;
    if (old ? old.complement : !WELL_KNOWN_LABELS.has(key)) return true;
  }
  return false;
}
