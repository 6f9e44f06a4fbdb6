/** The loop that places pods one by one: on a node planned before if one takes the pod, else on a new one of the first
 *  pool that does, else with one wish less.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go@v1.14.1 */
import type { Taint } from '../model/taints';
import { claimOf, emptyRoom, noteGroup, type Claim } from './claim';
import type { ClassifiedGroup } from './classify';
import { InflightOrder } from './inflightOrder';
import type { NodeTemplate } from './nodeTemplate';
import { makeForm, type PodClass, type PodForm } from './podClass';
import type { PodQueue } from './podQueue';
import { Prober } from './probe';
import type { PodShapes } from './podShape';
import { initialWishes, relax } from './relaxation';
import { mayAdmitMore, type RequirementSet, type RequirementTable } from './requirementTable';
import { addAmounts, type ResourceNames } from './resourceVector';
import { settle, type RunningNodes } from './runningNodes';
import type { Topology } from './topology';
import { TopologyCheck } from './topologyCheck';

export interface ScheduleContext {
  readonly table: RequirementTable;
  readonly resources: ResourceNames;
  readonly topology: Topology;
  readonly shapes: PodShapes;
  readonly templates: readonly NodeTemplate[];
  /** Absent: there are none. */
  readonly running?: RunningNodes | undefined;
  readonly ignoresPreferences: boolean;
  /** Whether some pool has a taint that is a mere preference, which the last relaxation tolerates. */
  readonly toleratesPreferNoSchedule: boolean;
  readonly relaxesMinValues: boolean;
  /** Called often; may throw to stop. */
  readonly poll: () => void;
}

export class Scheduler {
  /** By number, in the order in which they were planned. */
  readonly claims: Claim[] = [];
  readonly #context: ScheduleContext;
  readonly #prober: Prober;
  readonly #topology: TopologyCheck;
  readonly #order = new InflightOrder();
  /** Nodes whose requirements changed so that they may take what they refused. */
  readonly #reopened: number[] = [];
  /** Where to start looking for the form that was tried last: all nodes before have refused it for good. */
  readonly #start = { form: undefined as PodForm | undefined, place: 0, reopenedCount: 0 };
  #placedCount = 0;

  constructor(context: ScheduleContext) {
    this.#context = context;
    this.#topology = new TopologyCheck(context.table, context.topology);
    this.#prober = new Prober(context.table, context.topology);
  }

