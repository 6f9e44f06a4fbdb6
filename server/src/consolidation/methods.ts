/** The three ways to find a command, in the controller's order: empty nodes, many nodes at once, one node.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/emptiness.go, multinodeconsolidation.go,
 *  singlenodeconsolidation.go@v1.14.1 */
import { compareText } from '../util/sort';
import { Scores } from './balanced';
import { Allowance, Allowances, candidatesOf, isEmpty, type Candidate } from './candidates';
import { computeCommand, type Command, type Scene } from './command';
import { openNodes } from './moves';
import type { PodBudgets } from './podBudgets';
import { Prospects } from './prospects';
import { Spreads } from './spreads';
import { disruptionOf, type ClusterNode, type World } from './state';

/** More nodes are not tried at once. */
const MAX_BATCH = 100;

/** The first command that a method finds; undefined when all is well as it is. */
export function nextCommand(
  world: World,
  nodes: readonly ClusterNode[],
  podBudgets: PodBudgets,
): Command | undefined {
  const open = openNodes(world, nodes);
  const candidates = candidatesOf(world, open, podBudgets);
  if (candidates.length === 0) return undefined;
  const allowances = new Allowances(world, nodes);
  const empty = findEmpty(allowances, candidates);
  if (empty) return empty;
  const underused = candidates.filter(
    (candidate) => !isEmpty(candidate) && disruptionOf(world, candidate.node.pool).policy !== 'WhenEmpty',
  );
  if (underused.length === 0) return undefined;
  const spreads = new Spreads(world, nodes);
  const prospects = new Prospects(world, nodes, open);
  const scene = { world, nodes, open, spreads, prospects, allowances };
  const scores = new Scores(world, nodes);
  return findMulti(scene, underused, scores) ?? findSingle(scene, underused, scores);
}

function findEmpty(allowances: Allowances, candidates: readonly Candidate[]): Command | undefined {
  const unused = candidates.filter((candidate) => isEmpty(candidate) && !candidate.node.hostsBuffer);
  if (unused.length === 0) return undefined;
  const allowance = new Allowance(allowances, 'Empty');
  const empty = unused.filter((candidate) => allowance.take(candidate));
  return empty.length > 0 ? { method: 'empty', candidates: empty } : undefined;
}

/** What the methods that move pods look at. */
interface Lookout extends Scene {
  readonly allowances: Allowances;
}

/** Only the first so many are tried together, by binary search for the most that work. */
function findMulti(scene: Lookout, candidates: readonly Candidate[], scores: Scores): Command | undefined {
  const allowance = new Allowance(scene.allowances, 'Underutilized');
  const allowed = candidates.filter((candidate) => allowance.take(candidate));
  let [low, high] = [1, Math.min(allowed.length - 1, MAX_BATCH)];
  let best: Command | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const batch = allowed.slice(0, middle + 1);
    const command = computeCommand(scene, batch, 'multi');
    if (command && makesSense(command) && scores.approves(command)) {
      best = command;
      low = middle + 1;
    } else high = middle - 1;
  }
  return best;
}

/** One of the nodes' own types is no replacement for them unless it is cheaper than the cheapest of them: that one could
 *  as well stay. */
function makesSense({ replacement, candidates }: Command): boolean {
  if (!replacement) return true;
  const prices = candidates
    .filter(({ node }) => replacement.typeNames.includes(node.type.name))
    .map(({ node }) => cheapestUnderLabels(node));
  return replacement.keepCheaperThan(Math.min(...prices, Number.MAX_VALUE));
}

/** What a node of its type, zone and capacity type costs. */
function cheapestUnderLabels({ type, zone, capacityType }: ClusterNode): number {
  const prices = type.offerings
    .filter((offering) => offering.zone === zone && offering.capacityType === capacityType)
    .map(({ usdPerHour }) => usdPerHour);
  return prices.length > 0 ? Math.min(...prices) : Number.MAX_VALUE;
}

function findSingle(scene: Lookout, candidates: readonly Candidate[], scores: Scores): Command | undefined {
  const allowance = new Allowance(scene.allowances, 'Underutilized');
  for (const candidate of interleaved(candidates)) {
    if (!allowance.allows(candidate) || !scores.mayPass(candidate)) continue;
    const command = computeCommand(scene, [candidate], 'single');
    if (command && scores.approves(command)) return command;
  }
  return undefined;
}

/** One of each pool in turn, the pools by name. */
function interleaved(candidates: readonly Candidate[]): readonly Candidate[] {
  const pools = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { name } = candidate.node.pool;
    const ofPool = pools.get(name);
    if (ofPool) ofPool.push(candidate);
    else pools.set(name, [candidate]);
  }
  if (pools.size < 2) return candidates;
  const queues = [...pools].sort(([a], [b]) => compareText(a, b)).map(([, queue]) => queue);
  const turns: Candidate[] = [];
  for (let turn = 0; turns.length < candidates.length; turn++)
    for (const queue of queues) {
      const candidate = queue[turn];
      if (candidate) turns.push(candidate);
    }
  return turns;
}
