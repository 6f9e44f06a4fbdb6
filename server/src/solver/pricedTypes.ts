/** Instance types by price under the offerings that suit, ties by name. Sorted once per combination of offerings.
 *  @source kubernetes-sigs/karpenter pkg/cloudprovider/types.go OrderByPrice@v1.14.1 (its ties are in no defined order) */
import { perObject } from '../util/perObject';
import { sortedUnique } from '../util/sort';
import { hasBit, type Bits } from './bitset';
import type { OfferingKind, TypeIndex } from './typeIndex';

export interface PriceOrder {
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

  /** All types by their cheapest offering of these kinds. Where prices do not depend on the zone, neither does the order:
   *  then it also names types that are not sold in the zones, and is to be read only for types that are.
   *  @param kinds  indexes into `TypeIndex.kinds`, ascending */
  order(kinds: readonly number[]): PriceOrder {
    const key = this.#keyOf(kinds);
    const known = this.#orders.get(key);
    if (known) return known;
    const usdPerHour = this.#prices(this.#index.hasZonelessPrices ? this.#alike(kinds) : kinds);
    // Types are numbered by name, so that numbers break ties of price.
    const compare = (a: number, b: number): number =>
      comparePrices(usdPerHour[a] ?? 0, usdPerHour[b] ?? 0) || a - b;
    const order = { types: Int32Array.from([...usdPerHour.keys()].sort(compare)), usdPerHour };
    this.#orders.set(key, order);
    return order;
  }

  #keyOf(kinds: readonly number[]): string {
    if (!this.#index.hasZonelessPrices) return kinds.join();
    return sortedUnique(kinds.map((kind) => this.#kind(kind).capacityType)).join();
  }

  /** All kinds of the same capacity types. */
  #alike(kinds: readonly number[]): readonly number[] {
    const wanted = new Set(kinds.map((kind) => this.#kind(kind).capacityType));
    return [...this.#index.kinds.keys()].filter((kind) => wanted.has(this.#kind(kind).capacityType));
  }

  #kind(kind: number): OfferingKind {
    return this.#index.kinds[kind] as OfferingKind;
  }

  #prices(kinds: readonly number[]): Float64Array {
    const prices = new Float64Array(this.#index.size).fill(Infinity);
    for (const kind of kinds) {
      this.#kind(kind).usdPerHour.forEach((price, type) => {
        if (price < (prices[type] ?? 0)) prices[type] = price;
      });
    }
    return prices;
  }
}

/** The orders of an index, kept from one solve to the next. */
export const pricedTypesOf = perObject((index: TypeIndex) => new PricedTypes(index));

/** The first `most` types of the order that are in `among` and not dearer than `limit`. */
export function cheapest(
  { types, usdPerHour }: PriceOrder,
  among: Bits,
  most: number,
  limit = Infinity,
): number[] {
  const taken: number[] = [];
  for (const type of types) {
    if (taken.length === most || (usdPerHour[type] ?? 0) > limit) break;
    if (hasBit(among, type)) taken.push(type);
  }
  return taken;
}

/** What the cheapest of `among` costs; Infinity when none has a suiting offering. */
export function lowestPrice(order: PriceOrder, among: Bits): number {
  const [first] = cheapest(order, among, 1);
  return first === undefined ? Infinity : (order.usdPerHour[first] ?? Infinity);
}

/** Infinity equals itself, unlike by subtraction. */
function comparePrices(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
