/** Pods of higher priority push out those of lower: how a warm pool of pause pods gives up its room.
 *  Differs from upstream: victims go at once, nominated nodes are not kept free for the preemptor, and of the nodes that would
 *  do the solver's first counts.
 *  @source kubernetes/kubernetes pkg/scheduler/framework/preemption/preemption.go@v1.35 */
import { bindToNodes } from '../consolidation/moves';
import { lessen } from '../consolidation/room';
import type { ClusterNode } from '../consolidation/state';
import { addResources, type Resources } from '../model/resources';
import type { Engine } from './engine';
import type { TimedNode, TimedPod } from './fleet';

export interface Preemption {
  readonly pod: TimedPod;
  readonly node: TimedNode;
  readonly victims: readonly TimedPod[];
}

/** The pods that get a place by it, in order, and who makes room. */
export function victimsFor(engine: Engine, waiting: readonly TimedPod[], now: number): Preemption[] {
  const { fleet, world } = engine;
  const highest = Math.max(...waiting.map(({ workload }) => workload.priority));
  const strong = waiting.filter(({ workload }) => workload.priority === highest);
  const nodes = [...fleet.nodes.values()].filter(({ state }) => state === 'ready');
  const isWeak = ({ workload }: TimedPod): boolean => workload.priority < highest;
  if (!nodes.some((node) => [...node.pods].some(isWeak))) return [];
  const views = fleet
    .views(now, ['ready'])
    .map((view) => withoutWeak(view, fleet.nodes.get(view.name), isWeak));
  const move = bindToNodes(
    world,
    views,
    strong.map(({ pod }) => pod),
  );
  return [...move.placed].flatMap(([name, groups]) => {
    const node = fleet.nodes.get(name);
    if (!node) return [];
    const room = new Room(node, isWeak);
    return groups.flatMap((group) => {
      const pod = strong[group];
      return pod ? [{ pod, node, victims: room.takeFor(pod) }] : [];
    });
  });
}

function withoutWeak(
  view: ClusterNode,
  node: TimedNode | undefined,
  isWeak: (pod: TimedPod) => boolean,
): ClusterNode {
  const strong = [...(node?.pods ?? [])].filter((pod) => !isWeak(pod));
  return { ...view, pods: strong.map(({ pod }) => pod) };
}

/** What is free on a node while victims leave and others come. */
class Room {
  #free: Resources;
  /** The lowest priority first, then the youngest. */
  readonly #weak: TimedPod[];

  constructor(node: TimedNode, isWeak: (pod: TimedPod) => boolean) {
    const pods = [...node.pods].map(({ pod }) => pod);
    this.#free = lessen(node.base.type.allocatable, [...node.base.daemons, ...pods]);
    this.#weak = [...node.pods]
      .filter(isWeak)
      .sort((a, b) => a.workload.priority - b.workload.priority || b.createdAt - a.createdAt);
  }

  takeFor({ pod }: TimedPod): TimedPod[] {
    const needed = { ...pod.template.requests, pods: 1 };
    const victims: TimedPod[] = [];
    while (!fits(needed, this.#free)) {
      const victim = this.#weak.shift();
      if (!victim) break;
      victims.push(victim);
      this.#free = addResources(this.#free, { ...victim.pod.template.requests, pods: 1 });
    }
    this.#free = Object.fromEntries(
      Object.entries(this.#free).map(([name, amount]) => [
        name,
        amount - (needed[name as keyof typeof needed] ?? 0),
      ]),
    );
    return victims;
  }
}

const fits = (needed: Resources, free: Resources): boolean =>
  Object.entries(needed).every(([name, amount]) => amount <= 0 || amount <= (free[name] ?? 0));
