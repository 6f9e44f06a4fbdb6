/** The queue of pods: biggest first, and when a pod finds no place it goes to the end, until a whole round brings nothing.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/queue.go@v1.14.1 */
import type { PodGroup } from '../model/pod';
import { compareText } from '../util/sort';
import { nameOf, type ClassifiedGroup } from './classify';
import { CPU, MEMORY } from './resourceVector';

export class PodQueue {
  /** Places in the list of classified groups, one per pod, as a ring. */
  readonly #pods: Int32Array;
  /** By the same place in the ring: how long the queue was when the pod was put back; 0: it never was. */
  readonly #lengthThen: Int32Array;
  #head = 0;
  #length: number;

  /** @param order  places in the list of classified groups, one per pod */
  constructor(order: Int32Array) {
    this.#pods = order;
    this.#lengthThen = new Int32Array(order.length);
    this.#length = order.length;
  }

  /** The next pod; undefined when none is left, or all that are left have been tried since the last success. */
  pop(): number | undefined {
    if (this.#length === 0 || this.#lengthThen[this.#head] === this.#length) return undefined;
    const pod = this.#pods[this.#head];
    this.#head = this.#head + 1 === this.#pods.length ? 0 : this.#head + 1;
    this.#length--;
    return pod;
  }

  /** Puts the pod that was popped last back at the end. */
  push(pod: number): void {
    const tail = (this.#head + this.#length) % this.#pods.length;
    this.#pods[tail] = pod;
    this.#lengthThen[tail] = ++this.#length;
  }

  /** What is still in it. */
  rest(): number[] {
    return Array.from(
      { length: this.#length },
      (_, i) => this.#pods[(this.#head + i) % this.#pods.length] ?? 0,
    );
  }
}

/** The pods in queue order, each as the place of its group in `classified`: by CPU, then memory, largest first, then by
 *  UID, which is the name of the kind and the pod (all are equally old).
 *  @param poll  called now and then; may throw to stop */
export function queueOrder(
  classified: readonly ClassifiedGroup[],
  groups: readonly PodGroup[],
  poll: () => void,
): Int32Array {
  const prefixes = classified.map(({ group }) => uidPrefix(groups[group] as PodGroup));
  const compare = (a: number, b: number): number =>
    compareRequests(classified[a], classified[b]) ||
    compareText(prefixes[a] ?? '', prefixes[b] ?? '') ||
    a - b;
  const places = [...classified.keys()].sort(compare);
  const order = new Int32Array(classified.reduce((sum, { podCount }) => sum + podCount, 0));
  let filled = 0;
  for (const block of interleavedBlocks(
    places,
    prefixes,
    (a, b) => compareRequests(classified[a], classified[b]) === 0,
  )) {
    poll();
    for (const place of expand(block, prefixes, classified)) order[filled++] = place;
  }
  return order;
}

function compareRequests(a: ClassifiedGroup | undefined, b: ClassifiedGroup | undefined): number {
  const [left, right] = [a?.podClass.requests, b?.podClass.requests];
  return (right?.[CPU] ?? 0) - (left?.[CPU] ?? 0) || (right?.[MEMORY] ?? 0) - (left?.[MEMORY] ?? 0);
}

/** What the UIDs of the group's pods start with; for a bare pod all of it. */
function uidPrefix({ workload, kind, template, bare }: PodGroup): string {
  return `${template.namespace}/${kind}/${nameOf(workload)}${bare ? '' : '-'}`;
}

/** Groups whose UIDs may interleave, because one prefix starts the other: nearly always groups of one. */
function interleavedBlocks(
  places: readonly number[],
  prefixes: readonly string[],
  areEqual: (a: number, b: number) => boolean,
): number[][] {
  const blocks: number[][] = [];
  for (const place of places) {
    const block = blocks.at(-1);
    const first = block?.[0];
    const joins =
      first !== undefined &&
      areEqual(first, place) &&
      (prefixes[place] ?? '').startsWith(prefixes[first] ?? '');
    if (joins) block?.push(place);
    else blocks.push([place]);
  }
  return blocks;
}

function expand(
  block: readonly number[],
  prefixes: readonly string[],
  classified: readonly ClassifiedGroup[],
): Iterable<number> {
  const [only] = block;
  if (block.length === 1 && only !== undefined) {
    return new Array<number>(classified[only]?.podCount ?? 0).fill(only);
  }
  const pods = block.flatMap((place) =>
    Array.from({ length: classified[place]?.podCount ?? 0 }, (_, i) => ({
      place,
      uid: isBarePrefix(prefixes[place])
        ? (prefixes[place] ?? '')
        : `${prefixes[place]}${String(i).padStart(5, '0')}`,
    })),
  );
  return pods.sort((a, b) => compareText(a.uid, b.uid)).map(({ place }) => place);
}

const isBarePrefix = (prefix = ''): boolean => !prefix.endsWith('-');
