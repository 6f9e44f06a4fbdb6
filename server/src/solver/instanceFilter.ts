/** Which instance types of a node class meet a set of requirements and have an offering under it, computed once per set.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go
 *  filterInstanceTypesByRequirements@v1.14.1 */
import { emptyBits, fullBits, keep, unite, type Bits } from './bitset';
import type { InternedRequirement, RequirementSet } from './requirementTable';
import { suitsKind, type FitTable, type OfferingKind, type TypeIndex } from './typeIndex';

/** What a set of requirements leaves of a node class. */
export interface Selection {
  /** Types that meet every requirement. */
  readonly compatible: Bits;
  /** Types with an offering that suits the requirements. */
  readonly offered: Bits;
  /** Both. */
  readonly allowed: Bits;
  /** Indexes into `TypeIndex.kinds` of the offerings that suit. */
  readonly kinds: readonly number[];
}

export class InstanceFilter {
  readonly index: TypeIndex;
  /** By number of the resource. */
  readonly fitTables: readonly FitTable[];
  readonly #byRequirement: (Bits | undefined)[] = [];
  readonly #bySet: (Selection | undefined)[] = [];

  constructor(index: TypeIndex, resourceNames: readonly string[]) {
    this.index = index;
    this.fitTables = resourceNames.map((name) => index.fitTable(name));
  }

  select(set: RequirementSet): Selection {
    return (this.#bySet[set.id] ??= this.#compute(set));
  }

  #compute(set: RequirementSet): Selection {
    const compatible = fullBits(this.index.size);
    for (const requirement of set.byKey.values()) keep(compatible, this.#meeting(requirement));
    const kinds = [...this.index.kinds.keys()].filter((kind) => this.#suits(set, kind));
    const offered = emptyBits(this.index.size);
    for (const kind of kinds) unite(offered, this.#kind(kind).types);
    const allowed = compatible.slice();
    keep(allowed, offered);
    keep(allowed, this.index.usable);
    return { compatible, offered, allowed, kinds };
  }

  #suits(set: RequirementSet, kind: number): boolean {
    return suitsKind(set.byKey, this.#kind(kind));
  }

  #kind(kind: number): OfferingKind {
    return this.index.kinds[kind] as OfferingKind;
  }

  #meeting(requirement: InternedRequirement): Bits {
    return (this.#byRequirement[requirement.id] ??= this.index.meeting(requirement));
  }
}

/** Labels whose `minValues` the types cannot fill, with how many values there are; empty when all are filled. No types
 *  at all count as filled: there the caller has nothing to count.
 *  @source kubernetes-sigs/karpenter pkg/cloudprovider/types.go SatisfiesMinValues@v1.14.1 */
export function unmetMinValues(
  index: TypeIndex,
  set: RequirementSet,
  types: Bits,
): ReadonlyMap<string, number> {
  const unmet = new Map<string, number>();
  if (!set.hasMinValues || types.every((word) => word === 0)) return unmet;
  for (const { key, minValues } of set.byKey.values()) {
    if (minValues === undefined) continue;
    const count = index.countValues(key, types);
    if (count < minValues) unmet.set(key, count);
  }
  return unmet;
}
