/** Options under which nothing can be computed. */
import type { ResolvedOptions } from '../model/options';

/** Why nothing can be computed under these options, and what to write instead; undefined when it can.
 *  @param regions  those with offerings */
export function optionsProblem(options: ResolvedOptions, regions: readonly string[]): string | undefined {
  const { region, vmMemoryOverheadPercent, reservedEniCount } = options;
  if (!regions.includes(region)) {
    return `region ${region}: no instance type offerings are known for it; use one of ${regions.join(', ')}`;
  }
  if (!(vmMemoryOverheadPercent >= 0 && vmMemoryOverheadPercent < 1)) {
    return 'vmMemoryOverheadPercent: a number from 0 up to 1, such as "0.075"';
  }
  return Number.isInteger(reservedEniCount) && reservedEniCount >= 0
    ? undefined
    : 'reservedENIs: a whole number of network interfaces, such as "0"';
}
