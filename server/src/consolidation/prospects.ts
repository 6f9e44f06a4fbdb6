/** Whether disrupting nodes could come to anything, judged by sums, taints and labels: spares most solves, and changes no answer. */
import { CAPACITY_TYPE, SPOT } from '../model/labels';
import type { PodTemplate } from '../model/pod';
import { addResources, maxResources, type Resources } from '../model/resources';
import { poolOffers, type PoolOffers } from '../solver/poolOffers';
import type { Candidate } from './candidates';
import { isTooYoung, lessen } from './moves';
import { reachesNode, reachesPool } from './reach';
import type { ClusterNode, RunningPod, World } from './state';

/** What finds no room on nodes that run. */
interface Remainder {
  /** At least so much. */
  readonly resources: Resources;
  /** Pods of these are among it. */
  readonly templates: readonly PodTemplate[];
}

export class Prospects {
  /** Nodes that take pods of others. */
  readonly #open: readonly ClusterNode[];
  readonly #offers: readonly PoolOffers[];
  /** In the place of spot nodes. */
  readonly #offersForSpot: readonly PoolOffers[];

  constructor(world: World, nodes: readonly ClusterNode[]) {
    this.#open = nodes.filter((node) => !node.isStarting && !isTooYoung(world, node));
    this.#offers = poolOffers(world.input, world.control);
    this.#offersForSpot = offersForSpot(this.#offers, world, nodes);
  }

  /** False only when the candidates' pods fit neither into what is free elsewhere nor, with the help of one node more that is
   *  cheaper than the candidates, at all. */
  mayHelp(candidates: readonly Candidate[]): boolean {
    const going = new Set(candidates.map(({ node }) => node));
    const targets = this.#open.filter((node) => !going.has(node));
    const rest = remainder(
      candidates.flatMap(({ node }) => node.pods),
      targets,
    );
    if (Object.values(rest.resources).every((amount) => amount <= 0)) return true;
    const usdPerHour = candidates.reduce((sum, candidate) => sum + candidate.usdPerHour, 0);
    const isAllSpot = candidates.every(({ node }) => node.capacityType === SPOT);
    return (isAllSpot ? this.#offersForSpot : this.#offers).some(
      (offers) =>
        rest.templates.every((template) => reachesPool(template, offers.pool)) &&
        hasCheaper(offers, usdPerHour, rest.resources),
    );
  }
}

/** Spot nodes are not replaced by spot nodes unless that is switched on, and a node of a pool that allows spot stays one, unless
 *  pods say something about it. */
function offersForSpot(
  offers: readonly PoolOffers[],
  world: World,
  nodes: readonly ClusterNode[],
): readonly PoolOffers[] {
  if (world.spotToSpot) return offers;
  const pods = [...nodes.flatMap((node) => node.pods), ...(world.bufferPods ?? [])];
  const templates = new Set(pods.map(({ template }) => template));
  return [...templates].some(mentionsCapacityType) ? offers : offers.filter(({ allowsSpot }) => !allowsSpot);
}

const mentions = new WeakMap<PodTemplate, boolean>();

function mentionsCapacityType(template: PodTemplate): boolean {
  const known = mentions.get(template) ?? JSON.stringify(template).includes(CAPACITY_TYPE);
  mentions.set(template, known);
  return known;
}

function remainder(pods: readonly RunningPod[], targets: readonly ClusterNode[]): Remainder {
  const counts = new Map<PodTemplate, number>();
  for (const { template } of pods) counts.set(template, (counts.get(template) ?? 0) + 1);
  let apart: Resources = {};
  const templates: PodTemplate[] = [];
  for (const [template, count] of counts) {
    const left = remainingOf(template, count, targets);
    if (left === 0) continue;
    templates.push(template);
    apart = addResources(
      apart,
      Object.fromEntries(needsOf(template).map(([name, one]) => [name, one * left])),
    );
  }
  return { resources: counts.size > 1 ? maxResources(apart, shortage(pods, targets)) : apart, templates };
}

/** Equal pods do not share a gap that is smaller than one of them. */
function remainingOf(template: PodTemplate, count: number, targets: readonly ClusterNode[]): number {
  let left = count;
  for (const node of targets) {
    if (left <= 0) return 0;
    left -= fittingOn(node, template);
  }
  return Math.max(0, left);
}

const fitting = new WeakMap<ClusterNode, Map<PodTemplate, number>>();

/** How many pods of the template find room on the node as it is, at most. */
export function fittingOn(node: ClusterNode, template: PodTemplate): number {
  const onNode = fitting.get(node) ?? new Map<PodTemplate, number>();
  fitting.set(node, onNode);
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

const needs = new WeakMap<PodTemplate, Needs>();

/** What one pod takes of a node. */
function needsOf(template: PodTemplate): Needs {
  const known =
    needs.get(template) ??
    Object.entries({ ...template.requests, pods: 1 }).filter(([, amount]) => amount > 0);
  needs.set(template, known);
  return known;
}

/** By how much all pods together exceed all room. */
function shortage(pods: readonly RunningPod[], targets: readonly ClusterNode[]): Resources {
  const total = pods.reduce<Resources>((sum, { template }) => addResources(sum, template.requests), {});
  const short: Record<string, number> = {};
  for (const [name, amount] of Object.entries(total))
    short[name] = targets.reduce((left, node) => left - Math.max(0, roomOn(node)[name] ?? 0), amount);
  return short;
}

const rooms = new WeakMap<ClusterNode, Resources>();

function roomOn(node: ClusterNode): Resources {
  const known = rooms.get(node) ?? lessen(node.type.allocatable, [...node.daemons, ...node.pods]);
  rooms.set(node, known);
  return known;
}

function hasCheaper({ types }: PoolOffers, usdPerHour: number, rest: Resources): boolean {
  const needed = Object.entries(rest).filter(([, amount]) => amount > 0);
  for (const offer of types) {
    if (offer.usdPerHour >= usdPerHour) return false;
    if (needed.every(([name, amount]) => amount <= (offer.room[name] ?? 0))) return true;
  }
  return false;
}
