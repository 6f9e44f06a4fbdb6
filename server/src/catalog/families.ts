/** The instance families of a region. */
import { INSTANCE_FAMILY } from '../model/labels';
import { perObject } from '../util/perObject';
import { compareText } from '../util/sort';
import { FAMILY_TRAITS } from './amiFamily';
import type { RegionCatalog, RegionType } from './catalog';
import { labelReader } from './typeLabels';

type Families = ReadonlyMap<string, readonly RegionType[]>;
/** The types of a family by vCPU, then memory, then name; empty when the region has none. The first call collects. */
export function familyTypes(region: RegionCatalog, family: string): readonly RegionType[] {
  return familiesOf(region).get(family) ?? [];
}

const familiesOf = perObject((region: RegionCatalog): Families => {
  const read = labelReader(INSTANCE_FAMILY);
  const placement = { region: region.name, zones: region.zones, zoneIds: [], family: FAMILY_TRAITS.AL2023 };
  const families = new Map<string, RegionType[]>();
  for (const type of region.types)
    for (const family of read?.(type.facts, placement) ?? []) {
      const types = families.get(family);
      if (types) types.push(type);
      else families.set(family, [type]);
    }
  for (const types of families.values()) types.sort(bySize);
  return families;
});

const bySize = ({ facts: a }: RegionType, { facts: b }: RegionType): number =>
  a.vcpuCount - b.vcpuCount || a.memoryMib - b.memoryMib || compareText(a.name, b.name);

const TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;

/** A text that is an instance type of the region, wherever it stands; undefined for any other. */
export const typeNamed = (region: RegionCatalog, text: string): RegionType | undefined =>
  TYPE.test(text) ? region.type(text) : undefined;
