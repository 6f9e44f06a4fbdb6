/** Pods and nodes as they come, get ready and go. Who goes where is not decided here. */
import type { ClusterNode, RunningPod } from '../consolidation/state';
import { compareNumber, compareText } from '../util/sort';
import type { PlannedWorkload } from './plan';

export interface TimedPod {
  readonly pod: RunningPod;
  readonly workload: PlannedWorkload;
  readonly createdAt: number;
  /** When the scheduler first looked at it. */
  triedAt: number;
  /** Where it runs, or will run once that node is ready. */
  node: TimedNode | undefined;
  /** Infinity until it happened, as are the next two. */
  boundAt: number;
  /** Containers started. */
  runningAt: number;
  readyAt: number;
  /** Removed, from when on it no longer counts. */
  isGone: boolean;
}

export interface TimedNode {
  readonly base: ClusterNode;
  readonly launchedAt: number;
  readyAt: number;
  state: 'starting' | 'ready' | 'leaving' | 'gone';
  readonly pods: Set<TimedPod>;
  /** The same by name. */
  readonly podsByName: TimedPod[];
  /** By workload: when its image is there. */
  readonly images: Map<string, number>;
  lastPodEventAt: number;
  /** Pods of capacity buffers for which there is room on it. */
  bufferCount: number;
  /** The node with its pods as consolidation takes it; undefined when it has to be made anew. */
  view: ClusterNode | undefined;
  /** Whether the view holds for the moment alone: pods on it are protected while they are young. */
  isViewBrief: boolean;
}

const NEVER = Infinity;

export class Fleet {
  readonly nodes = new Map<string, TimedNode>();
  readonly pods = new Map<string, Set<TimedPod>>();
  /** Rises with every change that scheduling or consolidation could see. */
  version = 0;
  /** Rises when a pod comes, goes, or gets to know when it will run. */
  podVersion = 0;
  readonly #nextIndex = new Map<string, number>();
  /** Of all nodes; undefined when one came or went since it was summed. */
  #usdPerHour: number | undefined;
  /** All nodes by name; undefined likewise. */
  #byName: readonly TimedNode[] | undefined;

  createPods(workload: PlannedWorkload, count: number, now: number): readonly TimedPod[] {
    const start = this.#nextIndex.get(workload.key) ?? 0;
    this.#nextIndex.set(workload.key, start + count);
    const created: TimedPod[] = [];
    const known = this.podsOf(workload.key);
    for (let index = start; index < start + count; index++) {
      const pod = newPod(workload, index, now);
      created.push(pod);
      known.add(pod);
    }
    this.version++;
    this.podVersion++;
    return created;
  }

  podsOf(key: string): Set<TimedPod> {
    const known = this.pods.get(key);
    if (known) return known;
    const none = new Set<TimedPod>();
    this.pods.set(key, none);
    return none;
  }

  removePod(pod: TimedPod, now: number): void {
    pod.isGone = true;
    this.podsOf(pod.workload.key).delete(pod);
    if (pod.node) this.unassign(pod, now);
    this.version++;
    this.podVersion++;
  }

  /** When the pod is bound, runs and is ready, from now on. */
  plan(
    pod: TimedPod,
    { boundAt, runningAt, readyAt }: Pick<TimedPod, 'boundAt' | 'runningAt' | 'readyAt'>,
  ): void {
    pod.boundAt = boundAt;
    pod.runningAt = runningAt;
    pod.readyAt = readyAt;
    this.podVersion++;
  }

  assign(pod: TimedPod, node: TimedNode, now: number): void {
    pod.node = node;
    node.pods.add(pod);
    node.podsByName.splice(placeAfter(node.podsByName, pod), 0, pod);
    node.lastPodEventAt = now;
    this.#changed(node);
  }

  unassign(pod: TimedPod, now: number): void {
    const { node } = pod;
    pod.node = undefined;
    if (!node) return;
    node.pods.delete(pod);
    node.podsByName.splice(node.podsByName.indexOf(pod), 1);
    node.lastPodEventAt = now;
    this.#changed(node);
  }

  addNode(base: ClusterNode, launchedAt: number, readyAt: number): TimedNode {
    const node: TimedNode = {
      ...{ base, launchedAt, readyAt, state: 'starting', pods: new Set(), podsByName: [], images: new Map() },
      ...{ lastPodEventAt: readyAt, bufferCount: 0, view: undefined, isViewBrief: false },
    };
    this.nodes.set(base.name, node);
    this.#comeOrGone();
    this.version++;
    return node;
  }

  setState(node: TimedNode, state: TimedNode['state']): void {
    node.state = state;
    if (state === 'gone') {
      this.nodes.delete(node.base.name);
      this.#comeOrGone();
    }
    this.#changed(node);
  }

