/** Whether a node can take a pod, without changing anything.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go CanAdd@v1.14.1 */
import { untolerated, type Taint, type Toleration } from '../model/taints';
import { emptyBits, keep, type Bits } from './bitset';
import type { Room } from './claim';
import type { DaemonGroup } from './daemons';
import { conflicts } from './hostPorts';
import { unmetMinValues } from './instanceFilter';
import type { PodForm } from './podClass';
import type { RequirementSet, RequirementTable } from './requirementTable';
import { TopologyCheck } from './topologyCheck';
import type { Topology } from './topology';

/** `never`: nothing that can still happen to the node makes it take the pod; `not-now`: something may. */
export type Verdict = 'accepted' | 'not-now' | 'never';

export class Prober {
  /** After an accepting verdict: what the node's requirements become. */
  set: RequirementSet;
  /** After an accepting verdict: the types left. Overwritten by the next probe. */
  types: Bits = new Uint32Array(0);
  /** After an accepting verdict under best effort: labels with fewer values than wanted, and how many there are. */
  unmet: ReadonlyMap<string, number> = new Map();
  readonly #table: RequirementTable;
  readonly #topology: TopologyCheck;
  readonly #scratch = new Map<number, Bits>();
  readonly #tolerated = new Map<readonly Toleration[], Map<readonly Taint[], boolean>>();

  constructor(table: RequirementTable, topology: Topology) {
    this.#table = table;
    this.#topology = new TopologyCheck(table, topology);
    this.set = table.empty;
  }

  /** @param relaxesMinValues  whether too few values are fine, as for new nodes under best effort */
  probe(room: Room, form: PodForm, relaxesMinValues: boolean): Verdict {
    if (form.refusesNewHosts || !this.#toleratesPool(room, form)) return 'never';
    if (this.#table.compatibility(room.set, form.requirements) !== 'compatible') return 'never';
    if (!this.#topology.admitsForNow(room, form)) {
      return this.#topology.mayAdmitLater(room, form) ? 'not-now' : 'never';
    }
    const base = this.#table.add(room.set, form.requirements);
    if (this.#probeAlternatives(room, form, base, relaxesMinValues)) return 'accepted';
    return this.#fitsAtAll(room, form, base) ? 'not-now' : 'never';
  }

  #toleratesPool({ template: { pool } }: Room, { wishes: { tolerations } }: PodForm): boolean {
    if (pool.taints.length === 0) return true;
    let byTaints = this.#tolerated.get(tolerations);
    if (!byTaints) this.#tolerated.set(tolerations, (byTaints = new Map<readonly Taint[], boolean>()));
    const known = byTaints.get(pool.taints);
    if (known !== undefined) return known;
    const tolerated = untolerated(pool.taints, tolerations).length === 0;
    byTaints.set(pool.taints, tolerated);
    return tolerated;
  }

  /** The first alternative of the pod's volumes that works counts. */
  #probeAlternatives(room: Room, form: PodForm, base: RequirementSet, relaxes: boolean): boolean {
    const { volumes } = form.podClass;
    if (volumes.length === 0) return this.#probeSet(room, form, base, relaxes);
    return volumes.some(({ set, refusesNewHosts }) => {
      if (refusesNewHosts || this.#table.compatibility(base, set) !== 'compatible') return false;
      return this.#probeSet(room, form, this.#table.add(base, set), relaxes);
    });
  }

  #probeSet(room: Room, form: PodForm, base: RequirementSet, relaxes: boolean): boolean {
    const set = this.#topology.constrain(form, base);
    return set !== undefined && this.#filter(room, form, set, relaxes);
  }

  /** Leaves types, requirements and unmet minValues in the fields. */
  #filter(room: Room, form: PodForm, set: RequirementSet, relaxes: boolean): boolean {
    if (!this.#findTypes(room, form, set)) return false;
    this.set = set;
    this.unmet = unmetMinValues(room.template.filter.index, set, this.types);
    return relaxes || this.unmet.size === 0;
  }

  /** Whether types are left if topology and volumes asked for nothing. Nodes only fill up and narrow, so that a no here
   *  is final. */
  #fitsAtAll(room: Room, form: PodForm, base: RequirementSet): boolean {
    const hasMore =
      form.domainGroups.length > 0 || form.podClass.volumes.length > 0 || this.#topology.isForbidden(form);
    return hasMore && this.#findTypes(room, form, base);
  }

  #findTypes(room: Room, form: PodForm, set: RequirementSet): boolean {
    const { filter, daemonGroups } = room.template;
    const found = this.#scratchFor(filter.index.size);
    const { allowed } = filter.select(set);
    this.types = found;
    if (daemonGroups.length === 1) {
      const [group] = daemonGroups as [DaemonGroup];
      return fillGroup(found, room, form, group, allowed);
    }
    return this.#findInGroups(room, form, allowed);
  }

  #findInGroups(room: Room, form: PodForm, allowed: Bits): boolean {
    const found = this.types.fill(0);
    const part = new Uint32Array(found.length);
    let isAny = false;
    for (const group of room.template.daemonGroups) {
      if (!fillGroup(part, room, form, group, allowed)) continue;
      isAny = true;
      for (let word = 0; word < found.length; word++) found[word] = (found[word] ?? 0) | (part[word] ?? 0);
    }
    return isAny;
  }

  #scratchFor(size: number): Bits {
    const known = this.#scratch.get(size);
    if (known) return known;
    const made = emptyBits(size);
    this.#scratch.set(size, made);
    return made;
  }
}

/** Puts the group's types that suit into `target`; false when there are none.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go
 *  filterInstanceTypesByRequirements@v1.14.1 */
function fillGroup(target: Bits, room: Room, form: PodForm, group: DaemonGroup, allowed: Bits): boolean {
  const { hostPorts, requests } = form.podClass;
  if (
    hostPorts.length > 0 &&
    (conflicts(hostPorts, room.hostPorts) || conflicts(hostPorts, group.hostPorts))
  ) {
    return false;
  }
  let any = 0;
  for (let word = 0; word < target.length; word++) {
    const left = (room.types[word] ?? 0) & (group.types[word] ?? 0) & (allowed[word] ?? 0);
    target[word] = left;
    any |= left;
  }
  if (any === 0) return false;
  const { fitTables } = room.template.filter;
  for (let resource = 0; resource < requests.length; resource++) {
    const amount =
      (room.requests[resource] ?? 0) + (requests[resource] ?? 0) + (group.overhead[resource] ?? 0);
    const table = fitTables[resource];
    if (amount === 0 || !table) continue;
    if (amount > table.largest) return false;
    keep(target, table.holding(amount));
  }
  for (let word = 0; word < target.length; word++) if (target[word] !== 0) return true;
  return false;
}
