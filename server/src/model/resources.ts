/** Amounts per resource name. Units: `cpu` in millicores; `memory`, `ephemeral-storage`, `hugepages-*` in bytes;
 *  everything else in counts. Always integers; a zero entry means the same as a missing one. */
import { formatBytes, formatMilli, milliUnits, wholeUnits } from '../util/quantity';

export type Resources = Readonly<Record<string, number>>;

const isBytes = (name: string): boolean =>
  name === 'memory' || name === 'ephemeral-storage' || name.startsWith('hugepages-');

/** The amount that a quantity text stands for in the unit of resource `name`, rounded up; undefined when it is no quantity. */
export function resourceAmount(name: string, text: string): number | undefined {
  return name === 'cpu' ? milliUnits(text) : wholeUnits(text);
}

/** An amount of resource `name` as a Kubernetes quantity. */
export function formatAmount(name: string, amount: number): string {
  if (name === 'cpu') return formatMilli(amount);
  return isBytes(name) ? formatBytes(amount) : String(amount);
}

/** The sum per resource. */
export function addResources(a: Resources, b: Resources): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [name, amount] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + amount;
  return sum;
}

/** The larger amount per resource. */
export function maxResources(a: Resources, b: Resources): Record<string, number> {
  const max: Record<string, number> = { ...a };
  for (const [name, amount] of Object.entries(b)) max[name] = Math.max(max[name] ?? 0, amount);
  return max;
}
