/** What happens when: actions by time, those of one time in the order in which they were planned. */

export interface PlannedEvent {
  readonly at: number;
  readonly run: (now: number) => void;
}

interface Entry extends PlannedEvent {
  readonly order: number;
}

/** A binary heap. Times are whole seconds. */
export class EventQueue {
  readonly #heap: Entry[] = [];
  #planned = 0;
  /** Times at which nothing is done. */
  readonly #pauses = new Set<number>();

  plan(at: number, run: PlannedEvent['run']): void {
    this.#heap.push({ at: Math.ceil(at), run, order: this.#planned++ });
    this.#rise(this.#heap.length - 1);
  }

  /** Something turns into something else by itself: the walk over time shall stop there, once for all that do. */
  pause(at: number): void {
    if (this.#pauses.has(at)) return;
    this.#pauses.add(at);
    this.plan(at, () => this.#pauses.delete(at));
  }

  /** When the next event is due; undefined when there is none. */
  get nextAt(): number | undefined {
    return this.#heap[0]?.at;
  }

  take(): PlannedEvent | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first && last && first !== last) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (!one || !other) return one !== undefined;
    return one.at === other.at ? one.order < other.order : one.at < other.at;
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (!one || !other) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }

  #rise(start: number): void {
    for (let index = start; index > 0;) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(start: number): void {
    for (let index = start; ;) {
      const left = 2 * index + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (child >= this.#heap.length || !this.#isBefore(child, index)) return;
      this.#swap(index, child);
      index = child;
    }
  }
}
