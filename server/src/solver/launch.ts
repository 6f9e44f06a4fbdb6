/** What a planned node is launched as: the provider's filters, at most 60 types, the cheapest offering.
 *  @source aws/karpenter-provider-aws pkg/providers/instance/filter/filter.go@v1.14.1 */
import { CAPACITY_TYPE, ON_DEMAND, SPOT } from '../model/labels';
import { allowsValue } from '../model/requirement';
import { compareText, sortedUnique } from '../util/sort';
import { emptyBits, forEachBit, hasBit, setBit, type Bits } from './bitset';
import type { Launch } from './input';
import { unmetMinValues, type Selection } from './instanceFilter';
import type { PricedTypes } from './pricedTypes';
import type { LaunchReason, UnmetMinValues } from './reasons';
import type { RequirementSet } from './requirementTable';
import { labelValues, type OfferingKind, type TypeIndex } from './typeIndex';

const MAX_LAUNCH_TYPES = 60;

export interface LaunchRequest {
  readonly index: TypeIndex;
  readonly priced: PricedTypes;
  readonly set: RequirementSet;
  readonly selection: Selection;
  /** The types left open that can hold the requests. */
  readonly types: Bits;
  readonly isStrictAboutMinValues: boolean;
}

export type LaunchOutcome =
  | { readonly launch: Launch; readonly error: undefined }
  | { readonly launch: undefined; readonly error: LaunchReason };

export function launchOf(request: LaunchRequest): LaunchOutcome {
  const { index, set, priced, selection } = request;
  if (request.types.every((word) => word === 0)) return filteredOut('compatible-available-filter');
  const generic = set.hasMinValues ? request.types : withoutExotic(index, request.types);
  const offers = affordableOffers(request, generic);
  const capacityType = choosesSpot(set, offers) ? SPOT : ON_DEMAND;
  const types = priced.cheapest(selection.kinds, offers.types, MAX_LAUNCH_TYPES, offers.spotLimit);
  const unmet = request.isStrictAboutMinValues ? shortfalls(index, set, bitsOf(index, types)) : [];
  if (unmet.length > 0) return { launch: undefined, error: { code: 'launch-min-values', unmet } };
  const cheapest = cheapestOffering(index, types, offers, capacityType);
  return cheapest
    ? { launch: { capacityType, typeCount: types.length, ...cheapest }, error: undefined }
    : filteredOut('capacity-type');
}

const filteredOut = (filter: string): LaunchOutcome => ({
  launch: undefined,
  error: { code: 'launch-filtered-out', filter },
});

/** The labels whose `minValues` the types cannot fill, by name. */
export function shortfalls(index: TypeIndex, set: RequirementSet, types: Bits): UnmetMinValues[] {
  return [...unmetMinValues(index, set, types)]
    .map(([key, found]) => ({ key, wanted: set.byKey.get(key)?.minValues ?? 0, found }))
    .sort((a, b) => compareText(a.key, b.key));
}

function bitsOf(index: TypeIndex, types: Iterable<number>): Bits {
  const bits = emptyBits(index.size);
  for (const type of types) setBit(bits, type);
  return bits;
}

const EXOTIC_RESOURCES = [
  'aws.amazon.com/neuron',
  'aws.amazon.com/neuroncore',
  'amd.com/gpu',
  'nvidia.com/gpu',
  'habana.ai/gaudi',
];
const SIZE = 'karpenter.k8s.aws/instance-size';
const exoticByIndex = new WeakMap<TypeIndex, Bits>();

/** The types less metal ones and those with accelerators, unless that leaves none. */
function withoutExotic(index: TypeIndex, types: Bits): Bits {
  const exotic = exoticByIndex.get(index) ?? exoticTypes(index);
  exoticByIndex.set(index, exotic);
  const generic = types.map((word, place) => word & ~(exotic[place] ?? 0));
  return generic.every((word) => word === 0) ? types : generic;
}

