/** What a planned node is launched as: the provider's filters, at most 60 types, the cheapest offering.
 *  @source aws/karpenter-provider-aws pkg/providers/instance/filter/filter.go@v1.14.1 */
import { CAPACITY_TYPE, ON_DEMAND, SPOT } from '../model/labels';
import { allowsValue } from '../model/requirement';
import { perObject } from '../util/perObject';
import { compareText, sortedUnique } from '../util/sort';
import { clearBit, emptyBits, forEachBit, hasBit, keep, setBit, unite, type Bits } from './bitset';
import type { Launch } from './input';
import { unmetMinValues, type Selection } from './instanceFilter';
import { cheapest, lowestPrice, type PricedTypes, type PriceOrder } from './pricedTypes';
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
  const { index, set } = request;
  if (request.types.every((word) => word === 0)) return filteredOut('compatible-available-filter');
  const generic = set.hasMinValues ? request.types : withoutExotic(index, request.types);
  const offers = affordableOffers(request, generic);
  const types = cheapestTypes(offers);
  const unmet = request.isStrictAboutMinValues ? shortfalls(index, set, bitsOf(index, types)) : [];
  if (unmet.length > 0) return { launch: undefined, error: { code: 'launch-min-values', unmet } };
  const isSpot = choosesSpot(set, offers);
  const cheapest = cheapestOffering(
    request,
    types,
    isSpot ? offers.spot : offers.onDemand,
    isSpot ? SPOT : ON_DEMAND,
  );
  return cheapest
    ? { launch: { typeCount: types.length, ...cheapest }, error: undefined }
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
/** The types less metal ones and those with accelerators, unless that leaves none. */
function withoutExotic(index: TypeIndex, types: Bits): Bits {
  const exotic = exoticTypes(index);
  const generic = types.map((word, place) => word & ~(exotic[place] ?? 0));
  return generic.every((word) => word === 0) ? types : generic;
}

const exoticTypes = perObject((index: TypeIndex): Bits => {
  const exotic = emptyBits(index.size);
  index.types.forEach((type, place) => {
    const isMetal = (labelValues(type, SIZE) ?? []).some((size) => size.includes('metal'));
    if (isMetal || EXOTIC_RESOURCES.some((name) => (type.capacity[name] ?? 0) !== 0)) setBit(exotic, place);
  });
  return exotic;
});

interface Offers {
  readonly types: Bits;
  readonly all: PriceOrder;
  readonly onDemand: PriceOrder;
  readonly spot: PriceOrder;
  /** Spot offerings above this price are out. */
  readonly spotLimit: number;
}

/** Where both capacity types are allowed and there, spot offerings dearer than the cheapest on-demand one go. */
function affordableOffers({ index, set, selection, priced }: LaunchRequest, types: Bits): Offers {
  const ofType = (wanted: string): readonly number[] =>
    selection.kinds.filter((kind) => index.kinds[kind]?.capacityType === wanted);
  const onDemand = priced.order(ofType(ON_DEMAND));
  const spot = priced.order(ofType(SPOT));
  const orders = { all: priced.order(selection.kinds), onDemand, spot };
  const requirement = set.byKey.get(CAPACITY_TYPE);
  const allowsBoth = !requirement || (allowsValue(requirement, ON_DEMAND) && allowsValue(requirement, SPOT));
  const limit = lowestPrice(onDemand, types);
  if (set.hasMinValues || !allowsBoth || limit === Infinity || lowestPrice(spot, types) === Infinity) {
    return { ...orders, types, spotLimit: Infinity };
  }
  return { ...orders, types: withOfferLeft(index, types, limit), spotLimit: limit };
}

/** Upstream drops a type only when none of its offerings is left, suiting or not: a type sold on demand always stays. */
function withOfferLeft(index: TypeIndex, types: Bits, spotLimit: number): Bits {
  const onDemand = onDemandTypes(index);
  const left = types.slice();
  keep(left, onDemand);
  const spotKinds = index.kinds.filter(({ capacityType }) => capacityType === SPOT);
  forEachBit(types, (type) => {
    if (hasBit(onDemand, type)) return;
    if (spotKinds.some(({ usdPerHour }) => (usdPerHour[type] ?? NaN) <= spotLimit)) setBit(left, type);
  });
  return left;
}

const onDemandTypes = perObject((index: TypeIndex): Bits => {
  const sold = emptyBits(index.size);
  for (const { capacityType, types } of index.kinds) if (capacityType !== SPOT) unite(sold, types);
  return sold;
});

/** At most 60 types by price: those with an offering within the limit, then those that are dearer on demand. */
function cheapestTypes({ types, all, onDemand, spotLimit }: Offers): number[] {
  const within = cheapest(all, types, MAX_LAUNCH_TYPES, spotLimit);
  if (spotLimit === Infinity || within.length === MAX_LAUNCH_TYPES) return within;
  const rest = types.slice();
  for (const type of within) clearBit(rest, type);
  return [...within, ...cheapest(onDemand, rest, MAX_LAUNCH_TYPES - within.length)];
}

function choosesSpot(set: RequirementSet, { types, spot, spotLimit }: Offers): boolean {
  const requirement = set.byKey.get(CAPACITY_TYPE);
  if (requirement && !allowsValue(requirement, SPOT)) return false;
  return lowestPrice(spot, types) <= Math.min(spotLimit, Number.MAX_VALUE);
}

/** The cheapest offering of the capacity type among the types, by price, then name. */
function cheapestOffering(
  { index, selection }: LaunchRequest,
  types: readonly number[],
  order: PriceOrder,
  capacityType: string,
): Omit<Launch, 'typeCount'> | undefined {
  const [type] = cheapest(order, bitsOf(index, types), 1);
  const usdPerHour = type === undefined ? Infinity : (order.usdPerHour[type] ?? Infinity);
  if (type === undefined || usdPerHour === Infinity) return undefined;
  const zones = selection.kinds
    .map((kind) => index.kinds[kind] as OfferingKind)
    .filter((kind) => kind.capacityType === capacityType && kind.usdPerHour[type] === usdPerHour)
    .map(({ zone }) => zone);
  return {
    capacityType,
    instanceType: index.types[type]?.name ?? '',
    zones: sortedUnique(zones),
    usdPerHour,
  };
}
