/** Whether disrupting nodes could come to anything, judged by sums, taints and labels: spares most solves, and changes no answer. */
import { CAPACITY_TYPE, SPOT } from '../model/labels';
import type { PodTemplate } from '../model/pod';
import type { Resources } from '../model/resources';
import { poolOffers, type PoolOffers, type TypeOffer } from '../solver/poolOffers';
import { perObject } from '../util/perObject';
import type { Candidate } from './candidates';
import type { Stuck } from './firstFit';
import { openNodes } from './moves';
import { getsNewNode } from './newNode';
import { needsOf, openRoomOf, type OpenRoom } from './openRoom';
import { reachesPool } from './reach';
import type { ClusterNode, RunningPod, World } from './state';

export class Prospects {
  /** Of nodes that take pods of others. */
  readonly #room: OpenRoom;
  readonly #offers: Offers;
  /** In the place of spot nodes. */
  readonly #offersForSpot: Offers;

  constructor(
    private readonly world: World,
    private readonly nodes: readonly ClusterNode[],
    open: readonly ClusterNode[] = openNodes(world, nodes),
  ) {
    this.#room = openRoomOf(world, open);
    this.#offers = poolOffers(world.input, world.control);
    this.#offersForSpot = offersForSpot(this.#offers, world, nodes);
  }

  /** False only when the candidates' pods fit neither into what is free elsewhere nor, with the help of one node more that is
   *  cheaper than the candidates, at all. */
  mayHelp(candidates: readonly Candidate[]): boolean {
    const isAllSpot = candidates.every(({ node }) => node.capacityType === SPOT);
    const offers = isAllSpot ? this.#offersForSpot : this.#offers;
    const [first] = candidates;
    if (!first || candidates.length > 1) return this.#mayHelp(candidates, offers);
    const known = knownVerdicts(this.#room)(offers);
    const before = known.get(first.node);
    if (before !== undefined) return before;
    const verdict = this.#mayHelp(candidates, offers);
    known.set(first.node, verdict);
    return verdict;
  }

  #mayHelp(candidates: readonly Candidate[], offers: Offers): boolean {
    const going = candidates.map(({ node }) => node);
    const counts = templateCounts(going);
    const usdPerHour = candidates.reduce((sum, candidate) => sum + candidate.usdPerHour, 0);
    const rest = new Remainder(offers);
    for (const [template, count] of counts) {
      const left = count - this.#room.placesOutside(going, template);
      if (left <= 0) continue;
      rest.add(template, left);
      // More to hold does not help: most candidates are judged by the first of their pods that finds no room.
      if (!rest.mayGoFor(usdPerHour)) return false;
    }
    if (counts.size > 1) this.#raiseToShortage(rest, counts, going);
    return rest.isNothing || rest.mayGoFor(usdPerHour);
  }

