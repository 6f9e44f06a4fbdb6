import type { RegionCatalog } from './catalog';

/** Which zone has which id differs from account to account. `stand-in`: an id that nobody has, `<zone>-id`. `aws`: the
 *  region's own ids, dealt out to its zones in order. */
export type ZoneIdNaming = 'stand-in' | 'aws';

type Zoned = Pick<RegionCatalog, 'zones' | 'zoneIds'>;

export function zoneIdsBy(naming: ZoneIdNaming, { zones, zoneIds }: Zoned): (zone: string) => string {
  const standIn = (zone: string): string => `${zone}-id`;
  return naming === 'stand-in' ? standIn : (zone) => zoneIds[zones.indexOf(zone)] ?? standIn(zone);
}
