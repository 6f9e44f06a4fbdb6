/** Planned nodes as results: the cut to 600 types, daemons in the requests, the launch.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go FinalizeScheduling@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go ToNodeClaim@v1.14.1 */
import { CAPACITY_TYPE, ZONE } from '../model/labels';
import { allowsValue, operatorOf } from '../model/requirement';
import { addResources, type Resources } from '../model/resources';
import { compareText, sortedUnique } from '../util/sort';
import { emptyBits, equalBits, hashBits, intersects, keep, setBit, type Bits } from './bitset';
import { podsOf, type Claim } from './claim';
import type { NodeClaimPlan } from './input';
import type { Selection } from './instanceFilter';
import { launchOf, shortfalls, type LaunchOutcome } from './launch';
import type { NodeTemplate } from './nodeTemplate';
import { cheapest, pricedTypesOf } from './pricedTypes';
import type { UnmetMinValues } from './reasons';
import type { RequirementSet } from './requirementTable';
import type { ResourceNames } from './resourceVector';
import type { TypeIndex } from './typeIndex';

export const MAX_INSTANCE_TYPES = 600;

/** A node that came to nothing: the cut to 600 types broke `minValues`, and its pods stay pending. */
export interface BrokenClaim {
  readonly claim: Claim;
  readonly unmet: readonly UnmetMinValues[];
}

export type PlanOutcome =
  | { readonly plan: NodeClaimPlan; readonly broken: undefined }
  | { readonly plan: undefined; readonly broken: BrokenClaim };

/** Plans many claims; equal ones share their lists. */
export class Planner {
  readonly #resources: ResourceNames;
  readonly #isStrict: boolean;
  /** By a hash of the types. */
  readonly #known = new Map<number, KnownPlan[]>();

  constructor(resources: ResourceNames, options: { readonly isStrictAboutMinValues: boolean }) {
    this.#resources = resources;
    this.#isStrict = options.isStrictAboutMinValues;
  }

  plan(claim: Claim): PlanOutcome {
    const { index } = claim.template.filter;
    const selection = claim.template.filter.select(claim.set);
    const order = pricedTypesOf(index).order(selection.kinds);
    const types = cheapest(order, claim.types, MAX_INSTANCE_TYPES);
    const open = bitsOf(index, types);
    const unmet = this.#isStrict ? shortfalls(index, claim.set, open) : [];
    if (unmet.length > 0) return { plan: undefined, broken: { claim, unmet } };
    const daemons = leastOverhead(claim);
    const requests = addResources(this.#resources.toResources(claim.requests), daemons);
    const plan = {
      nodePool: claim.template.pool.name,
      pods: podsOf(claim),
      requests,
      capacityTypes: capacityTypesOf(index, claim.set, selection, open),
      zones: zonesOf(claim.set),
      ...this.#shared(claim, selection, types, this.#holding(claim, selection, open, daemons)),
    };
    return { plan, broken: undefined };
  }

  /** Whether the claim comes to nothing: what `plan` would find, for less. */
  breaks(claim: Claim): boolean {
    return this.#isStrict && claim.set.hasMinValues && this.plan(claim).broken !== undefined;
  }

  /** The open types with a suiting offering that can hold pods and daemons. A type whose daemons ask for less than the
   *  counted ones may not; a replacement may be left types that have no offering since it was pinned to spot.
   *  @source aws/karpenter-provider-aws pkg/providers/instance/filter/filter.go CompatibleAvailableFilter@v1.14.1 */
  #holding(claim: Claim, { offered }: Selection, open: Bits, daemons: Resources): Bits {
    const holding = open.slice();
    keep(holding, offered);
    const overhead = this.#resources.ofPods(daemons, daemons.pods ?? 0);
    claim.template.filter.fitTables.forEach((table, resource) => {
      const amount = (claim.requests[resource] ?? 0) + (overhead[resource] ?? 0);
      if (amount > 0) keep(holding, table.holding(amount));
    });
    return holding;
  }

  /** Nodes that may become the same types under the same requirements are launched alike. */
  #shared(claim: Claim, selection: Selection, types: readonly number[], holding: Bits): SharedPlan {
    const hash = hashBits(claim.types) ^ hashBits(holding);
    const alike = this.#known.get(hash) ?? [];
    const known = alike.find((other) => isAlike(other, claim, holding));
    if (known) return known.plan;
    const plan = this.#makeShared(claim, selection, types, holding);
    alike.push({ template: claim.template, set: claim.set, types: claim.types, holding, plan });
    this.#known.set(hash, alike);
    return plan;
  }

  #makeShared(claim: Claim, selection: Selection, types: readonly number[], holding: Bits): SharedPlan {
    const { index } = claim.template.filter;
    const { launch, error }: LaunchOutcome = launchOf({
      index,
      priced: pricedTypesOf(index),
      set: claim.set,
      selection,
      types: holding,
      isStrictAboutMinValues: this.#isStrict,
    });
    const instanceTypes = types.map((type) => index.types[type]?.name ?? '');
    return { instanceTypes, launch, launchError: error };
  }
}

type SharedPlan = Pick<NodeClaimPlan, 'instanceTypes' | 'launch' | 'launchError'>;

interface KnownPlan {
  readonly template: NodeTemplate;
  readonly set: RequirementSet;
  readonly types: Bits;
  readonly holding: Bits;
  readonly plan: SharedPlan;
}

const isAlike = (known: KnownPlan, { template, set, types }: Claim, holding: Bits): boolean =>
  known.template === template &&
  known.set === set &&
  equalBits(known.types, types) &&
  equalBits(known.holding, holding);

function bitsOf(index: TypeIndex, types: Iterable<number>): Bits {
  const bits = emptyBits(index.size);
  for (const type of types) setBit(bits, type);
  return bits;
}

/** Per resource the least of the daemon groups that still have a type, over those resources that all have. A group
 *  without daemons is passed over only while no other came before.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go addDaemonRequests@v1.14.1 */
function leastOverhead(claim: Claim): Resources {
  let least: Resources = {};
  for (const { types, resources = {} } of claim.template.daemonGroups) {
    if (!intersects(types, claim.types)) continue;
    least = Object.keys(least).length === 0 ? resources : commonLeast(least, resources);
  }
  return least;
}

const commonLeast = (a: Resources, b: Resources): Resources =>
  Object.fromEntries(
    Object.entries(a).flatMap(([name, amount]) => {
      const other = b[name];
      return other === undefined ? [] : [[name, Math.min(amount, other)]];
    }),
  );

/** The values of an `In` requirement; nothing for any other. */
function zonesOf({ byKey }: RequirementSet): readonly string[] {
  const requirement = byKey.get(ZONE);
  return requirement && operatorOf(requirement) === 'In' ? sortedUnique(requirement.values) : [];
}

/** Those of the suiting offerings of the open types. */
function capacityTypesOf(
  index: TypeIndex,
  set: RequirementSet,
  { kinds }: Selection,
  open: Bits,
): readonly string[] {
  const requirement = set.byKey.get(CAPACITY_TYPE);
  const offered = kinds
    .map((kind) => index.kinds[kind])
    .filter((kind) => kind !== undefined)
    .filter((kind) => intersects(kind.types, open))
    .map(({ capacityType }) => capacityType);
  return [...new Set(offered)]
    .filter((capacityType) => !requirement || allowsValue(requirement, capacityType))
    .sort(compareText);
}
