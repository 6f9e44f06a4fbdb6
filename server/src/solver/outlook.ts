/** What a form of pod makes of a node's requirements, before room and instance types are looked at: computed once per
 *  set of requirements and form, and again only when a count changes that the form's topology looks at. */
import type { Room } from './claim';
import type { PodForm } from './podClass';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { TopologyCheck } from './topologyCheck';

export interface Outlook {
  /** Set when the requirements alone decide: `shape-refused` for good, `not-now` while the counts are what they are. */
  readonly refusal: 'shape-refused' | 'not-now' | undefined;
  /** The node's requirements with the bare pod's. */
  readonly base: RequirementSet;
  /** What the node's requirements would become: one way for each alternative of the pod's volumes, first one first. */
  readonly ways: readonly RequirementSet[];
}

interface Answers {
  readonly stamp: number;
  readonly bySet: (Outlook | undefined)[];
}

export class Outlooks {
  /** Whether topology or volumes ask for more than the bare pod does. */
  isWide = false;
  readonly #table: RequirementTable;
  readonly #topology: TopologyCheck;
  readonly #byForm = new WeakMap<PodForm, Answers>();
  #current: (Outlook | undefined)[] = [];

  constructor(table: RequirementTable, topology: TopologyCheck) {
    this.#table = table;
    this.#topology = topology;
  }

  /** To be called before a form is probed, once for any number of nodes while nothing is placed. */
  begin(form: PodForm): void {
    this.isWide = form.podClass.volumes.length > 0 || this.#topology.isWide(form);
    const stamp = this.#topology.stampOf(form);
    const known = this.#byForm.get(form);
    if (known?.stamp === stamp) {
      this.#current = known.bySet;
      return;
    }
    this.#current = [];
    this.#byForm.set(form, { stamp, bySet: this.#current });
  }

  of(room: Room, form: PodForm): Outlook {
    return (this.#current[room.set.id] ??= this.#compute(room, form));
  }

  /** A node's pool is among its requirements, so that its taints are the same for equal sets. */
  #compute(room: Room, form: PodForm): Outlook {
    const { requirements, refusesNewHosts } = form.shape.parts;
    const isRefused =
      refusesNewHosts ||
      !form.shape.tolerates(room.template) ||
      this.#table.compatibility(room.set, requirements) !== 'compatible';
    if (isRefused) return { refusal: 'shape-refused', base: room.set, ways: [] };
    const base = this.#table.add(room.set, requirements);
    const ways = this.#withVolumes(form, base)
      .map((set) => this.#topology.constrain(form, set))
      .filter((set) => set !== undefined);
    return { refusal: ways.length === 0 ? 'not-now' : undefined, base, ways };
  }

  #withVolumes(form: PodForm, base: RequirementSet): readonly RequirementSet[] {
    const { volumes } = form.podClass;
    if (volumes.length === 0) return [base];
    return volumes
      .filter(({ set, refusesNewHosts }) => {
        return !refusesNewHosts && this.#table.compatibility(base, set) === 'compatible';
      })
      .map(({ set }) => this.#table.add(base, set));
  }
}
