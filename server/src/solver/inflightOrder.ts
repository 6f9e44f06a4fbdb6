/** The order in which planned nodes are tried: by pod count, equals as Go's unstable sort leaves them. The sort runs
 *  before each pod over what it left the time before, where only one node has changed; where its outcome is then known,
 *  that node is moved instead of sorting. */
import { goSort, type Sortable } from './goSort';

const INSERTION_LENGTH = 12;
const SAMPLED_LENGTH = 50;

/** As many as the engine keeps on its own heap: most solves plan fewer nodes, and memory outside is dear to get. */
const START_LENGTH = 16;

export class InflightOrder implements Sortable {
  /** Node numbers in order; only the first `length` count. */
  #order = new Int32Array(START_LENGTH);
  /** By node number. */
  #counts = new Int32Array(START_LENGTH);
  #length = 0;
  /** The place of the node that changed since the last sort; -1: none. */
  #changed = -1;
  #lowestTouched = Infinity;

  get length(): number {
    return this.#length;
  }

  /** The node at a place. */
  at(place: number): number {
    return this.#order[place] ?? 0;
  }

  /** Adds the next node, with one pod. */
  append(): void {
    if (this.#length === this.#order.length) this.#grow();
    this.#order[this.#length] = this.#length;
    this.#counts[this.#length] = 1;
    this.#changed = this.#length++;
    this.#lowestTouched = Math.min(this.#lowestTouched, this.#changed);
  }

  #grow(): void {
    for (const name of ['order', 'counts'] as const) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(name === 'order' ? this.#order : this.#counts);
      if (name === 'order') this.#order = larger;
      else this.#counts = larger;
    }
  }

  /** Counts one more pod on the node at a place. */
  increment(place: number): void {
    const node = this.at(place);
    this.#counts[node] = (this.#counts[node] ?? 0) + 1;
    this.#changed = place;
  }

  /** Brings the nodes into the order in which the next pod tries them. */
  settle(): void {
    const place = this.#changed;
    this.#changed = -1;
    if (place < 0 || this.#isInPlace(place)) return;
    if (this.#movesAlone(place)) this.#move(place);
    else this.#sort();
  }

  #sort(): void {
    goSort(this, this.#length);
    this.#lowestTouched = 0;
  }

  /** The first place that got another node since the last call; Infinity: none did. */
  takeLowestTouched(): number {
    const lowest = this.#lowestTouched;
    this.#lowestTouched = Infinity;
    return lowest;
  }

  #isInPlace(place: number): boolean {
    const count = this.#countAt(place);
    const isRightOfSmaller = place === 0 || this.#countAt(place - 1) <= count;
    return isRightOfSmaller && (place === this.#length - 1 || count <= this.#countAt(place + 1));
  }

  /** Whether the sort does nothing but shift the one node to the end of its equals. Short ranges are sorted by
   *  insertion. Long ones are first sampled for order; with the node not among the samples they look sorted, and are
   *  finished by shifting. In between the sort partitions. */
  #movesAlone(place: number): boolean {
    if (this.#length <= INSERTION_LENGTH) return true;
    return this.#length >= SAMPLED_LENGTH && !this.#isSampled(place);
  }

  #isSampled(place: number): boolean {
    const quarter = this.#length >>> 2;
    for (let sample = quarter; sample <= quarter * 3; sample += quarter) {
      if (Math.abs(place - sample) <= 1) return true;
    }
    return false;
  }

  /** Shifts the node at `place`, all others being in order, to the end of its equals. */
  #move(place: number): void {
    const order = this.#order;
    const node = this.at(place);
    const count = this.#countAt(place);
    const isTooFarRight = place > 0 && this.#countAt(place - 1) > count;
    const to = isTooFarRight
      ? this.#firstWithAtLeast(count + 1, 0, place)
      : this.#firstWithAtLeast(count, place + 1, this.#length) - 1;
    if (isTooFarRight) order.copyWithin(to + 1, to, place);
    else order.copyWithin(place, place + 1, to + 1);
    order[to] = node;
    this.#lowestTouched = Math.min(this.#lowestTouched, place, to);
  }

  #firstWithAtLeast(count: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#countAt(middle) < count) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #countAt(place: number): number {
    return this.#counts[this.#order[place] ?? 0] ?? 0;
  }

  less(i: number, j: number): boolean {
    return this.#countAt(i) < this.#countAt(j);
  }

  swap(i: number, j: number): void {
    const node = this.at(i);
    this.#order[i] = this.at(j);
    this.#order[j] = node;
  }
}
