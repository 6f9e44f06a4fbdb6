/** Whether disrupting nodes could come to anything, judged by sums: spares most solves, and changes no answer. */
import type { InstanceType } from '../model/instanceType';
import { addResources, type Resources } from '../model/resources';
import type { Candidate } from './candidates';
import { isTooYoung, lessen } from './moves';
import type { ClusterNode, RunningPod, World } from './state';

/** False only when the candidates' pods fit neither into what is free elsewhere nor, with the help of one node more that is
 *  cheaper than the candidates, at all. */
export function mayHelp(
  world: World,
  nodes: readonly ClusterNode[],
  candidates: readonly Candidate[],
): boolean {
  const going = new Set(candidates.map(({ node }) => node));
  const targets = nodes.filter((node) => !going.has(node) && !node.isStarting && !isTooYoung(world, node));
  const pods = [...going].flatMap((node) => node.pods);
  const rest = remainder(pods, targets);
  if (Object.values(rest).every((amount) => amount <= 0)) return true;
  const usdPerHour = candidates.reduce((sum, candidate) => sum + candidate.usdPerHour, 0);
  return world.input.pools.some(({ instanceTypes }) =>
    cheapestFirst(instanceTypes).some((one) => one.usdPerHour < usdPerHour && holds(one.type, rest)),
  );
}

/** What at least finds no room on the targets. */
function remainder(pods: readonly RunningPod[], targets: readonly ClusterNode[]): Resources {
  const free = targets.map(roomOn);
  const [first] = pods;
  if (!first) return {};
  const alike = pods.every(({ template }) => template === first.template);
  if (alike) return remainderOfAlike(first, pods.length, free);
  const total = pods.reduce<Resources>((sum, { template }) => addResources(sum, template.requests), {});
  const rest: Record<string, number> = {};
  for (const [name, amount] of Object.entries(total))
    rest[name] = amount - free.reduce((sum, room) => sum + Math.max(0, room[name] ?? 0), 0);
  return rest;
}

/** Equal pods do not share a gap that is smaller than one of them. */
function remainderOfAlike({ template }: RunningPod, count: number, free: readonly Resources[]): Resources {
  const requests = { ...template.requests, pods: 1 };
  let left = count;
  for (const room of free) left -= fitting(requests, room);
  if (left <= 0) return {};
  return Object.fromEntries(Object.entries(requests).map(([name, amount]) => [name, amount * left]));
}

function fitting(requests: Resources, room: Resources): number {
  let count = Infinity;
  for (const [name, amount] of Object.entries(requests))
    if (amount > 0) count = Math.min(count, Math.floor((room[name] ?? 0) / amount));
  return Math.max(0, count);
}

const rooms = new WeakMap<ClusterNode, Resources>();

function roomOn(node: ClusterNode): Resources {
  const known = rooms.get(node) ?? lessen(node.type.allocatable, [...node.daemons, ...node.pods]);
  rooms.set(node, known);
  return known;
}

const holds = ({ allocatable }: InstanceType, rest: Resources): boolean =>
  Object.entries(rest).every(([name, amount]) => amount <= 0 || amount <= (allocatable[name] ?? 0));

interface PricedType {
  readonly type: InstanceType;
  /** Of its cheapest offering. */
  readonly usdPerHour: number;
}

const priced = new WeakMap<readonly InstanceType[], readonly PricedType[]>();

function cheapestFirst(types: readonly InstanceType[]): readonly PricedType[] {
  const known =
    priced.get(types) ??
    types
      .map((type) => ({ type, usdPerHour: Math.min(...type.offerings.map((one) => one.usdPerHour)) }))
      .sort((a, b) => a.usdPerHour - b.usdPerHour);
  priced.set(types, known);
  return known;
}
