/** Whether a node can take a pod, without changing anything.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go CanAdd@v1.14.1 */
import { emptyBits, keep, type Bits } from './bitset';
import type { Room } from './claim';
import type { DaemonGroup } from './daemons';
import { conflicts } from './hostPorts';
import { unmetMinValues } from './instanceFilter';
import type { PodForm } from './podClass';
import type { RequirementSet, RequirementTable } from './requirementTable';
import { TopologyCheck } from './topologyCheck';
import type { Topology } from './topology';

/** `not-now`: something may happen to make the node take the pod. The other refusals are for good: `shape-refused` for
 *  every pod of the shape, `form-refused` for those under the same topology. */
export type Verdict = 'accepted' | 'not-now' | 'form-refused' | 'shape-refused';

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
  #wasFiltered = false;

  constructor(table: RequirementTable, topology: Topology) {
    this.#table = table;
    this.#topology = new TopologyCheck(table, topology);
    this.set = table.empty;
  }

  /** @param relaxesMinValues  whether too few values are fine, as for new nodes under best effort */
  probe(room: Room, form: PodForm, relaxesMinValues: boolean): Verdict {
    const { requirements, refusesNewHosts } = form.shape.parts;
    if (refusesNewHosts || !form.shape.tolerates(room.template)) return 'shape-refused';
    if (this.#table.compatibility(room.set, requirements) !== 'compatible') return 'shape-refused';
    const onHost = this.#topology.onHost(room, form);
    if (onHost !== 'accepted') return onHost;
    const base = this.#table.add(room.set, requirements);
    return this.#topology.isWide(form) || form.podClass.volumes.length > 0
      ? this.#probeWidely(room, form, base, relaxesMinValues)
      : this.#probePlainly(room, form, base, relaxesMinValues);
  }

  #probePlainly(room: Room, form: PodForm, base: RequirementSet, relaxes: boolean): Verdict {
    return this.#filter(room, form, base, relaxes) ? 'accepted' : 'shape-refused';
  }

  /** Where topology or volumes ask for more, their no is for now, but a node without room for the bare pod never takes
   *  it. That is not looked up when topology alone has refused: it would cost more than it saves. */
  #probeWidely(room: Room, form: PodForm, base: RequirementSet, relaxes: boolean): Verdict {
    this.#wasFiltered = false;
    if (this.#probeAlternatives(room, form, base, relaxes)) return 'accepted';
    return this.#wasFiltered && !this.#findTypes(room, form, base) ? 'shape-refused' : 'not-now';
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
    this.#wasFiltered = true;
    if (!this.#findTypes(room, form, set)) return false;
    this.set = set;
    this.unmet = unmetMinValues(room.template.filter.index, set, this.types);
    return relaxes || this.unmet.size === 0;
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
