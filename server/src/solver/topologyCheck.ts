/** What topology constraints make of a probe: yes or no where the domain is the node itself, further requirements else.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topology.go AddRequirements@v1.14.1 */
import type { Room } from './claim';
import type { PodForm } from './podClass';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { Topology } from './topology';
import type { TopologyGroup } from './topologyGroup';

/** The answers for one form, good as long as no count that it looks at changes. */
interface Answers {
  stamp: number;
  readonly bySet: Map<number, RequirementSet | undefined>;
}

export class TopologyCheck {
  readonly #table: RequirementTable;
  readonly #topology: Topology;
  readonly #answers = new WeakMap<PodForm, Answers>();

  constructor(table: RequirementTable, topology: Topology) {
    this.#table = table;
    this.#topology = topology;
  }

  /** What constraints over host names say. Counts per host only grow, so that only affinity can change its mind. */
  onHost(room: Room, form: PodForm): 'accepted' | 'not-now' | 'form-refused' {
    const { audienceIds } = form.podClass;
    let isWaiting = false;
    for (const group of form.hostGroups) {
      if (group.admitsHost(room.id, audienceIds.has(group.rule.audience.id))) continue;
      if (group.rule.type !== 'affinity') return 'form-refused';
      isWaiting = true;
    }
    for (const group of this.#forbidding(form)) {
      if (group.isPerHost && !group.admitsHost(room.id, true)) return 'form-refused';
    }
    return isWaiting ? 'not-now' : 'accepted';
  }

  /** Whether the pod is under constraints over wider domains, of its own or of others. */
  isWide(form: PodForm): boolean {
    return form.domainGroups.length > 0 || this.#forbidding(form).some(({ isPerHost }) => !isPerHost);
  }

  /** The requirements with those of the constraints; undefined when they leave no domain. */
  constrain(form: PodForm, set: RequirementSet): RequirementSet | undefined {
    const forbidding = this.#forbidding(form);
    if (form.domainGroups.length === 0 && forbidding.length === 0) return set;
    const answers = this.#freshAnswers(form, forbidding);
    if (answers.bySet.has(set.id)) return answers.bySet.get(set.id);
    const answer = this.#compute(form, forbidding, set);
    answers.bySet.set(set.id, answer);
    return answer;
  }

  #freshAnswers(form: PodForm, forbidding: readonly TopologyGroup[]): Answers {
    const stamp = sumVersions(form.domainGroups) + sumVersions(forbidding);
    const known = this.#answers.get(form);
    if (known?.stamp === stamp) return known;
    if (known) {
      known.stamp = stamp;
      known.bySet.clear();
      return known;
    }
    const made = { stamp, bySet: new Map<number, RequirementSet | undefined>() };
    this.#answers.set(form, made);
    return made;
  }

  /** Every constraint sees the node as it was before the others, and the pod without its preferences. */
  #compute(
    form: PodForm,
    forbidding: readonly TopologyGroup[],
    set: RequirementSet,
  ): RequirementSet | undefined {
    const { audienceIds } = form.podClass;
    let wanted = set;
    for (const group of [...form.domainGroups, ...forbidding]) {
      if (group.isPerHost) continue;
      const { key, audience } = group.rule;
      const next = group.next(audienceIds.has(audience.id), form.strict.byKey.get(key), set.byKey.get(key));
      if (!next) return undefined;
      wanted = this.#table.with(wanted, next);
    }
    if (this.#table.compatibility(set, wanted) !== 'compatible') return undefined;
    return this.#table.add(set, wanted);
  }

  #forbidding({ podClass }: PodForm): readonly TopologyGroup[] {
    const known = this.#forbiddingByClass.get(podClass.id);
    if (known) return known;
    const groups = podClass.audiences.flatMap(({ id }) => this.#topology.forbidding[id] ?? []);
    this.#forbiddingByClass.set(podClass.id, groups);
    return groups;
  }

  /** Complete from the start: anti-affinity that is required is never relaxed, so that no more comes up. */
  readonly #forbiddingByClass = new Map<number, readonly TopologyGroup[]>();
}

function sumVersions(groups: readonly TopologyGroup[]): number {
  let sum = 0;
  for (const group of groups) sum += group.domains.version;
  return sum;
}
