/** Where pods go that ask for nothing but room, or to be spread: the first node, by name, that has it and suits them. A solve comes to
 *  the same as long as none of them has to give up a wish, for such pods look at no others but those that they count, and whatever
 *  is placed only takes room; most pods of a timeline are like that.
 *  `test/property/prospects.property.test.ts` holds both against each other. */
import type { PodTemplate } from '../model/pod';
import type { Resources } from '../model/resources';
import { untolerated } from '../model/taints';
import { perObject } from '../util/perObject';
import { compareNumber, compareText } from '../util/sort';
import { roomOn } from './room';
import type { SpreadCount, Spreads } from './spreads';
import type { ClusterNode, RunningPod, World } from './state';

export interface FirstFit {
  /** By node: indexes of pods in the order in which they came. Nodes in the order in which they were given. */
  readonly placed: ReadonlyMap<string, readonly number[]>;
  readonly unplacedCount: number;
}

/** The first pod that no node takes while it keeps all its wishes. */
export interface Stuck {
  readonly stuck: RunningPod;
  /** Its spread constraints by then. */
  readonly counts: readonly SpreadCount[];
}

export interface Places {
  /** Nodes that take pods. */
  readonly open: readonly ClusterNode[];
  /** Nodes whose pods may have something against others, or are counted. */
  readonly all: readonly ClusterNode[];
  /** Those of them whose pods are moved. */
  readonly leaving: readonly ClusterNode[];
  readonly spreads: Spreads;
  /** Whether no node can be started, so that pods that ask for room alone are left when there is none. */
  readonly areAllThereIs?: boolean;
}

/** @returns undefined where it takes a solve to know */
export function firstFit(
  world: World,
  { open, all, leaving, spreads, areAllThereIs = false }: Places,
  pods: readonly RunningPod[],
): FirstFit | Stuck | undefined {
  if (!templatesOf(pods).every(asksForRoomOrSpread)) return undefined;
  if (all.some(hasDemands) || open.some(isOverfull)) return undefined;
  const counts = spreads.countsFor(pods, leaving);
  return counts && new Fitting(world, open, counts).place(pods, areAllThereIs);
}

/** Most pods are like the one before. */
function templatesOf(pods: readonly RunningPod[]): readonly PodTemplate[] {
  const templates: PodTemplate[] = [];
  for (const { template } of pods) if (template !== templates.at(-1)) templates.push(template);
  return templates;
}

/** Other wishes that could be given up, and all else that looks at other pods, are the solver's. */
const asksForRoomOrSpread = perObject(
  (template: PodTemplate): boolean =>
    template.refusal === undefined &&
    template.requiredNodeTerms.length < 2 &&
    [
      ...[template.preferredNodeTerms, template.podAffinity, template.preferredPodAffinity],
      ...[template.podAntiAffinity, template.preferredPodAntiAffinity],
      ...[template.hostPorts, template.volumeRequirements],
    ].every(({ length }) => length === 0),
);

/** Required anti-affinity binds the pods that it names, too. */
const hasDemands = perObject(({ daemons, pods }: ClusterNode): boolean =>
  [daemons, pods].some((some) => some.some(({ template }) => template.podAntiAffinity.length > 0)),
);

const isOverfull = perObject((node: ClusterNode): boolean =>
  Object.values(roomOn(node)).some((amount) => amount < 0),
);

/** A node that is being filled. */
interface Filling {
  readonly node: ClusterNode;
  /** Its own once a pod has been placed. */
  left: Record<string, number>;
  readonly placed: number[];
  /** The last template that was found to suit the node. */
  suited: PodTemplate | undefined;
}

type Counts = ReadonlyMap<PodTemplate, readonly SpreadCount[]>;

const UNCOUNTED: readonly SpreadCount[] = [];

class Fitting {
  readonly #fillings: readonly Filling[];
  readonly #byName: readonly Filling[];
  readonly #allCounts: readonly SpreadCount[];

