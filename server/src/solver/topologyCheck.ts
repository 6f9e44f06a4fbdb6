/** What topology constraints make of a probe: yes or no where the domain is the node itself, further requirements else.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topology.go AddRequirements@v1.14.1 */
import type { PodClass, PodForm } from './podClass';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { Topology } from './topology';
import type { TopologyGroup } from './topologyGroup';

/** Other pods' anti-affinity against a class. Complete from the start: what is required is never relaxed. */
interface Forbidding {
  readonly perHost: readonly TopologyGroup[];
  readonly wide: readonly TopologyGroup[];
}

export class TopologyCheck {
  readonly #table: RequirementTable;
  readonly #topology: Topology;
  readonly #forbidding = new Map<number, Forbidding>();

  constructor(table: RequirementTable, topology: Topology) {
    this.#table = table;
    this.#topology = topology;
  }

  /** What constraints over host names say. Counts per host only grow, so that only affinity can change its mind. */
  onHost(room: { readonly id: number }, form: PodForm): 'accepted' | 'not-now' | 'form-refused' {
    const { audienceIds } = form.podClass;
    let isWaiting = false;
    for (const group of form.hostGroups) {
      if (group.admitsHost(room.id, audienceIds.has(group.rule.audience.id))) continue;
      if (group.rule.type !== 'affinity') return 'form-refused';
      isWaiting = true;
    }
    for (const group of this.#against(form.podClass).perHost) {
      if (!group.admitsHost(room.id, true)) return 'form-refused';
    }
    return isWaiting ? 'not-now' : 'accepted';
  }

  /** Whether the pod is under constraints over wider domains, of its own or of others. */
  isWide(form: PodForm): boolean {
    return form.domainGroups.length > 0 || this.#against(form.podClass).wide.length > 0;
  }

  /** Grows whenever a count changes that `constrain` looks at for this form. */
  stampOf(form: PodForm): number {
    return sumVersions(form.domainGroups) + sumVersions(this.#against(form.podClass).wide);
  }

  /** The requirements with those of the wider constraints; undefined when they leave no domain. Every constraint sees
   *  the node as it was before the others, and the pod without its preferences.
   *  @param labels  strict: the node has no labels but those that it names */
  constrain(
    form: PodForm,
    set: RequirementSet,
    labels: 'lenient' | 'strict' = 'lenient',
  ): RequirementSet | undefined {
    const { podClass, strict } = form;
    let wanted = set;
    for (const group of [...form.domainGroups, ...this.#against(podClass).wide]) {
      const { key, audience } = group.rule;
      const countsItself = podClass.audienceIds.has(audience.id);
      const next = group.next(countsItself, strict.byKey.get(key), set.byKey.get(key));
      if (!next) return undefined;
      wanted = this.#table.with(wanted, next);
    }
    const compatibility =
      labels === 'strict'
        ? this.#table.strictCompatibility(set, wanted)
        : this.#table.compatibility(set, wanted);
    return compatibility === 'compatible' ? this.#table.add(set, wanted) : undefined;
  }

  #against({ id, audiences }: PodClass): Forbidding {
    const known = this.#forbidding.get(id);
    if (known) return known;
    const groups = audiences.flatMap((audience) => this.#topology.forbidding[audience.id] ?? []);
    const made = {
      perHost: groups.filter(({ isPerHost }) => isPerHost),
      wide: groups.filter(({ isPerHost }) => !isPerHost),
    };
    this.#forbidding.set(id, made);
    return made;
  }
}

function sumVersions(groups: readonly TopologyGroup[]): number {
  let sum = 0;
  for (const group of groups) sum += group.domains.version;
  return sum;
}