  #comeOrGone(): void {
    this.#usdPerHour = undefined;
    this.#byName = undefined;
  }

  setBufferCount(node: TimedNode, count: number): void {
    if (node.bufferCount === count) return;
    node.bufferCount = count;
    this.#changed(node);
  }

  #changed(node: TimedNode): void {
    node.view = undefined;
    this.version++;
  }

  /** Nodes that may hold pods, by name. @param now  for pods that are protected only while they are young */
  views(now: number, states: readonly TimedNode['state'][]): readonly ClusterNode[] {
    this.#byName ??= [...this.nodes.values()].sort((a, b) => compareText(a.base.name, b.base.name));
    return this.#byName.filter(({ state }) => states.includes(state)).map((node) => viewOf(node, now));
  }

  get usdPerHour(): number {
    if (this.#usdPerHour !== undefined) return this.#usdPerHour;
    let total = 0;
    for (const { base } of this.nodes.values()) total += base.usdPerHour;
    this.#usdPerHour = total;
    return total;
  }

  /** The pods that a ReplicaSet gives up first.
   *  @source kubernetes/kubernetes pkg/controller/controller_utils.go ActivePodsWithRanks@v1.35 */
  surplus(key: string, count: number, now: number): readonly TimedPod[] {
    const pods = this.podsOf(key);
    const perNode = new Map<TimedNode | undefined, number>();
    for (const { node } of pods) perNode.set(node, (perNode.get(node) ?? 0) + 1);
    return Array.from(pods, (pod) => ({ pod, rank: rankOf(pod, perNode.get(pod.node) ?? 0, now) }))
      .sort(compareRanked)
      .slice(0, count)
      .map(({ pod }) => pod);
  }
}

interface Ranked {
  readonly pod: TimedPod;
  readonly rank: number;
}

/** More than there are pods of a workload on a node, and more than ranks of ages. */
const MOST_PODS = 2 ** 20;
const AGE_RANKS = 2 ** 6;

/** By how far it has come, then the largest number of the workload's pods on its node, then the shortest time of being ready, then
 *  the youngest: digits of one number, since there are many to compare. */
const rankOf = (pod: TimedPod, crowd: number, now: number): number =>
  ((stageOf(pod, now) * MOST_PODS + MOST_PODS - 1 - crowd) * AGE_RANKS + ageRank(pod.readyAt, now)) *
    AGE_RANKS +
  ageRank(pod.createdAt, now);

function stageOf({ boundAt, runningAt, readyAt }: TimedPod, now: number): number {
  if (boundAt > now) return 0;
  if (runningAt > now) return 1;
  return readyAt > now ? 2 : 3;
}

const compareRanked = (a: Ranked, b: Ranked): number =>
  compareNumber(a.rank, b.rank) || compareText(b.pod.pod.name, a.pod.pod.name);

/** Many are made: one literal costs a fraction of spread parts. */
const newPod = (workload: PlannedWorkload, index: number, now: number): TimedPod => ({
  pod: workload.podOf(index),
  workload,
  createdAt: now,
  triedAt: NEVER,
  node: undefined,
  boundAt: NEVER,
  runningAt: NEVER,
  readyAt: NEVER,
  isGone: false,
});

/** Ages count by powers of two; 0 for what is to come. */
const ageRank = (since: number, now: number): number =>
  since > now ? 0 : 1 + Math.floor(Math.log2(Math.max(1, now - since)));

/** Where a pod comes among others that are sorted by name. */
function placeAfter(sorted: readonly TimedPod[], { pod }: TimedPod): number {
  // Most come in the order of their names.
  const last = sorted.at(-1);
  if (!last || compareText(last.pod.name, pod.name) <= 0) return sorted.length;
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(sorted[middle]?.pod.name ?? '', pod.name) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function viewOf(node: TimedNode, now: number): ClusterNode {
  if (node.view && !node.isViewBrief) return node.view;
  node.isViewBrief = node.podsByName.some(({ workload }) => isBrieflyProtected(workload));
  const { name, pool, type, zone, capacityType, usdPerHour, labels, daemons } = node.base;
  // Many are made: one literal costs a fraction of a copy.
  const view: ClusterNode = {
    name,
    pool,
    type,
    zone,
    capacityType,
    usdPerHour,
    labels,
    daemons,
    pods: node.podsByName.map(node.isViewBrief ? (timed) => podAt(timed, now) : podOf),
    isStarting: node.state === 'starting',
    hostsBuffer: node.bufferCount > 0,
  };
  node.view = view;
  return view;
}

const podOf = ({ pod }: TimedPod): RunningPod => pod;

const podAt = (timed: TimedPod, now: number): RunningPod =>
  isBrieflyProtected(timed.workload) && !isProtected(timed, now)
    ? { ...timed.pod, isProtected: false }
    : timed.pod;

/** Whether the pod's `do-not-disrupt` keeps it, and with it the node. */
export const isProtected = ({ boundAt, workload }: TimedPod, now: number): boolean =>
  workload.protectedSeconds > 0 && now - boundAt < workload.protectedSeconds;

const isBrieflyProtected = ({ protectedSeconds }: PlannedWorkload): boolean =>
  protectedSeconds > 0 && protectedSeconds !== Infinity;
