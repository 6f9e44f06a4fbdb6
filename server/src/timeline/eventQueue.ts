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
    this.#rise({ at: Math.ceil(at), run, order: this.#planned++ });
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
    if (last && this.#heap.length > 0) this.#sink(last);
    return first;
  }

  /** Puts an entry at the end, and whatever comes after it one level down. */
  #rise(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Entry;
      if (!comesBefore(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  /** Puts an entry in the place of the first one, and whatever comes before it one level up. */
  #sink(entry: Entry): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= heap.length) break;
      const right = heap[left + 1];
      const child = right && comesBefore(right, heap[left] as Entry) ? left + 1 : left;
      const below = heap[child] as Entry;
      if (!comesBefore(below, entry)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = entry;
  }
}

const comesBefore = (one: Entry, other: Entry): boolean =>
  one.at === other.at ? one.order < other.order : one.at < other.at;
