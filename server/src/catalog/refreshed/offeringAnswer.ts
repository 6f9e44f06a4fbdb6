/** Which zone offers which types, out of EC2's answers to DescribeInstanceTypeOfferings by availability zone. */
import { field, textOf } from '../../util/plainData';
import { compareText } from '../../util/sort';
import { sortedRecord } from './records';

/** Adds one page to `zones`.
 *  @param offerings  entries of `InstanceTypeOfferings` */
export function readOfferings(offerings: readonly unknown[], zones: Map<string, Set<string>>): void {
  for (const offering of offerings) {
    const type = textOf(field(offering, 'InstanceType'));
    const zone = textOf(field(offering, 'Location'));
    if (type === undefined || zone === undefined) continue;
    const types = zones.get(zone) ?? new Set<string>();
    zones.set(zone, types.add(type));
  }
}

/** Zone to sorted names. */
export const zonesRecord = (
  zones: ReadonlyMap<string, ReadonlySet<string>>,
): Readonly<Record<string, readonly string[]>> =>
  sortedRecord([...zones].map(([zone, types]) => [zone, [...types].sort(compareText)]));
