/** The instance types of a node class, arranged for bit arithmetic: which types meet a requirement, have an offering,
 *  hold an amount of a resource. Types are numbered by their place in the array. */
import type { InstanceType, Offering } from '../model/instanceType';
import { CAPACITY_TYPE, INSTANCE_TYPE, ZONE, ZONE_ID } from '../model/labels';
import {
  allowsValue,
  goTogether,
  inRequirement,
  isSatisfiedByAbsence,
  type Requirement,
} from '../model/requirement';
import type { Resources } from '../model/resources';
import { canonicalText } from './requirementTable';
import { compareNumber } from '../util/sort';
import { countBits, emptyBits, forEachBit, fullBits, intersects, keep, setBit, type Bits } from './bitset';

/** A zone and a capacity type in which some types are sold. */
export interface OfferingKind {
  readonly zone: string;
  readonly capacityType: string;
  readonly zoneId: string | undefined;
  /** The types with such an offering. */
  readonly types: Bits;
  /** By type; NaN without such an offering. */
  readonly usdPerHour: Float64Array;
}

/** Requirements whose types are remembered. */
const MAX_KEPT = 500;

export class TypeIndex {
  readonly types: readonly InstanceType[];
  readonly size: number;
  readonly kinds: readonly OfferingKind[];
  /** Whether a type costs the same in every zone. */
  readonly hasZonelessPrices: boolean;
  /** Types without a negative amount of any resource: one with such an amount never holds anything. */
  readonly usable: Bits;
  readonly #columns = new Map<string, readonly (readonly string[] | undefined)[]>();
  readonly #valuesOf = new Map<string, ReadonlyMap<string, Bits>>();
  readonly #fits = new Map<string, FitTable>();
  readonly #capacities = new Map<string, Float64Array>();
  /** By requirement, from one solve to the next. */
  readonly #meeting = new Map<string, Bits>();

  constructor(types: readonly InstanceType[]) {
    this.types = types;
    this.size = types.length;
    this.kinds = offeringKinds(types);
    this.usable = emptyBits(types.length);
    this.hasZonelessPrices = havePricesByCapacityType(this.kinds, this.size);
    types.forEach(({ allocatable }, index) => {
      if (isNeverNegative(allocatable)) setBit(this.usable, index);
    });
  }

  /** Types whose own labels go together with the requirement; types that do not name the label do. */
  meeting(requirement: Requirement): Bits {
    const text = canonicalText(requirement);
    const known = this.#meeting.get(text);
    if (known) return known;
    if (this.#meeting.size >= MAX_KEPT) this.#meeting.clear();
    const met = this.#findMeeting(requirement);
    this.#meeting.set(text, met);
    return met;
  }

  #findMeeting(requirement: Requirement): Bits {
    const met = emptyBits(this.size);
    const verdicts = new Map<readonly string[] | undefined, boolean>();
    this.#column(requirement.key).forEach((values, index) => {
      let isMet = verdicts.get(values);
      if (isMet === undefined) verdicts.set(values, (isMet = meets(values, requirement)));
      if (isMet) setBit(met, index);
    });
    return met;
  }

  /** What each type has for a label. */
  #column(key: string): readonly (readonly string[] | undefined)[] {
    let column = this.#columns.get(key);
    if (!column) this.#columns.set(key, (column = this.types.map((type) => labelValues(type, key))));
    return column;
  }

  /** How many values of the label occur among the types in `among`. */
  countValues(key: string, among: Bits): number {
    if (key === INSTANCE_TYPE) return countBits(among);
    let count = 0;
    for (const types of this.#typesByValue(key).values()) if (intersects(types, among)) count++;
    return count;
  }

  #typesByValue(key: string): ReadonlyMap<string, Bits> {
    let byValue = this.#valuesOf.get(key) as Map<string, Bits> | undefined;
    if (byValue) return byValue;
    byValue = new Map();
    for (const [index, type] of this.types.entries()) {
      for (const value of labelValues(type, key) ?? []) addTo(byValue, value, index, this.size);
    }
    this.#valuesOf.set(key, byValue);
    return byValue;
  }

  /** Which types can give out how much of the resource. */
  fitTable(resource: string): FitTable {
    let table = this.#fits.get(resource);
    if (!table) {
      table = new FitTable(this.types.map(({ allocatable }) => allocatable[resource] ?? 0));
      this.#fits.set(resource, table);
    }
    return table;
  }

  /** Capacity per type. */
  capacities(resource: string): Float64Array {
    let amounts = this.#capacities.get(resource);
    if (!amounts) {
      amounts = Float64Array.from(this.types, ({ capacity }) => capacity[resource] ?? 0);
      this.#capacities.set(resource, amounts);
    }
    return amounts;
  }

  /** The largest capacity among some types. */
  largestCapacity(resource: string, among: Bits): number {
    const amounts = this.capacities(resource);
    let largest = 0;
    forEachBit(among, (index) => (largest = Math.max(largest, amounts[index] ?? 0)));
    return largest;
  }
}

function isNeverNegative(amounts: Resources): boolean {
  for (const name in amounts) if ((amounts[name] ?? 0) < 0) return false;
  return true;
}

