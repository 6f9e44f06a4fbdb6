/** Where pods go that ask for nothing but room: the first node, by name, that has it and suits them. A solve comes to the same, for
 *  such pods look at no other pod, and whatever is placed only takes room; most pods of a timeline are like that.
 *  `test/property/prospects.property.test.ts` holds both against each other. */
import type { PodTemplate } from '../model/pod';
import type { Resources } from '../model/resources';
import { untolerated } from '../model/taints';
import { perObject } from '../util/perObject';
import { compareNumber, compareText } from '../util/sort';
import { roomOn } from './room';
import type { ClusterNode, RunningPod, World } from './state';

export interface FirstFit {
  /** By node: indexes of pods in the order in which they came. Nodes in the order in which they were given. */
  readonly placed: ReadonlyMap<string, readonly number[]>;
  readonly unplacedCount: number;
}

/** @param open  nodes that take pods
 *  @param all  nodes whose pods may have something against others
 *  @returns undefined where it takes a solve to know */
export function firstFit(
  world: World,
  { open, all }: { readonly open: readonly ClusterNode[]; readonly all: readonly ClusterNode[] },
  pods: readonly RunningPod[],
): FirstFit | undefined {
  if (!pods.every(({ template }) => asksForRoomAlone(template))) return undefined;
  if (all.some(hasDemands) || open.some(isOverfull)) return undefined;
  return new Fitting(world, open).place(pods);
}

/** Wishes that could be given up, and all that looks at other pods, are the solver's. */
const asksForRoomAlone = perObject(
  (template: PodTemplate): boolean =>
    template.refusal === undefined &&
    template.requiredNodeTerms.length < 2 &&
    [
      ...[template.preferredNodeTerms, template.podAffinity, template.preferredPodAffinity],
      ...[template.podAntiAffinity, template.preferredPodAntiAffinity, template.topologySpread],
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
  left: Resources;
  readonly placed: number[];
}

class Fitting {
  readonly #fillings: readonly Filling[];
  readonly #byName: readonly Filling[];

  constructor(
    private readonly world: World,
    open: readonly ClusterNode[],
  ) {
    this.#fillings = open.map((node) => ({ node, left: roomOn(node), placed: [] }));
    this.#byName = [...this.#fillings].sort((a, b) => compareText(a.node.name, b.node.name));
  }

  place(pods: readonly RunningPod[]): FirstFit | undefined {
    let unplacedCount = 0;
    let last: PodTemplate | undefined;
    let start = 0;
    for (const index of queueOrder(pods)) {
      const { template } = pods[index] as RunningPod;
      // What had no room for a pod has none for the next that is like it.
      if (template !== last) start = 0;
      last = template;
      const found = this.#find(template, start);
      if (found === 'unsure') return undefined;
      start = found;
      const filling = this.#byName[found];
      if (filling) take(filling, template, index);
      else unplacedCount++;
    }
    const taken = this.#fillings.filter(({ placed }) => placed.length > 0);
    return { unplacedCount, placed: new Map(taken.map(({ node, placed }) => [node.name, placed])) };
  }

  /** The place of the first node, from `start` on, that takes the pod; past the end when none does. */
  #find(template: PodTemplate, start: number): number | 'unsure' {
    for (let place = start; place < this.#byName.length; place++) {
      const { node, left } = this.#byName[place] as Filling;
      if (!fits(template.requests, left)) continue;
      const answer = this.#suits(template, node);
      if (answer === 'unsure') return answer;
      if (answer) return place;
    }
    return this.#byName.length;
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

/** The largest first, by CPU, then memory, then by UID, as the solver takes them. */
function queueOrder(pods: readonly RunningPod[]): readonly number[] {
  const order = [...pods.keys()];
  if (order.length < 2) return order;
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

function fits(requests: Resources, left: Resources): boolean {
  if ((left.pods ?? 0) < 1) return false;
  for (const name in requests) if ((requests[name] ?? 0) > (left[name] ?? 0)) return false;
  return true;
}

function take(filling: Filling, { requests }: PodTemplate, index: number): void {
  const left: Record<string, number> = { ...filling.left, pods: (filling.left.pods ?? 0) - 1 };
  for (const name in requests) left[name] = (left[name] ?? 0) - (requests[name] ?? 0);
  filling.left = left;
  filling.placed.push(index);
}
