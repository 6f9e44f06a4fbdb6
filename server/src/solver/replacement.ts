/** A node that a move would start, while consolidation narrows what it may become.
 *  @source kubernetes-sigs/karpenter pkg/cloudprovider/types.go OrderByPrice, WorstLaunchPrice@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go
 *  RemoveInstanceTypeOptionsByPriceAndMinValues@v1.14.1 */
import { CAPACITY_TYPE, ON_DEMAND, SPOT } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import { allowsValue, inRequirement } from '../model/requirement';
import { countBits, emptyBits, hasBit, setBit, type Bits } from './bitset';
import type { Claim } from './claim';
import type { NodeClaimPlan } from './input';
import { unmetMinValues } from './instanceFilter';
import { MAX_INSTANCE_TYPES, type Planner } from './plan';
import { cheapest, pricedTypesOf, type PriceOrder } from './pricedTypes';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { TypeIndex } from './typeIndex';

export class Replacement {
  #set: RequirementSet;
  /** Types that were left; undefined: all of the claim. */
  #left: readonly number[] | undefined;

  constructor(
    private readonly claim: Claim,
    private readonly planner: Planner,
    private readonly table: RequirementTable,
  ) {
    this.#set = claim.set;
  }

  /** By price under the claim's own requirements. Many a replacement is thrown away before anyone asks. */
  get #types(): readonly number[] {
    return (this.#left ??= cheapest(this.#order(), this.claim.types, MAX_INSTANCE_TYPES));
  }

  #order(): PriceOrder {
    const { kinds } = this.claim.template.filter.select(this.claim.set);
    return pricedTypesOf(this.#index).order(kinds);
  }

  get pool(): NodePool {
    return this.claim.template.pool;
  }

  get typeCount(): number {
    return this.#types.length;
  }

  get typeNames(): readonly string[] {
    return this.#types.map((type) => this.#index.types[type]?.name ?? '');
  }

  /** Values of labels that the requirements settle. */
  get settledLabels(): Readonly<Record<string, string>> {
    const settled = [...this.#set.byKey.values()].flatMap(({ key, complement, values }) => {
      const [value] = values;
      return !complement && values.size === 1 && value !== undefined ? [[key, value] as const] : [];
    });
    return Object.fromEntries(settled);
  }

  /** The groups of its pods, one entry a pod, in the order in which they came. */
  get groups(): readonly number[] {
    return this.claim.groupRuns.flatMap((group, run) =>
      new Array<number>(this.claim.countRuns[run] ?? 0).fill(group),
    );
  }

  allows(capacityType: string): boolean {
    const requirement = this.#set.byKey.get(CAPACITY_TYPE);
    return !requirement || allowsValue(requirement, capacityType);
  }

  /** Spot only, from now on. */
  pinToSpot(): void {
    this.#set = this.table.with(this.#set, this.table.intern(inRequirement(CAPACITY_TYPE, [SPOT])));
  }

  /** Leaves the types that have an offering under the requirements. */
  keepOffered(): void {
    const { offered } = this.claim.template.filter.select(this.#set);
    this.#left = this.#types.filter((type) => hasBit(offered, type));
  }

  /** Leaves the types whose worst launch is cheaper; false when none is left, or too few for `minValues`. */
  keepCheaperThan(usdPerHour: number): boolean {
    const worst = this.#worstPrices();
    this.#left = this.#types.filter((type) => (worst[type] ?? Infinity) < usdPerHour);
    return this.#types.length > 0 && unmetMinValues(this.#index, this.#set, this.#bits()).size === 0;
  }

  /** Leaves the first `most` types, or as many as `minValues` need if that is more. */
  keepFirst(most: number): void {
    this.#left = this.#types.slice(0, Math.max(most, this.#neededForMinValues()));
  }

  /** The cheapest offering of the first type; undefined without one. */
  get firstPrice(): number | undefined {
    const [type] = this.#types;
    const prices = this.#kinds.flatMap((kind) => {
      const price = type === undefined ? NaN : (this.#index.kinds[kind]?.usdPerHour[type] ?? NaN);
      return Number.isNaN(price) ? [] : [price];
    });
    return prices.length > 0 ? Math.min(...prices) : undefined;
  }

  /** What it is launched as; undefined when the launch would break `minValues`. */
  plan(): NodeClaimPlan | undefined {
    return this.planner.plan({ ...this.claim, set: this.#set, types: this.#bits() }).plan;
  }

  get #index(): TypeIndex {
    return this.claim.template.filter.index;
  }

  get #kinds(): readonly number[] {
    return this.claim.template.filter.select(this.#set).kinds;
  }

  #bits(): Bits {
    if (!this.#left && countBits(this.claim.types) <= MAX_INSTANCE_TYPES) return this.claim.types;
    const bits = emptyBits(this.#index.size);
    for (const type of this.#types) setBit(bits, type);
    return bits;
  }

  /** By type: the dearest offering of the capacity type that would be launched, spot before on demand. */
  #worstPrices(): Float64Array {
    const worst = new Float64Array(this.#index.size).fill(-1);
    for (const wanted of [ON_DEMAND, SPOT]) {
      const dearest = new Float64Array(this.#index.size).fill(-1);
      for (const kind of this.#kinds.map((one) => this.#index.kinds[one])) {
        if (kind?.capacityType !== wanted) continue;
        kind.usdPerHour.forEach((price, type) => {
          if (price > (dearest[type] ?? 0)) dearest[type] = price;
        });
      }
      dearest.forEach((price, type) => {
        if (price >= 0) worst[type] = price;
      });
    }
    return worst.map((price) => (price < 0 ? Infinity : price));
  }

  #neededForMinValues(): number {
    if (!this.#set.hasMinValues) return 0;
    const bits = emptyBits(this.#index.size);
    for (const [place, type] of this.#types.entries()) {
      setBit(bits, type);
      if (unmetMinValues(this.#index, this.#set, bits).size === 0) return place + 1;
    }
    return this.#types.length;
  }
}
