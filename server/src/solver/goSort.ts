/** Go's `sort.Slice`: an unstable sort whose order among equals is part of Karpenter's answer. It is pattern-defeating
 *  quicksort: insertion sort for short ranges, a sampled pivot, a cheap finish for ranges that look sorted, and heap sort
 *  when pivots keep being bad. Written from the algorithm; `test/unit/solver/goSort.test.ts` holds orders that Go made.
 *  @source golang/go src/sort/zsortfunc.go@go1.26 */

/** What is sorted, seen only through positions. */
export interface Sortable {
  less(i: number, j: number): boolean;
  swap(i: number, j: number): void;
}

const MAX_INSERTION = 12;
const SHORTEST_NINTHER = 50;
const SHORTEST_SHIFTING = 50;
const MAX_STEPS = 5;

/** Sorts positions 0 to `length` - 1. */
export function goSort(data: Sortable, length: number): void {
  quickSort(data, 0, length, bitLength(length));
}

/** A sorted copy, by Go's unstable sort. */
export function goSorted<T>(items: readonly T[], isLess: (a: T, b: T) => boolean): T[] {
  const copy = [...items];
  const at = (index: number): T => copy[index] as T;
  goSort(
    {
      less: (i, j) => isLess(at(i), at(j)),
      swap: (i, j) => ([copy[i], copy[j]] = [at(j), at(i)]),
    },
    copy.length,
  );
  return copy;
}

const bitLength = (value: number): number => 32 - Math.clz32(value);

interface Range {
  from: number;
  to: number;
  /** How many more badly balanced pivots are allowed. */
  limit: number;
  wasBalanced: boolean;
  wasPartitioned: boolean;
}

function quickSort(data: Sortable, from: number, to: number, limit: number): void {
  const range: Range = { from, to, limit, wasBalanced: true, wasPartitioned: true };
  while (!isFinished(data, range)) divide(data, range);
}

/** Handles what needs no partition: short ranges, and those with too many bad pivots. */
function isFinished(data: Sortable, range: Range): boolean {
  if (range.to - range.from <= MAX_INSERTION) {
    insertionSort(data, range.from, range.to);
    return true;
  }
  if (range.limit === 0) {
    heapSort(data, range.from, range.to);
    return true;
  }
  return false;
}

/** One round: picks a pivot, partitions, sorts the smaller part, and leaves the larger one in `range`. */
function divide(data: Sortable, range: Range): void {
  if (!range.wasBalanced) {
    breakPatterns(data, range.from, range.to);
    range.limit--;
  }
  const choice = choosePivot(data, range.from, range.to);
  if (choice.hint === 'decreasing') {
    reverse(data, range.from, range.to);
    choice.pivot = range.to - 1 - (choice.pivot - range.from);
    choice.hint = 'increasing';
  }
  const looksSorted = range.wasBalanced && range.wasPartitioned && choice.hint === 'increasing';
  if (looksSorted && partialInsertionSort(data, range.from, range.to)) {
    range.from = range.to;
    return;
  }
  if (range.from > 0 && !data.less(range.from - 1, choice.pivot)) {
    range.from = partitionEqual(data, range.from, range.to, choice.pivot);
    return;
  }
  split(data, range, choice.pivot);
}

function split(data: Sortable, range: Range, pivot: number): void {
  const { from, to } = range;
  const { middle, wasPartitioned } = partition(data, from, to, pivot);
  range.wasPartitioned = wasPartitioned;
  const [left, right] = [middle - from, to - middle];
  range.wasBalanced = Math.min(left, right) >= Math.floor((to - from) / 8);
  if (left < right) {
    quickSort(data, from, middle, range.limit);
    range.from = middle + 1;
  } else {
    quickSort(data, middle + 1, to, range.limit);
    range.to = middle;
  }
}

function insertionSort(data: Sortable, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    for (let j = i; j > from && data.less(j, j - 1); j--) data.swap(j, j - 1);
  }
}

function heapSort(data: Sortable, from: number, to: number): void {
  const size = to - from;
  for (let i = Math.floor((size - 1) / 2); i >= 0; i--) siftDown(data, from, i, size);
  for (let i = size - 1; i >= 0; i--) {
    data.swap(from, from + i);
    siftDown(data, from, 0, i);
  }
}