/** Values of the type's own requirement on a label: undefined when it has none, empty for DoesNotExist. */
export function labelValues({ labels }: InstanceType, key: string): readonly string[] | undefined {
  const values: unknown = labels[key];
  return Array.isArray(values) ? labels[key] : undefined;
}

/** @param values  of the type's own requirement: undefined when it has none, empty for DoesNotExist */
function meets(values: readonly string[] | undefined, requirement: Requirement): boolean {
  if (values === undefined) return true;
  if (values.length === 0) return isSatisfiedByAbsence(requirement);
  return values.some((value) => allowsValue(requirement, value));
}

function addTo(byValue: Map<string, Bits>, value: string, index: number, size: number): void {
  const known = byValue.get(value);
  if (known) return setBit(known, index);
  const bits = emptyBits(size);
  setBit(bits, index);
  byValue.set(value, bits);
}

/** In the order in which they first occur. */
function offeringKinds(types: readonly InstanceType[]): OfferingKind[] {
  const kinds: OfferingKind[] = [];
  for (const [index, { offerings }] of types.entries()) {
    for (const offering of offerings) {
      const kind = kindOf(kinds, offering, types.length);
      setBit(kind.types, index);
      kind.usdPerHour[index] = offering.usdPerHour;
    }
  }
  return kinds;
}

function kindOf(kinds: OfferingKind[], { zone, capacityType, zoneId }: Offering, size: number): OfferingKind {
  for (const kind of kinds) {
    if (kind.zone === zone && kind.capacityType === capacityType && kind.zoneId === zoneId) return kind;
  }
  const kind = {
    zone,
    capacityType,
    zoneId,
    types: emptyBits(size),
    usdPerHour: new Float64Array(size).fill(NaN),
  };
  kinds.push(kind);
  return kind;
}

/** Whether every type has one price per capacity type, whatever the zone. */
function havePricesByCapacityType(kinds: readonly OfferingKind[], size: number): boolean {
  return kinds.every((kind) => {
    const first = kinds.find(({ capacityType }) => capacityType === kind.capacityType) as OfferingKind;
    for (let type = 0; type < size; type++) {
      const [price = NaN, other = NaN] = [kind.usdPerHour[type], first.usdPerHour[type]];
      if (price !== other && !Number.isNaN(price) && !Number.isNaN(other)) return false;
    }
    return true;
  });
}

const NO_RESERVATION = [
  'karpenter.k8s.aws/capacity-reservation-id',
  'karpenter.k8s.aws/capacity-reservation-type',
  'karpenter.k8s.aws/capacity-reservation-interruptible',
];

/** Whether an offering of this kind, which is no reservation, suits a node under these requirements.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/offering/base_resolver.go@v1.14.1 */
export function suitsKind(byKey: ReadonlyMap<string, Requirement>, kind: OfferingKind): boolean {
  const suits = (key: string, value: string): boolean => {
    const requirement = byKey.get(key);
    return !requirement || goTogether(requirement, inRequirement(key, [value]));
  };
  return (
    suits(ZONE, kind.zone) &&
    suits(CAPACITY_TYPE, kind.capacityType) &&
    (kind.zoneId === undefined || suits(ZONE_ID, kind.zoneId)) &&
    NO_RESERVATION.every((key) => {
      const requirement = byKey.get(key);
      return !requirement || isSatisfiedByAbsence(requirement);
    })
  );
}

/** Which types hold at least an amount, for every amount, by a table of the distinct amounts. */
export class FitTable {
  readonly #amounts: readonly number[];
  readonly #distinct: Float64Array;
  readonly #masks: (Bits | undefined)[];
  readonly #all: Bits;
  /** The largest amount that some type can give out. */
  readonly largest: number;

  constructor(amounts: readonly number[]) {
    this.#amounts = amounts;
    this.#distinct = Float64Array.from([...new Set(amounts)].sort(compareNumber));
    this.#masks = new Array<Bits | undefined>(this.#distinct.length + 1);
    this.#all = fullBits(amounts.length);
    this.largest = this.#distinct.at(-1) ?? 0;
  }

  /** Types that can give out `amount`. */
  holding(amount: number): Bits {
    const place = this.#firstAtLeast(amount);
    if (place === 0) return this.#all;
    return (this.#masks[place] ??= this.#mask(this.#distinct[place] ?? Infinity));
  }

  #firstAtLeast(amount: number): number {
    let low = 0;
    let high = this.#distinct.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#distinct[middle] ?? 0) < amount) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #mask(amount: number): Bits {
    const mask = emptyBits(this.#amounts.length);
    this.#amounts.forEach((own, index) => {
      if (own >= amount) setBit(mask, index);
    });
    return mask;
  }
}

/** Types of `among` whose capacity is within every limit.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go filterByRemainingResources@v1.14.1 */
export function withinLimits(index: TypeIndex, among: Bits, remaining: ReadonlyMap<string, number>): Bits {
  const within = among.slice();
  for (const [resource, amount] of remaining) {
    const fitting = emptyBits(index.size);
    const capacities = index.capacities(resource);
    for (let type = 0; type < index.size; type++)
      if ((capacities[type] ?? 0) <= amount) setBit(fitting, type);
    keep(within, fitting);
  }
  return within;
}
