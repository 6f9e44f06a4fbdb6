/** Whether disrupting nodes could come to anything, judged by sums, taints and labels: spares most solves, and changes no answer. */
import { CAPACITY_TYPE, SPOT } from '../model/labels';
import type { PodTemplate } from '../model/pod';
import type { Resources } from '../model/resources';
import { poolOffers, type PoolOffers } from '../solver/poolOffers';
import { perObject } from '../util/perObject';
import type { Candidate } from './candidates';
import type { Stuck } from './firstFit';
import { isTooYoung } from './moves';
import { getsNewNode } from './newNode';
import { reachesNode, reachesPool } from './reach';
import { roomOn } from './room';
import type { ClusterNode, RunningPod, World } from './state';

export class Prospects {
  /** Nodes that take pods of others. */
  readonly #open: ReadonlySet<ClusterNode>;
  readonly #offers: readonly PoolOffers[];
  /** In the place of spot nodes. */
  readonly #offersForSpot: readonly PoolOffers[];
  /** On all open nodes: how many pods of a template find room, and what is free of a resource. */
  readonly #places = new Map<PodTemplate, number>();
  readonly #rooms = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly nodes: readonly ClusterNode[],
  ) {
    this.#open = new Set(nodes.filter((node) => !node.isStarting && !isTooYoung(world, node)));
    this.#offers = poolOffers(world.input, world.control);
    this.#offersForSpot = offersForSpot(this.#offers, world, nodes);
  }

  /** False only when the candidates' pods fit neither into what is free elsewhere nor, with the help of one node more that is
   *  cheaper than the candidates, at all. */
  mayHelp(candidates: readonly Candidate[]): boolean {
    const going = candidates.map(({ node }) => node);
    const counts = templateCounts(going);
    const isAllSpot = candidates.every(({ node }) => node.capacityType === SPOT);
    const offers = isAllSpot ? this.#offersForSpot : this.#offers;
    const usdPerHour = candidates.reduce((sum, candidate) => sum + candidate.usdPerHour, 0);
    const rest = new Remainder();
    const mayBeReplaced = (): boolean => offers.some((one) => rest.mayGoTo(one, usdPerHour));
    for (const [template, count] of counts) {
      const left = count - this.#placesOutside(going, template);
      if (left <= 0) continue;
      rest.add(template, left);
      // More to hold does not help: most candidates are judged by the first of their pods that finds no room.
      if (!mayBeReplaced()) return false;
    }
    if (counts.size > 1) this.#raiseToShortage(rest, counts, going);
    return rest.isNothing || mayBeReplaced();
  }

  /** True only when the candidates cannot go because this pod would get a new node: spot nodes are not replaced by spot nodes. */
  isVain(candidates: readonly Candidate[], pod: Stuck): boolean {
    if (this.#offersForSpot === this.#offers) return false;
    if (candidates.some(({ node }) => node.capacityType !== SPOT)) return false;
    if (this.#offersForSpot.some(({ pool }) => reachesPool(pod.stuck.template, pool))) return false;
    return getsNewNode(this.world, this.nodes, pod);
  }

  /** How many pods of the template, and none besides, the other nodes could take. Equal pods do not share a gap that is
   *  smaller than one of them. */
  #placesOutside(going: readonly ClusterNode[], template: PodTemplate): number {
    let places = this.#places.get(template);
    if (places === undefined) {
      places = 0;
      for (const node of this.#open) places += fittingOn(node, template);
      this.#places.set(template, places);
    }
    for (const node of going) if (this.#open.has(node)) places -= fittingOn(node, template);
    return places;
  }

  /** All pods together exceed all room on the other nodes by so much at least. */
  #raiseToShortage(rest: Remainder, counts: TemplateCounts, going: readonly ClusterNode[]): void {
    const asked: Record<string, number> = {};
    for (const [{ requests }, count] of counts)
      for (const name in requests) asked[name] = (asked[name] ?? 0) + (requests[name] ?? 0) * count;
    for (const name in asked) {
      rest.raise(name, (asked[name] ?? 0) - this.#roomOutside(going, name));
    }
  }

  #roomOutside(going: readonly ClusterNode[], name: string): number {
    let room = this.#rooms.get(name);
    if (room === undefined) {
      room = 0;
      for (const node of this.#open) room += amountOn(node, name);
      this.#rooms.set(name, room);
    }
    for (const node of going) if (this.#open.has(node)) room -= amountOn(node, name);
    return room;
  }
}

/** What finds no room on nodes that run: at least so much of each resource, and pods of these templates among it. */
class Remainder {
  readonly #resources: Record<string, number> = {};
  readonly #templates: PodTemplate[] = [];

  add(template: PodTemplate, count: number): void {
    this.#templates.push(template);
    for (const [name, one] of needsOf(template))
      this.#resources[name] = (this.#resources[name] ?? 0) + one * count;
  }

  raise(name: string, amount: number): void {
    this.#resources[name] = Math.max(this.#resources[name] ?? 0, amount);
  }

  get isNothing(): boolean {
    return Object.values(this.#resources).every((amount) => amount <= 0);
  }

  /** Onto one node that costs less. */
  mayGoTo(offers: PoolOffers, usdPerHour: number): boolean {
    return (
      this.#templates.every((template) => reachesPool(template, offers.pool)) &&
      hasCheaper(offers, usdPerHour, this.#resources)
    );
  }
}

const amountOn = (node: ClusterNode, name: string): number => Math.max(0, roomOn(node)[name] ?? 0);

type TemplateCounts = ReadonlyMap<PodTemplate, number>;

/** How many pods of each template are on the nodes. */
function templateCounts(nodes: readonly ClusterNode[]): TemplateCounts {
  const [first] = nodes;
  if (nodes.length === 1 && first) return countsOf(first);
  const counts = new Map<PodTemplate, number>();
  for (const node of nodes)
    for (const [template, count] of countsOf(node)) counts.set(template, (counts.get(template) ?? 0) + count);
  return counts;
}

const countsOf = perObject(({ pods }: ClusterNode): TemplateCounts => {
  const counts = new Map<PodTemplate, number>();
  for (const { template } of pods) counts.set(template, (counts.get(template) ?? 0) + 1);
  return counts;
});

/** Spot nodes are not replaced by spot nodes unless that is switched on, and a node of a pool that allows spot stays one, unless
 *  pods say something about it. */
function offersForSpot(
  offers: readonly PoolOffers[],
  world: World,
  nodes: readonly ClusterNode[],
): readonly PoolOffers[] {
  if (world.spotToSpot) return offers;
  const others = [...(world.bufferPods ?? []), ...(world.pendingPods ?? [])];
  const isMentioned = nodes.some(hostsMention) || others.some(mentionsCapacityType);
  return isMentioned ? offers : offers.filter(({ allowsSpot }) => !allowsSpot);
}

const hostsMention = perObject(({ pods }: ClusterNode) => pods.some(mentionsCapacityType));

const mentionsCapacityType = ({ template }: RunningPod): boolean => mentionIn(template);

const mentionIn = perObject((template: PodTemplate) => JSON.stringify(template).includes(CAPACITY_TYPE));

const fitting = perObject((_: ClusterNode) => new Map<PodTemplate, number>());

/** How many pods of the template find room on the node as it is, at most. */
export function fittingOn(node: ClusterNode, template: PodTemplate): number {
  const onNode = fitting(node);
  const known = onNode.get(template);
  if (known !== undefined) return known;
  const count = fittingOf(needsOf(template), roomOn(node));
  const reached = count > 0 && reachesNode(template, node) ? count : 0;
  onNode.set(template, reached);
  return reached;
}

type Needs = readonly (readonly [resource: string, amount: number])[];

function fittingOf(needs: Needs, room: Resources): number {
  let count = Infinity;
  for (const [name, amount] of needs) count = Math.min(count, Math.floor((room[name] ?? 0) / amount));
  return Math.max(0, count);
}

/** What one pod takes of a node. */
const needsOf = perObject(({ requests }: PodTemplate): Needs =>
  Object.entries({ ...requests, pods: 1 }).filter(([, amount]) => amount > 0),
);

function hasCheaper({ types }: PoolOffers, usdPerHour: number, rest: Resources): boolean {
  const needed = Object.entries(rest).filter(([, amount]) => amount > 0);
  for (const offer of types) {
    if (offer.usdPerHour >= usdPerHour) return false;
    if (needed.every(([name, amount]) => amount <= (offer.room[name] ?? 0))) return true;
  }
  return false;
}
