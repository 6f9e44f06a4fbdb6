/** The pods that run already, for the topology constraints that count them.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topology.go countDomains@v1.14.1 */
import type { LabelSelector } from '../model/pod';
import type { Audience } from './audiences';
import type { RunningPods } from './input';
import type { RunningRoom } from './runningRoom';
import type { TopologyGroup } from './topologyGroup';

export class Census {
  readonly #rooms: readonly RunningRoom[];

  constructor(rooms: readonly RunningRoom[]) {
    this.#rooms = rooms;
  }

  /** Tells a constraint that was just made about the domains of the running nodes, and the pods in them. Nodes that are
   *  to go bring no domain, but what stays on them (daemons) counts. */
  introduce(group: TopologyGroup): void {
    const { key, filter } = group.rule;
    for (const room of this.#rooms) {
      if (filter && !filter.matches(room.node.taints, room.labels)) continue;
      const [domain] = room.labels.byKey.get(key)?.values ?? [];
      if (room.node.role !== 'leaving' && domain !== undefined) group.domains.register(domain);
      const count = this.#countIn(room, group);
      if (count > 0) group.record(room.id, room.labels, count);
    }
  }

  #countIn({ node }: RunningRoom, { rule }: TopologyGroup): number {
    const { namespaces, selector } = rule.audience;
    if (node.pods.length <= FEW_PODS) return countAmong(node.pods, rule.audience);
    const known = countsOf(node.pods, namespaces);
    const before = known.get(selector);
    if (before !== undefined) return before;
    const count = countAmong(node.pods, rule.audience);
    known.set(selector, count);
    return count;
  }
}

/** So many are sooner counted than looked up. */
const FEW_PODS = 3;

function countAmong(pods: readonly RunningPods[], { namespaces, matches }: Audience): number {
  let sum = 0;
  for (const { namespace, labels, count } of pods)
    if (namespaces.includes(namespace) && matches(labels)) sum += count;
  return sum;
}

type CountsBySelector = Map<LabelSelector | undefined, number>;

/** By the pods on a node, which are the same list for as long as nothing changes there, and by namespaces. */
const counts = new WeakMap<readonly RunningPods[], Map<string, CountsBySelector>>();

function countsOf(pods: readonly RunningPods[], namespaces: readonly string[]): CountsBySelector {
  const ofPods = counts.get(pods) ?? new Map<string, CountsBySelector>();
  counts.set(pods, ofPods);
  const key = namespaces.join();
  const known = ofPods.get(key) ?? new Map<LabelSelector | undefined, number>();
  ofPods.set(key, known);
  return known;
}
