/** Instance types by price under the offerings that suit, ties by name. Sorted once per combination of offerings.
 *  @source kubernetes-sigs/karpenter pkg/cloudprovider/types.go OrderByPrice@v1.14.1 (its ties are in no defined order) */
import { SPOT } from '../model/labels';
import { hasBit, type Bits } from './bitset';
import type { TypeIndex } from './typeIndex';

interface PriceOrder {
  /** Types, cheapest first. */
  readonly types: Int32Array;
  /** By type; Infinity for one without a suiting offering. */
  readonly usdPerHour: Float64Array;
}

export class PricedTypes {
  readonly #index: TypeIndex;
  readonly #orders = new Map<string, PriceOrder>();

  constructor(index: TypeIndex) {
    this.#index = index;
  }

  /** The cheapest `most` types of `among`.
   *  @param kinds  the offerings that suit, ascending
   *  @param spotLimit  spot offerings above it do not count; not below the cheapest on-demand offering among the types */
  cheapest(kinds: readonly number[], among: Bits, most: number, spotLimit = Infinity): number[] {
    const order = this.#order(kinds);
    const chosen = take(order.types, most, (type) => {
      return hasBit(among, type) && (spotLimit === Infinity || (order.usdPerHour[type] ?? 0) <= spotLimit);
    });
    if (spotLimit === Infinity || chosen.length === most) return chosen;
    return [...chosen, ...this.#dearerOnDemand(kinds, among, most - chosen.length, new Set(chosen))];
  }

  /** Types without an offering within the limit: they are bought on demand. */
  #dearerOnDemand(kinds: readonly number[], among: Bits, most: number, taken: ReadonlySet<number>): number[] {
    const onDemand = kinds.filter((kind) => this.#index.kinds[kind]?.capacityType !== SPOT);
    const { types } = this.#order(onDemand);
    return take(types, most, (type) => hasBit(among, type) && !taken.has(type));
  }

  /** Types are numbered by name, so that numbers break ties of price. */
  #order(kinds: readonly number[]): PriceOrder {
    const key = kinds.join();
    const known = this.#orders.get(key);
    if (known) return known;
    const usdPerHour = this.#prices(kinds);
    const compare = (a: number, b: number): number =>
      comparePrices(usdPerHour[a] ?? 0, usdPerHour[b] ?? 0) || a - b;
    const order = { types: Int32Array.from([...usdPerHour.keys()].sort(compare)), usdPerHour };
    this.#orders.set(key, order);
    return order;
  }

  #prices(kinds: readonly number[]): Float64Array {
    const prices = new Float64Array(this.#index.size).fill(Infinity);
    for (const kind of kinds) {
      this.#index.kinds[kind]?.usdPerHour.forEach((price, type) => {
        if (price < (prices[type] ?? 0)) prices[type] = price;
      });
    }
    return prices;
  }
}

function take(types: Int32Array, most: number, isWanted: (type: number) => boolean): number[] {
  const taken: number[] = [];
  for (const type of types) {
    if (taken.length === most) break;
    if (isWanted(type)) taken.push(type);
  }
  return taken;
}

/** Infinity equals itself, unlike by subtraction. */
function comparePrices(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
