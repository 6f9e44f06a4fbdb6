/** Spot prices out of EC2's answers to DescribeSpotPriceHistory. */
import { field, textOf } from '../../util/plainData';
import { sortedRecord } from './records';

/** The newest price of each type and zone. */
export class SpotPrices {
  readonly #byType = new Map<string, Map<string, { readonly usdPerHour: number; readonly atMs: number }>>();

  /** Takes a page in, in any order; what has no type, zone, time or price above 0 is left out.
   *  @param history  entries of `SpotPriceHistory` */
  add(history: readonly unknown[]): void {
    for (const entry of history) {
      const type = textOf(field(entry, 'InstanceType'));
      const zone = textOf(field(entry, 'AvailabilityZone'));
      const usdPerHour = Number(field(entry, 'SpotPrice') ?? Number.NaN);
      const atMs = instantMs(field(entry, 'Timestamp'));
      if (type === undefined || zone === undefined || !(usdPerHour > 0) || Number.isNaN(atMs)) continue;
      const zones = this.#byType.get(type) ?? new Map<string, { usdPerHour: number; atMs: number }>();
      this.#byType.set(type, zones);
      const known = zones.get(zone);
      if (!known || atMs > known.atMs) zones.set(zone, { usdPerHour, atMs });
    }
  }

  /** Type, then zone, both sorted. */
  usdPerHour(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return sortedRecord(
      [...this.#byType].map(([type, zones]) => [
        type,
        sortedRecord([...zones].map(([zone, { usdPerHour }]) => [zone, usdPerHour] as const)),
      ]),
    );
  }
}

const instantMs = (written: unknown): number =>
  written instanceof Date ? written.getTime() : Date.parse(textOf(written) ?? '');
