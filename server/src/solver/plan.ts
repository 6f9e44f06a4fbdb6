/** Planned nodes as results: the cut to 600 types, daemons in the requests, the launch.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go FinalizeScheduling@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go ToNodeClaim@v1.14.1 */
import { CAPACITY_TYPE, ZONE } from '../model/labels';
import { allowsValue, operatorOf } from '../model/requirement';
import { addResources, type Resources } from '../model/resources';
import { compareText, sortedUnique } from '../util/sort';
import { emptyBits, intersects, keep, setBit, type Bits } from './bitset';
import { podsOf, type Claim } from './claim';
import type { NodeClaimPlan } from './input';
import type { Selection } from './instanceFilter';
import type { KnownLaunch, KnownLaunches, OpenTypes } from './knownLaunches';
import { launchOf, shortfalls, type LaunchOutcome } from './launch';
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
  readonly #launches: KnownLaunches;

  constructor(
    resources: ResourceNames,
    launches: KnownLaunches,
    options: { readonly isStrictAboutMinValues: boolean },
  ) {
    this.#resources = resources;
    this.#launches = launches;
    this.#isStrict = options.isStrictAboutMinValues;
  }

  plan(claim: Claim): PlanOutcome {
    const { index } = claim.template.filter;
    const selection = claim.template.filter.select(claim.set);
    const { types, open, capacityTypes } = this.#open(claim, selection);
    const unmet = this.#isStrict ? shortfalls(index, claim.set, open) : [];
    if (unmet.length > 0) return { plan: undefined, broken: { claim, unmet } };
    const daemons = leastOverhead(claim);
    const requests = addResources(this.#resources.toResources(claim.requests), daemons);
    const plan = {
      nodePool: claim.template.pool.name,
      pods: podsOf(claim),
      requests,
      capacityTypes,
      zones: zonesOf(claim.set),
      ...this.#launch(claim, selection, types, this.#holding(claim, selection, open, daemons)),
    };
    return { plan, broken: undefined };
  }

  /** The types that a node may become, at most 600. */
  #open({ template, set, types }: Claim, selection: Selection): OpenTypes {
    const { index } = template.filter;
    return this.#launches.open({ index, set, types }, () => {
      const order = pricedTypesOf(index).order(selection.kinds);
      const cut = cheapest(order, types, MAX_INSTANCE_TYPES);
      const open = bitsOf(index, cut);
      return { types: cut, open, capacityTypes: capacityTypesOf(index, set, selection, open) };
    });
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
  #launch(claim: Claim, selection: Selection, types: readonly number[], holding: Bits): KnownLaunch {
    const { index } = claim.template.filter;
    const { set } = claim;
    const question = { index, set, types: claim.types, holding, isStrictAboutMinValues: this.#isStrict };
    return this.#launches.launch(question, () => {
      const { launch, error }: LaunchOutcome = launchOf({
        ...{ index, set, selection, types: holding, isStrictAboutMinValues: this.#isStrict },
        priced: pricedTypesOf(index),
      });
      const instanceTypes = types.map((type) => index.types[type]?.name ?? '');
      return { instanceTypes, launch, launchError: error };
    });
  }
}

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
