/** What is left of a pool's limits while nodes are planned: each is charged with the largest of the types it may become.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go subtractMax@v1.14.1 */
import type { Resources } from '../model/resources';
import type { Bits } from './bitset';
import { withinLimits, type TypeIndex } from './typeIndex';

export class PoolLimits {
  readonly remaining: Map<string, number>;
  readonly #index: TypeIndex;
  readonly #types: Bits;
  #within: Bits | undefined;

  /** @param limits  undefined: none */
  constructor(limits: Resources | undefined, types: Bits, index: TypeIndex) {
    this.remaining = new Map(Object.entries(limits ?? {}));
    this.#types = types;
    this.#index = index;
  }

  /** Upstream looks at the number of nodes only to see whether none is allowed: within a pass it does not count down. */
  get allowsNoNode(): boolean {
    return this.remaining.get('nodes') === 0;
  }

  /** The pool's types that would not break a limit by themselves. */
  get within(): Bits {
    if (this.remaining.size === 0) return this.#types;
    return (this.#within ??= withinLimits(this.#index, this.#types, this.remaining));
  }

  /** Takes a running node off. */
  use(capacity: Resources): void {
    for (const [resource, amount] of this.remaining)
      this.remaining.set(resource, amount - (resource === 'nodes' ? 1 : (capacity[resource] ?? 0)));
    this.#within = undefined;
  }

  charge(types: Bits): void {
    if (this.remaining.size === 0) return;
    for (const [resource, amount] of this.remaining) {
      this.remaining.set(resource, amount - this.#index.largestCapacity(resource, types));
    }
    this.#within = undefined;
  }
}