  constructor(
    private readonly world: World,
    open: readonly ClusterNode[],
    private readonly counts: Counts,
  ) {
    this.#fillings = open.map((node) => ({ node, left: roomOn(node), placed: [], suited: undefined }));
    this.#byName = isByName(open)
      ? this.#fillings
      : [...this.#fillings].sort((a, b) => compareText(a.node.name, b.node.name));
    this.#allCounts = [...counts.values()].flat();
  }

  place(pods: readonly RunningPod[], areAllThereIs: boolean): FirstFit | Stuck | undefined {
    let unplacedCount = 0;
    let last: PodTemplate | undefined;
    let counts = UNCOUNTED;
    let start = 0;
    for (const index of queueOrder(pods)) {
      const pod = pods[index] as RunningPod;
      const { template } = pod;
      if (template !== last) counts = this.counts.get(template) ?? UNCOUNTED;
      // What had no room for a pod has none for the next that is like it; where pods are counted it may take it now.
      if (template !== last || counts.length > 0) start = 0;
      last = template;
      const found = this.#find(template, counts, start);
      if (found === 'unsure') return undefined;
      start = found;
      const filling = this.#byName[found];
      if (filling) this.#take(filling, template, index);
      else if (areAllThereIs && counts.length === 0) unplacedCount++;
      else return { stuck: pod, counts };
    }
    const taken = this.#fillings.filter(({ placed }) => placed.length > 0);
    return { unplacedCount, placed: new Map(taken.map(({ node, placed }) => [node.name, placed])) };
  }

  #take(filling: Filling, template: PodTemplate, index: number): void {
    take(filling, template, index);
    for (const count of this.#allCounts) count.record(template, filling.node);
  }

  /** The place of the first node, from `start` on, that takes the pod; past the end when none does. */
  #find(template: PodTemplate, counts: readonly SpreadCount[], start: number): number | 'unsure' {
    for (let place = start; place < this.#byName.length; place++) {
      const filling = this.#byName[place] as Filling;
      if (!fits(template.requests, filling.left)) continue;
      const answer = filling.suited === template || this.#suits(template, filling.node);
      if (answer === 'unsure') return answer;
      if (!answer) continue;
      filling.suited = template;
      if (this.#admits(counts, filling.node)) return place;
    }
    return this.#byName.length;
  }

  #admits(counts: readonly SpreadCount[], node: ClusterNode): boolean {
    if (counts.length === 0) return true;
    const labels = this.world.control.groundwork.setOfLabels(node.labels);
    return counts.every((count) => count.admits(node, labels.byKey.get(count.rule.key)));
  }

  /** Unsure where the pod names a host, or would add to what the node's labels say. */
  #suits(template: PodTemplate, { labels, pool }: ClusterNode): boolean | 'unsure' {
    const { groundwork } = this.world.control;
    const { set: wanted, refusesNewHosts } = groundwork.wantedBy(template);
    if (refusesNewHosts) return 'unsure';
    if (untolerated(pool.taints, template.tolerations).length > 0) return false;
    const set = groundwork.setOfLabels(labels);
    if (groundwork.table.strictCompatibility(set, wanted) !== 'compatible') return false;
    return groundwork.table.add(set, wanted) === set ? true : 'unsure';
  }
}

function isByName(nodes: readonly ClusterNode[]): boolean {
  let last = '';
  for (const { name } of nodes) {
    if (compareText(last, name) > 0) return false;
    last = name;
  }
  return true;
}

/** The largest first, by CPU, then memory, then by UID, as the solver takes them. */
function queueOrder(pods: readonly RunningPod[]): readonly number[] {
  const order = [...pods.keys()];
  if (isInOrder(pods)) return order;
  const uids = pods.map(({ namespace, kind, name }) => `${namespace}/${kind}/${name}`);
  const amount = (index: number, resource: string): number => pods[index]?.template.requests[resource] ?? 0;
  return order.sort(
    (a, b) =>
      compareNumber(amount(b, 'cpu'), amount(a, 'cpu')) ||
      compareNumber(amount(b, 'memory'), amount(a, 'memory')) ||
      compareText(uids[a] ?? '', uids[b] ?? '') ||
      compareNumber(a, b),
  );
}

/** Pods of one workload mostly come in the order of their names. */
function isInOrder(pods: readonly RunningPod[]): boolean {
  let last: RunningPod | undefined;
  for (const pod of pods) {
    if (last && !(isAlike(last, pod) && compareText(last.name, pod.name) <= 0)) return false;
    last = pod;
  }
  return true;
}

const isAlike = (a: RunningPod, b: RunningPod): boolean =>
  a.template === b.template && a.namespace === b.namespace && a.kind === b.kind;

function fits(requests: Resources, left: Resources): boolean {
  if ((left.pods ?? 0) < 1) return false;
  for (const name in requests) if ((requests[name] ?? 0) > (left[name] ?? 0)) return false;
  return true;
}

function take(filling: Filling, { requests }: PodTemplate, index: number): void {
  if (filling.placed.length === 0) filling.left = { ...filling.left };
  const { left } = filling;
  left.pods = (left.pods ?? 0) - 1;
  for (const name in requests) left[name] = (left[name] ?? 0) - (requests[name] ?? 0);
  filling.placed.push(index);
}
