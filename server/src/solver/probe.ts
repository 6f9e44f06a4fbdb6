/** Whether a node can take a pod, without changing anything.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go CanAdd@v1.14.1 */
import { emptyBits, type Bits } from './bitset';
import type { Room } from './claim';
import type { DaemonGroup } from './daemons';
import { conflicts } from './hostPorts';
import { unmetMinValues } from './instanceFilter';
import { Outlooks } from './outlook';
import type { PodForm } from './podClass';
import type { RequirementSet, RequirementTable } from './requirementTable';
import { TopologyCheck } from './topologyCheck';
import type { Topology } from './topology';

/** `not-now`: something may happen to make the node take the pod. The other refusals are for good: `shape-refused` for
 *  every pod of the shape, `form-refused` for those under the same topology. */
export type Verdict = 'accepted' | 'not-now' | 'form-refused' | 'shape-refused';

const NOTHING_UNMET: ReadonlyMap<string, number> = new Map();

export class Prober {
  /** After an accepting verdict: what the node's requirements become. */
  set: RequirementSet;
  /** After an accepting verdict: the types left. Overwritten by the next probe. */
  types: Bits = new Uint32Array(0);
  /** After an accepting verdict under best effort: labels with fewer values than wanted, and how many there are. */
  unmet: ReadonlyMap<string, number> = NOTHING_UNMET;
  readonly #topology: TopologyCheck;
  readonly #outlooks: Outlooks;
  readonly #scratch = new Map<number, Bits>();

  constructor(table: RequirementTable, topology: Topology) {
    this.#topology = new TopologyCheck(table, topology);
    this.#outlooks = new Outlooks(table, this.#topology);
    this.set = table.empty;
  }

  /** To be called before a form is probed, once for any number of nodes while nothing is placed. */
  begin(form: PodForm): void {
    this.#outlooks.begin(form);
  }

  /** @param relaxesMinValues  whether too few values are fine, as for new nodes under best effort */
  probe(room: Room, form: PodForm, relaxesMinValues: boolean): Verdict {
    const outlook = this.#outlooks.of(room, form);
    if (outlook.refusal) return outlook.refusal;
    const onHost = this.#topology.onHost(room, form);
    if (onHost !== 'accepted') return onHost;
    for (const set of outlook.ways) if (this.#filter(room, form, set, relaxesMinValues)) return 'accepted';
    const isFinal = !this.#outlooks.isWide || !this.#findTypes(room, form, outlook.base);
    return isFinal ? 'shape-refused' : 'not-now';
  }

  /** Leaves types, requirements and unmet minValues in the fields. */
  #filter(room: Room, form: PodForm, set: RequirementSet, relaxes: boolean): boolean {
    if (!this.#findTypes(room, form, set)) return false;
    this.set = set;
    this.unmet = set.hasMinValues
      ? unmetMinValues(room.template.filter.index, set, this.types)
      : NOTHING_UNMET;
    return relaxes || this.unmet.size === 0;
  }

  #findTypes(room: Room, form: PodForm, set: RequirementSet): boolean {
    const { filter, daemonGroups } = room.template;
    const { allowed } = filter.select(set);
    this.types = this.#scratchFor(filter.index.size);
    const [group] = daemonGroups;
    if (daemonGroups.length === 1 && group) return fillGroup(this.types, { room, form, group, allowed });
    return this.#findInGroups(room, form, allowed);
  }

  #findInGroups(room: Room, form: PodForm, allowed: Bits): boolean {
    const found = this.types.fill(0);
    const part = new Uint32Array(found.length);
    let isAny = false;
    for (const group of room.template.daemonGroups) {
      if (!fillGroup(part, { room, form, group, allowed })) continue;
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

interface GroupProbe {
  readonly room: Room;
  readonly form: PodForm;
  readonly group: DaemonGroup;
  readonly allowed: Bits;
}

/** Puts the group's types that suit into `target`; false when there are none.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go
 *  filterInstanceTypesByRequirements@v1.14.1 */
function fillGroup(target: Bits, probe: GroupProbe): boolean {
  const { room, form, group, allowed } = probe;
  const { hostPorts, requests } = form.shape.parts;
  if (conflicts(hostPorts, room.hostPorts) || conflicts(hostPorts, group.hostPorts)) return false;
  if (!intersect(target, room.types, group.types, allowed)) return false;
  const { fitTables } = room.template.filter;
  for (let resource = 0; resource < requests.length; resource++) {
    const amount =
      (room.requests[resource] ?? 0) + (requests[resource] ?? 0) + (group.overhead[resource] ?? 0);
    const table = fitTables[resource];
    if (amount === 0 || !table) continue;
    if (amount > table.largest || !keepSome(target, table.holding(amount))) return false;
  }
  return true;
}

/** The hot loops of the solver: reading past the end does not happen, so that nothing stands in for missing words. */
function intersect(target: Bits, a: Bits, b: Bits, c: Bits): boolean {
  let any = 0;
  for (let word = 0; word < target.length; word++) {
    const left = (a[word] as number) & (b[word] as number) & (c[word] as number);
    target[word] = left;
    any |= left;
  }
  return any !== 0;
}

function keepSome(target: Bits, mask: Bits): boolean {
  let any = 0;
  for (let word = 0; word < target.length; word++) {
    const left = (target[word] as number) & (mask[word] as number);
    target[word] = left;
    any |= left;
  }
  return any !== 0;
}
