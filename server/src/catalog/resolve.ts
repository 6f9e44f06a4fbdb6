/** The instance types that Karpenter sees under a node class.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/types.go NewInstanceType@v1.14.1
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/offering/base_resolver.go@v1.14.1 */
import type { CapacityType, InstanceType, Offering } from '../model/instanceType';
import type { EC2NodeClass } from '../model/nodeClass';
import type { ResolvedOptions } from '../model/options';
import type { Resources } from '../model/resources';
import { FAMILY_TRAITS, type FamilyTraits } from './amiFamily';
import { capacityOf } from './capacity';
import { priceOf, type Catalog, type RegionCatalog, type RegionType } from './catalog';
import { isCompatible } from './compatibility';
import { allocatableOf, planOverhead, type OverheadPlan } from './overhead';
import { eniLimitedPodCount } from './podDensity';
import { labelsOf, type Labels } from './typeLabels';
import { zoneIdsBy, type ZoneIdNaming } from './zoneIds';

export type ResolverOptions = Pick<
  ResolvedOptions,
  'region' | 'zones' | 'vmMemoryOverheadPercent' | 'reservedEniCount'
> & { readonly zoneIdNaming?: ZoneIdNaming };

const NO_OFFERINGS: readonly Offering[] = [];

/** Every type of the region under the node class, sorted by name; those that cannot be bought have no offerings.
 *  Empty for a region without offerings: callers say so before (`Catalog.regions`). */
export function resolveInstanceTypes(
  catalog: Catalog,
  nodeClass: EC2NodeClass,
  options: ResolverOptions,
): InstanceType[] {
  const region = catalog.region(options.region);
  if (!region) return [];
  const plan = planOverhead(nodeClass.kubelet);
  const { zones, zoneIdNaming = 'stand-in' } = options;
  const traits = FAMILY_TRAITS[nodeClass.amiFamily];
  return placedTypes(region, { zones, zoneIdNaming, traits }).map((placed) => {
    const { facts } = placed.type;
    const capacity = capacityOf(facts, nodeClass, options);
    return {
      name: facts.name,
      labels: placed.labels,
      capacity,
      allocatable: allocatable(placed.type, nodeClass, capacity, plan),
      offerings: isCompatible(facts, nodeClass) ? placed.offerings : NO_OFFERINGS,
    };
  });
}

function allocatable(
  { facts }: RegionType,
  nodeClass: EC2NodeClass,
  capacity: Resources,
  plan: OverheadPlan,
): Resources {
  const traits = FAMILY_TRAITS[nodeClass.amiFamily];
  return allocatableOf(capacity, plan, {
    cpuMilli: capacity.cpu ?? 0,
    memoryBytes: capacity.memory ?? 0,
    storageBytes: capacity['ephemeral-storage'] ?? 0,
    podCount: traits.reservesMemoryByEniLimit
      ? eniLimitedPodCount(facts, nodeClass.networkInterfaces, 0)
      : (capacity.pods ?? 0),
  });
}

/** What of a type depends on nothing but the zones and the operating system: shared between node classes. */
interface PlacedType {
  readonly type: RegionType;
  readonly labels: Labels;
  readonly offerings: readonly Offering[];
}

const MAX_PLACEMENTS = 16;
const placements = new WeakMap<RegionCatalog, Map<string, readonly PlacedType[]>>();

interface Surroundings {
  /** Of the subnets; undefined: every zone. */
  readonly zones: readonly string[] | undefined;
  readonly zoneIdNaming: ZoneIdNaming;
  readonly traits: FamilyTraits;
}

interface Place extends Omit<Surroundings, 'zoneIdNaming'> {
  readonly region: string;
  readonly zoneIdOf: (zone: string) => string;
}

function placedTypes(region: RegionCatalog, surroundings: Surroundings): readonly PlacedType[] {
  const { zones, zoneIdNaming, traits } = surroundings;
  const known = placements.get(region) ?? new Map<string, readonly PlacedType[]>();
  placements.set(region, known);
  const key = JSON.stringify([traits.os, traits.windowsBuild, zones, zoneIdNaming]);
  const found = known.get(key);
  if (found) return found;
  if (known.size >= MAX_PLACEMENTS) known.clear();
  const zoneIdOf = zoneIdsBy(zoneIdNaming, region);
  const made = region.types.map((type) => place(type, { region: region.name, zones, zoneIdOf, traits }));
  known.set(key, made);
  return made;
}

function place(type: RegionType, { region, zones: subnetZones, zoneIdOf, traits }: Place): PlacedType {
  const zones = subnetZones ? type.zones.filter((zone) => subnetZones.includes(zone)) : type.zones;
  return {
    type,
    labels: labelsOf(type.facts, { region, zones, family: traits, zoneIds: zones.map(zoneIdOf) }),
    offerings: zones.flatMap((zone) => offeringsIn(zone, zoneIdOf(zone), type)),
  };
}

function offeringsIn(zone: string, zoneId: string, type: RegionType): Offering[] {
  return type.facts.capacityTypes.flatMap((capacityType) => {
    const usdPerHour = priceIn(zone, type, capacityType);
    return usdPerHour === undefined ? [] : [{ zone, zoneId, capacityType, usdPerHour }];
  });
}

function priceIn(zone: string, type: RegionType, capacityType: CapacityType): number | undefined {
  const byZone = capacityType === 'spot' ? type.prices.spotUsdPerHourByZone : undefined;
  return byZone ? byZone.get(zone) : priceOf(type, capacityType);
}