  /** The node numbers in the order in which the next pod would try them. */
  get claimOrder(): number[] {
    return Array.from({ length: this.#order.length }, (_, place) => this.#order.at(place));
  }

  /** Planned nodes are numbered after the running ones. */
  get #nextId(): number {
    return (this.#context.running?.rooms.length ?? 0) + this.claims.length;
  }

  /** Places what can be placed; the rest stays in the queue. */
  run(queue: PodQueue, classified: readonly ClassifiedGroup[]): void {
    for (let pod = queue.pop(); pod !== undefined; pod = queue.pop()) {
      this.#context.poll();
      const { podClass, group } = classified[pod] as ClassifiedGroup;
      if (!this.#tryAll(podClass, group)) queue.push(pod);
    }
  }

  /** Tries the pod with all its wishes, then with fewer and fewer. A pod that failed keeps its wishes for another try,
   *  which is vain while nothing was placed since. */
  #tryAll(podClass: PodClass, group: number): boolean {
    if (podClass.failedAt === this.#placedCount) return false;
    for (let step = 0; ; step++) {
      const form = this.formOf(podClass, step);
      if (!form) break;
      if (this.#tryForm(form, group)) return true;
    }
    podClass.failedAt = this.#placedCount;
    return false;
  }

  /** The pod after `step` wishes were given up; undefined when it has not that many. Making a form may bring in topology
   *  constraints, so it must happen when the first pod gets there, not before. */
  formOf(podClass: PodClass, step: number): PodForm | undefined {
    const known = podClass.forms[step];
    if (known) return known;
    const before = podClass.forms[step - 1];
    const wishes = before
      ? relax(before.wishes, this.#context.toleratesPreferNoSchedule)
      : initialWishes(podClass.template);
    if (!wishes) return undefined;
    const form = makeForm(podClass, wishes, this.#context);
    podClass.forms.push(form);
    return form;
  }

  #tryForm(form: PodForm, group: number): boolean {
    if (this.#tryRunning(form, group)) return true;
    this.#order.settle();
    this.#prober.begin(form);
    return this.#tryInflight(form, group) || this.#tryNew(form, group);
  }

  #tryRunning(form: PodForm, group: number): boolean {
    const place = this.#context.running?.find(form, this.#topology);
    if (!place) return false;
    settle(place, form, group);
    this.#record(place.room.id, place.room.node.taints, place.set, form.podClass);
    this.#placedCount++;
    return true;
  }

  #tryInflight(form: PodForm, group: number): boolean {
    const { refused } = form;
    const { refused: refusedByShape } = form.shape;
    refused.takeIn(this.#reopened);
    refusedByShape.takeIn(this.#reopened);
    const start = this.#startFor(form);
    let isRefusedSoFar = true;
    for (let { place } = start; place < this.#order.length; place++) {
      const claim = this.claims[this.#order.at(place)] as Claim;
      const { id } = claim;
      if (!refusedByShape.has(id) && !refused.has(id)) {
        const verdict = this.#prober.probe(claim, form, false);
        if (verdict === 'accepted') return this.#placeInflight(form, group, place);
        if (verdict === 'not-now') isRefusedSoFar = false;
        else (verdict === 'form-refused' ? refused : refusedByShape).add(id);
      }
      if (isRefusedSoFar) start.place = place + 1;
    }
    return false;
  }

  /** Pods of one form come in a row, and find nearly all nodes full: these are passed over at once. */
  #startFor(form: PodForm) {
    const start = this.#start;
    const touched = this.#order.takeLowestTouched();
    const isKnown = start.form === form && start.reopenedCount === this.#reopened.length;
    start.place = isKnown ? Math.min(start.place, touched) : 0;
    start.form = form;
    start.reopenedCount = this.#reopened.length;
    return start;
  }

  #placeInflight(form: PodForm, group: number, place: number): true {
    this.#commit(this.claims[this.#order.at(place)] as Claim, form, group);
    this.#order.increment(place);
    return true;
  }

  /** @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go addToNewNodeClaim@v1.14.1 */
  #tryNew(form: PodForm, group: number): boolean {
    const { templates, relaxesMinValues, resources } = this.#context;
    for (const template of templates) {
      if (template.limits.allowsNoNode) continue;
      const room = emptyRoom(template, template.limits.within, resources.zero(), this.#nextId);
      if (this.#prober.probe(room, form, relaxesMinValues) !== 'accepted') continue;
      const claim = claimOf(room);
      this.claims.push(claim);
      this.#order.append();
      this.#commit(claim, form, group);
      template.limits.charge(claim.types);
      return true;
    }
    return false;
  }

  /** Puts the pod that was just probed onto the node. */
  #commit(claim: Claim, form: PodForm, group: number): void {
    const { podClass } = form;
    const set = this.#settledRequirements();
    if (set !== claim.set && claim.podCount > 0 && mayAdmitMore(claim.set, set))
      this.#reopened.push(claim.id);
    claim.set = set;
    claim.types.set(this.#prober.types);
    addAmounts(claim.requests, podClass.requests);
    claim.podCount++;
    noteGroup(claim, group);
    if (podClass.hostPorts.length > 0) claim.hostPorts.push(...podClass.hostPorts);
    this.#record(claim.id, claim.template.pool.taints, claim.set, podClass);
    this.#placedCount++;
  }

  /** Under best effort a new node asks for no more values than there are. */
  #settledRequirements() {
    let { set } = this.#prober;
    for (const [key, count] of this.#prober.unmet) {
      const requirement = set.byKey.get(key);
      if (requirement) set = this.#context.table.replace(set, { ...requirement, minValues: count });
    }
    return set;
  }

  /** @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topology.go Record@v1.14.1 */
  #record(node: number, taints: readonly Taint[], set: RequirementSet, podClass: PodClass): void {
    const { counting } = this.#context.topology;
    for (const { id } of podClass.audiences) {
      for (const group of counting[id] ?? []) {
        const counts = group.rule.filter?.matches(taints, set) ?? true;
        if (counts) group.record(node, set);
      }
    }
    for (const group of podClass.inverseGroups) group.record(node, set);
  }
}