function siftDown(data: Sortable, first: number, start: number, size: number): void {
  for (let root = start; ;) {
    let child = 2 * root + 1;
    if (child >= size) return;
    if (child + 1 < size && data.less(first + child, first + child + 1)) child++;
    if (!data.less(first + root, first + child)) return;
    data.swap(first + root, first + child);
    root = child;
  }
}

/** Puts smaller elements left of the pivot, the others right of it. */
function partition(data: Sortable, from: number, to: number, pivot: number) {
  data.swap(from, pivot);
  let i = from + 1;
  let j = to - 1;
  for (let round = 0; ; round++) {
    while (i <= j && data.less(i, from)) i++;
    while (i <= j && !data.less(j, from)) j--;
    if (i > j) {
      data.swap(j, from);
      return { middle: j, wasPartitioned: round === 0 };
    }
    data.swap(i, j);
    i++;
    j--;
  }
}

/** Puts elements equal to the pivot left, larger ones right; none is smaller. Returns where the larger ones start. */
function partitionEqual(data: Sortable, from: number, to: number, pivot: number): number {
  data.swap(from, pivot);
  let i = from + 1;
  let j = to - 1;
  for (;;) {
    while (i <= j && !data.less(from, i)) i++;
    while (i <= j && data.less(from, j)) j--;
    if (i > j) return i;
    data.swap(i, j);
    i++;
    j--;
  }
}

/** Repairs a few misplaced neighbours; true when the range is sorted then. */
function partialInsertionSort(data: Sortable, from: number, to: number): boolean {
  let i = from + 1;
  for (let step = 0; step < MAX_STEPS; step++) {
    while (i < to && !data.less(i, i - 1)) i++;
    if (i === to) return true;
    if (to - from < SHORTEST_SHIFTING) return false;
    data.swap(i, i - 1);
    if (i - from >= 2) {
      for (let j = i - 1; j >= 1 && data.less(j, j - 1); j--) data.swap(j, j - 1);
    }
    if (to - i >= 2) {
      for (let j = i + 1; j < to && data.less(j, j - 1); j++) data.swap(j, j - 1);
    }
  }
  return false;
}

/** Scatters three elements, the same way for every range of a length. */
function breakPatterns(data: Sortable, from: number, to: number): void {
  const length = to - from;
  if (length < 8) return;
  const mask = BigInt(2 ** bitLength(length) - 1);
  let random = BigInt(length);
  const start = from + Math.floor(length / 4) * 2 - 1;
  for (let index = start; index <= start + 2; index++) {
    random = xorShift(random);
    const other = Number(random & mask);
    data.swap(index, from + (other >= length ? other - length : other));
  }
}

function xorShift(state: bigint): bigint {
  let next = state ^ BigInt.asUintN(64, state << 13n);
  next ^= next >> 7n;
  return next ^ BigInt.asUintN(64, next << 17n);
}

function reverse(data: Sortable, from: number, to: number): void {
  for (let i = from, j = to - 1; i < j; i++, j--) data.swap(i, j);
}

interface PivotChoice {
  pivot: number;
  hint: 'unknown' | 'increasing' | 'decreasing';
}

const MAX_SWAPS = 12;

/** The median of three samples, each the median of three neighbours in longer ranges. How often samples were out of
 *  order tells whether the range looks sorted. */
function choosePivot(data: Sortable, from: number, to: number): PivotChoice {
  const quarter = Math.floor((to - from) / 4);
  const median = new MedianFinder(data);
  let samples: [number, number, number] = [from + quarter, from + quarter * 2, from + quarter * 3];
  if (to - from >= SHORTEST_NINTHER) {
    const [i, j, k] = samples;
    samples = [
      median.ofThree(i - 1, i, i + 1),
      median.ofThree(j - 1, j, j + 1),
      median.ofThree(k - 1, k, k + 1),
    ];
  }
  const pivot = median.ofThree(...samples);
  if (median.swaps === 0) return { pivot, hint: 'increasing' };
  return { pivot, hint: median.swaps === MAX_SWAPS ? 'decreasing' : 'unknown' };
}

class MedianFinder {
  readonly #data: Sortable;
  swaps = 0;

  constructor(data: Sortable) {
    this.#data = data;
  }

  ofThree(a: number, b: number, c: number): number {
    const [low, high] = this.#ordered(a, b);
    const [middle] = this.#ordered(high, c);
    return this.#ordered(low, middle)[1];
  }

  #ordered(a: number, b: number): readonly [number, number] {
    if (!this.#data.less(b, a)) return [a, b];
    this.swaps++;
    return [b, a];
  }
}
