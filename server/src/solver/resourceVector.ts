/** Amounts of resources as arrays, indexed by a number per resource name. */
import type { Resources } from '../model/resources';

export type Amounts = Float64Array;

export const CPU = 0;
export const MEMORY = 1;
const PODS = 2;

/** Numbers the resources that anything asks for. Complete before the first vector is made. */
export class ResourceNames {
  readonly names: string[] = ['cpu', 'memory', 'pods'];
  readonly #numbers = new Map(this.names.map((name, index) => [name, index]));

  learn(resources: Resources): void {
    for (const name of Object.keys(resources)) {
      if (this.#numbers.has(name)) continue;
      this.#numbers.set(name, this.names.length);
      this.names.push(name);
    }
  }

  zero(): Amounts {
    return new Float64Array(this.names.length);
  }

  /** The requests of a number of pods that ask for `resources` together. */
  ofPods(resources: Resources, podCount: number): Amounts {
    const amounts = this.zero();
    for (const [name, amount] of Object.entries(resources)) amounts[this.#numbers.get(name) ?? 0] = amount;
    amounts[PODS] = podCount;
    return amounts;
  }

  /** Zero amounts are left out. */
  toResources(amounts: Amounts): Record<string, number> {
    const entries = this.names.map((name, index) => [name, amounts[index] ?? 0] as const);
    return Object.fromEntries(entries.filter(([, amount]) => amount !== 0));
  }
}

export function addAmounts(target: Amounts, added: Amounts): void {
  for (let index = 0; index < target.length; index++)
    target[index] = (target[index] ?? 0) + (added[index] ?? 0);
}