  /** True only when the candidates cannot go because this pod would get a new node: spot nodes are not replaced by spot nodes. */
  isVain(candidates: readonly Candidate[], pod: Stuck): boolean {
    if (this.#offersForSpot === this.#offers) return false;
    if (candidates.some(({ node }) => node.capacityType !== SPOT)) return false;
    if (this.#offersForSpot.some(({ pool }) => reachesPool(pod.stuck.template, pool))) return false;
    return getsNewNode(this.world, this.nodes, pod);
  }

  /** All pods together exceed all room on the other nodes by so much at least. */
  #raiseToShortage(rest: Remainder, counts: TemplateCounts, going: readonly ClusterNode[]): void {
    const asked: Record<string, number> = {};
    for (const [{ requests }, count] of counts)
      for (const name in requests) asked[name] = (asked[name] ?? 0) + (requests[name] ?? 0) * count;
    for (const name in asked) {
      rest.raise(name, (asked[name] ?? 0) - this.#room.roomOutside(going, name));
    }
  }
}

type Offers = readonly PoolOffers[];

/** Of single nodes, for as long as the open nodes and what is on them are the same. */
const knownVerdicts = perObject((_: OpenRoom) => perObject((_: Offers) => new Map<ClusterNode, boolean>()));

/** What finds no room on nodes that run: at least so much of each resource, and pods of these templates among it. */
class Remainder {
  readonly #resources: Record<string, number> = {};
  /** Those that all templates may come to. */
  #reached: Offers;
  #templateCount = 0;
  /** The least that a node for the first template's pods costs. */
  #leastUsdPerHour = 0;
  #isFirstAlone = false;

  constructor(private readonly offers: Offers) {
    this.#reached = offers;
  }

  add(template: PodTemplate, count: number): void {
    this.#isFirstAlone = this.#templateCount++ === 0;
    if (this.#isFirstAlone) this.#leastUsdPerHour = cheapestFor(this.offers, template, count);
    this.#reached = this.#reached.filter(({ pool }) => reachesPool(template, pool));
    addNeeds(this.#resources, template, count);
  }

  raise(name: string, amount: number): void {
    this.#isFirstAlone = false;
    this.#resources[name] = Math.max(this.#resources[name] ?? 0, amount);
  }

  get isNothing(): boolean {
    return Object.values(this.#resources).every((amount) => amount <= 0);
  }

  /** Onto one node that costs less. */
  mayGoFor(usdPerHour: number): boolean {
    if (this.#isFirstAlone || this.#leastUsdPerHour >= usdPerHour) return this.#leastUsdPerHour < usdPerHour;
    return this.#reached.some((one) => cheapestHolding(one, this.#resources, usdPerHour) < usdPerHour);
  }
}

function addNeeds(resources: Record<string, number>, template: PodTemplate, count: number): void {
  for (const [name, one] of needsOf(template)) resources[name] = (resources[name] ?? 0) + one * count;
}

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
function offersForSpot(offers: Offers, world: World, nodes: readonly ClusterNode[]): Offers {
  if (world.spotToSpot) return offers;
  const others = [...(world.bufferPods ?? []), ...(world.pendingPods ?? [])];
  const isMentioned = nodes.some(hostsMention) || others.some(mentionsCapacityType);
  return isMentioned ? offers : withoutSpot(offers);
}

const withoutSpot = perObject((offers: Offers): Offers => offers.filter(({ allowsSpot }) => !allowsSpot));

const hostsMention = perObject(({ pods }: ClusterNode) => pods.some(mentionsCapacityType));

const mentionsCapacityType = ({ template }: RunningPod): boolean => mentionIn(template);

const mentionIn = perObject((template: PodTemplate) => JSON.stringify(template).includes(CAPACITY_TYPE));

const knownPrices = perObject((_: Offers) => perObject((_: PodTemplate) => new Map<number, number>()));

/** The least that a node costs which could hold so many pods of the template; Infinity when there is none. */
function cheapestFor(offers: Offers, template: PodTemplate, count: number): number {
  const known = knownPrices(offers)(template);
  const before = known.get(count);
  if (before !== undefined) return before;
  const rest: Record<string, number> = {};
  addNeeds(rest, template, count);
  const reached = offers.filter(({ pool }) => reachesPool(template, pool));
  const usdPerHour = Math.min(Infinity, ...reached.map((one) => cheapestHolding(one, rest, Infinity)));
  known.set(count, usdPerHour);
  return usdPerHour;
}

/** The least that a node of the pool costs which has so much room; Infinity where none costs less than the limit. */
function cheapestHolding(offers: PoolOffers, rest: Resources, limitUsdPerHour: number): number {
  const { types } = offers;
  for (let place = firstPlace(offers, rest); place < types.length; place++) {
    const { usdPerHour, room } = types[place] as TypeOffer;
    if (usdPerHour >= limitUsdPerHour) return Infinity;
    if (holds(room, rest)) return usdPerHour;
  }
  return Infinity;
}

function holds(room: Resources, rest: Resources): boolean {
  for (const name in rest) {
    const amount = rest[name] ?? 0;
    if (amount > 0 && amount > (room[name] ?? 0)) return false;
  }
  return true;
}

/** Before it no type has room enough of one of the resources. */
function firstPlace(offers: PoolOffers, rest: Resources): number {
  let first = 0;
  for (const name in rest) {
    const amount = rest[name] ?? 0;
    if (amount > 0) first = Math.max(first, firstAtLeast(mostSoFar(offers, name), amount));
  }
  return first;
}

const mostRooms = perObject((_: PoolOffers) => new Map<string, Float64Array>());

/** By place of a type: the most of a resource that it, or any cheaper one, has room for. */
function mostSoFar(offers: PoolOffers, name: string): Float64Array {
  const byName = mostRooms(offers);
  const known = byName.get(name);
  if (known) return known;
  let most = 0;
  const mosts = Float64Array.from(offers.types, ({ room }) => (most = Math.max(most, room[name] ?? 0)));
  byName.set(name, mosts);
  return mosts;
}

/** The first place of an ascending list with so much. */
function firstAtLeast(ascending: Float64Array, amount: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < amount) low = middle + 1;
    else high = middle;
  }
  return low;
}