function exoticTypes(index: TypeIndex): Bits {
  const exotic = emptyBits(index.size);
  index.types.forEach((type, place) => {
    const isMetal = (labelValues(type, SIZE) ?? []).some((size) => size.includes('metal'));
    if (isMetal || EXOTIC_RESOURCES.some((name) => (type.capacity[name] ?? 0) !== 0)) setBit(exotic, place);
  });
  return exotic;
}

interface Offers {
  readonly types: Bits;
  /** Suiting offerings that are left. */
  readonly kinds: readonly OfferingKind[];
  /** Spot offerings above this price are out. */
  readonly spotLimit: number;
}

/** Where both capacity types are allowed and there, spot offerings dearer than the cheapest on-demand one go. */
function affordableOffers({ index, set, selection }: LaunchRequest, types: Bits): Offers {
  const kinds = selection.kinds.map((kind) => index.kinds[kind] as OfferingKind);
  const requirement = set.byKey.get(CAPACITY_TYPE);
  const allowsBoth = !requirement || (allowsValue(requirement, ON_DEMAND) && allowsValue(requirement, SPOT));
  const cheapest = (capacityType: string): number =>
    lowestPrice(
      kinds.filter((kind) => kind.capacityType === capacityType),
      types,
    );
  const onDemand = cheapest(ON_DEMAND);
  if (set.hasMinValues || !allowsBoth || onDemand === Infinity || cheapest(SPOT) === Infinity) {
    return { types, kinds, spotLimit: Infinity };
  }
  return { types: withOfferLeft(index, types, onDemand), kinds, spotLimit: onDemand };
}

function lowestPrice(kinds: readonly OfferingKind[], types: Bits): number {
  let lowest = Infinity;
  for (const { usdPerHour } of kinds) {
    forEachBit(types, (type) => {
      const price = usdPerHour[type] ?? NaN;
      if (price < lowest) lowest = price;
    });
  }
  return lowest;
}

/** Upstream drops a type only when none of its offerings is left, suiting or not: a type sold on demand always stays. */
function withOfferLeft(index: TypeIndex, types: Bits, spotLimit: number): Bits {
  const left = emptyBits(index.size);
  forEachBit(types, (type) => {
    const stays = index.kinds.some(({ capacityType, usdPerHour }) => {
      const price = usdPerHour[type] ?? NaN;
      return capacityType === SPOT ? price <= spotLimit : !Number.isNaN(price);
    });
    if (stays) setBit(left, type);
  });
  return left;
}

function choosesSpot(set: RequirementSet, { types, kinds, spotLimit }: Offers): boolean {
  const requirement = set.byKey.get(CAPACITY_TYPE);
  if (requirement && !allowsValue(requirement, SPOT)) return false;
  const spot = kinds.filter(({ capacityType }) => capacityType === SPOT);
  return lowestPrice(spot, types) <= Math.min(spotLimit, Number.MAX_VALUE);
}

/** The cheapest offering of the capacity type among the types, by price, then name. */
function cheapestOffering(
  index: TypeIndex,
  types: readonly number[],
  { kinds, spotLimit, types: left }: Offers,
  capacityType: string,
): Pick<Launch, 'instanceType' | 'zones' | 'usdPerHour'> | undefined {
  const limit = capacityType === SPOT ? spotLimit : Infinity;
  const bought = kinds.filter((kind) => kind.capacityType === capacityType);
  let best: { type: number; usdPerHour: number } | undefined;
  for (const type of [...types].filter((candidate) => hasBit(left, candidate)).sort((a, b) => a - b)) {
    const price = lowestOf(bought, type);
    if (price <= limit && price < (best?.usdPerHour ?? Infinity)) best = { type, usdPerHour: price };
  }
  if (!best) return undefined;
  const { type, usdPerHour } = best;
  const zones = sortedUnique(
    bought.filter((kind) => kind.usdPerHour[type] === usdPerHour).map(({ zone }) => zone),
  );
  return { instanceType: index.types[type]?.name ?? '', zones, usdPerHour };
}

function lowestOf(kinds: readonly OfferingKind[], type: number): number {
  let lowest = Infinity;
  for (const { usdPerHour } of kinds) {
    const price = usdPerHour[type] ?? NaN;
    if (price < lowest) lowest = price;
  }
  return lowest;
}
