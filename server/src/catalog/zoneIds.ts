import type { RegionCatalog } from './catalog';

/** Which zone has which id differs from account to account. `stand-in`: an id that nobody has, `<zone>-id`. `aws`: the
 *  region's own ids, dealt out to its zones in order. */
export type ZoneIdNaming = 'stand-in' | 'aws';

type Zoned = Pick<RegionCatalog, 'zones' | 'zoneIds'>;

/** The id of a zone; each is made once, as they are compared for every offering. */
export function zoneIdsBy(naming: ZoneIdNaming, { zones, zoneIds }: Zoned): (zone: string) => string {
  const standIn = (zone: string): string => `${zone}-id`;
  const own = naming === 'aws' ? zoneIds : [];
  const ids = new Map(zones.map((zone, index) => [zone, own[index] ?? standIn(zone)]));
  return (zone) => ids.get(zone) ?? standIn(zone);
}
