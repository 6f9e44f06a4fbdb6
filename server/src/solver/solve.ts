/** One pass of Karpenter's provisioner over a cluster without nodes: which nodes it would start for these pods, and which
 *  pods it could not place and why. Synchronous and pure; a caller that needs to stop it hands in a callback.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/provisioner.go NewScheduler@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go Solve@v1.14.1 */
import type { PodGroup } from '../model/pod';
import { compareText } from '../util/sort';
import { Audiences } from './audiences';
import { Census } from './census';
import type { Claim } from './claim';
import { classify, type ClassifiedGroup } from './classify';
import { SolverCache, type Groundwork } from './groundwork';
import type { RunningPlacement, SolveInput, SolveResult, Unplaced } from './input';
import type { KnownLaunches } from './knownLaunches';
import { dynamicPools, type Templates } from './nodeTemplate';
import { Planner, type BrokenClaim } from './plan';
import { PodShapes } from './podShape';
import { PodQueue, queueOrder } from './podQueue';
import type { Reason } from './reasons';
import type { RequirementTable } from './requirementTable';
import { ResourceNames } from './resourceVector';
import { RunningNodes } from './runningNodes';
import type { RunningRoom } from './runningRoom';
import { Scheduler, type ScheduleContext } from './scheduler';
import { Topology, internAudiences } from './topology';
import { explainUnplaced } from './diagnose';

export interface SolveControl {
  /** Asked several times per millisecond; once it says yes the solve throws `SolveStopped`. */
  readonly shouldStop?: () => boolean;
  readonly cache?: SolverCache;
  /** For many solves of one cluster. */
  readonly groundwork?: Groundwork;
}

/** Thrown by a solve that was told to stop. Not an error: its caller no longer wants the result. */
export class SolveStopped extends Error {
  constructor() {
    super('the solve was stopped');
  }
}

/** Throws once the control says that the result is no longer wanted. */
export function pollOf({ shouldStop = () => false }: Pick<SolveControl, 'shouldStop'>): () => void {
  return () => {
    if (shouldStop()) throw new SolveStopped();
  };
}

/** More pods are not planned: the lists alone would not fit into memory. */
export const MAX_POD_COUNT = 5_000_000;

export function solve(input: SolveInput, control: SolveControl = {}): SolveResult {
  const podCount = input.groups.reduce((sum, group) => sum + group.podCount, 0);
  const unsolvable = reasonNotToSolve(input, podCount);
  if (unsolvable) return { nodeClaims: [], unplaced: allUnplaced(input, unsolvable), podCount };
  const run = new SolveRun(input, control);
  run.schedule();
  const results = run.results();
  if (dynamicPools(input.pools).length > 0) return { ...results, podCount };
  return { ...results, unplaced: results.unplaced.map(withoutPools), podCount };
}

/** Without pools there is nothing to tell of each. */
const withoutPools = (unplaced: Unplaced): Unplaced =>
  unplaced.reason.code === 'no-pool-fits' ? { ...unplaced, reason: { code: 'no-node-pools' } } : unplaced;

/** Running nodes take pods whether or not there are pools. */
function reasonNotToSolve({ pools, running = [] }: SolveInput, podCount: number): Reason | undefined {
  if (dynamicPools(pools).length === 0 && running.length === 0) return { code: 'no-node-pools' };
  return podCount > MAX_POD_COUNT ? { code: 'too-many-pods', podCount, limit: MAX_POD_COUNT } : undefined;
}

const allUnplaced = ({ groups }: SolveInput, reason: Reason): Unplaced[] =>
  groups.map(({ template, podCount }, group) => ({
    group,
    count: podCount,
    reason: template.refusal ? { code: 'refused', detail: template.refusal } : reason,
  }));

/** The parts of one solve. `move.ts` looks into them, `solve` only at the results. */
export class SolveRun {
  readonly #input: SolveInput;
  readonly #resources = new ResourceNames();
  readonly #templates: Templates;
  readonly #context: ScheduleContext;
  readonly #classified: readonly ClassifiedGroup[];
  readonly #queue: PodQueue;
  readonly #scheduler: Scheduler;
  readonly #running: RunningNodes | undefined;
  readonly #launches: KnownLaunches;

  constructor(given: SolveInput, control: SolveControl) {
    const { cache = new SolverCache() } = control;
    const { groundwork, input } = control.groundwork
      ? { groundwork: control.groundwork, input: given }
      : cache.groundworkFor(given);
    this.#input = input;
    this.#launches = groundwork.launches;
    const poll = pollOf(control);
    const { table } = groundwork;
    const audiences = new Audiences(input.namespaces);
    const groups = input.groups.filter(isSchedulable);
    for (const { template } of [...groups, ...input.daemons]) this.#resources.learn(template.requests);
    this.#running = input.running && new RunningNodes(input.running, groundwork, this.#resources);
    for (const { template } of groups) {
      poll();
      internAudiences(audiences, template);
    }
    const ignoresPreferences = input.preferencePolicy === 'Ignore';
    const census = this.#running && new Census(this.#running.rooms);
    const topology = new Topology(audiences, groundwork.domainsOf(input.pools), table, {
      ignoresPreferences,
      census,
    });
    this.#bindOthers(topology);
    this.#templates = groundwork.templatesOf(input, this.#resources, cache);
    this.#chargeLimits();
    this.#context = {
      table,
      resources: this.#resources,
      topology,
      shapes: new PodShapes(),
      templates: this.#templates.usable,
      running: this.#running,
      ignoresPreferences,
      toleratesPreferNoSchedule: hasPreferNoSchedule(input),
      relaxesMinValues: input.minValuesPolicy === 'BestEffort',
      poll,
    };
    this.#scheduler = new Scheduler(this.#context);
    this.#classified = this.#classify(audiences);
    this.#queue = new PodQueue(queueOrder(this.#classified, input.groups, poll));
  }

  /** Required anti-affinity of running pods forbids their nodes' domains to the pods that it names. */
  #bindOthers(topology: Topology): void {
    for (const { id, node, labels } of this.#running?.rooms ?? [])
      for (const { template, count } of node.pods)
        for (const group of template && count > 0 ? topology.inverseGroupsFor(template) : [])
          group.record(id, labels);
  }

  /** Running nodes count against the limits of their pools; those that leave do not. */
  #chargeLimits(): void {
    for (const { node } of this.#running?.rooms ?? []) {
      const template = this.#templates.usable.find(({ pool }) => pool.name === node.nodePool);
      if (node.role !== 'leaving') template?.limits.use(node.capacity);
    }
  }

  /** Every class gets its first form at once: that is when upstream first sees its topology constraints. */
  #classify(audiences: Audiences): readonly ClassifiedGroup[] {
    const classified = classify(this.#input.groups, { ...this.#context, audiences });
    for (const { podClass } of classified) this.#scheduler.formOf(podClass, 0);
    return classified;
  }

  schedule(): void {
    this.#scheduler.run(this.#queue, this.#classified);
  }

  get running(): readonly RunningRoom[] {
    return this.#running?.rooms ?? [];
  }

  get claims(): readonly Claim[] {
    return this.#scheduler.claims;
  }

  get table(): RequirementTable {
    return this.#context.table;
  }

  /** How many pods found no place. */
  get pendingCount(): number {
    return this.#queue.rest().length;
  }

  planner(): Planner {
    return new Planner(this.#resources, this.#launches, {
      isStrictAboutMinValues: this.#input.minValuesPolicy === 'Strict',
    });
  }

  results(): Omit<SolveResult, 'podCount'> {
    const planner = this.planner();
    const outcomes = this.#scheduler.claims.map((claim) => {
      this.#context.poll();
      return planner.plan(claim);
    });
    const broken = outcomes.map((outcome) => outcome.broken).filter((claim) => claim !== undefined);
    return {
      ...(this.#running ? { onRunning: this.#placements() } : {}),
      nodeClaims: outcomes.map(({ plan }) => plan).filter((plan) => plan !== undefined),
      unplaced: this.#unplaced(broken),
    };
  }

  #placements(): readonly RunningPlacement[] {
    return this.running
      .filter(({ placed }) => placed.length > 0)
      .map(({ node, placed }) => ({ node: node.name, pods: countedGroups(placed) }))
      .sort((a, b) => compareText(a.node, b.node));
  }

  #unplaced(broken: readonly BrokenClaim[]): readonly Unplaced[] {
    return explainUnplaced({
      input: this.#input,
      context: this.#context,
      templates: this.#templates,
      scheduler: this.#scheduler,
      pending: this.#queue.rest().map((pod) => this.#classified[pod] as ClassifiedGroup),
      broken,
    });
  }
}

function countedGroups(placed: readonly number[]): RunningPlacement['pods'] {
  const counts = new Map<number, number>();
  for (const group of placed) counts.set(group, (counts.get(group) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([group, count]) => ({ group, count }));
}

const isSchedulable = ({ template }: PodGroup): boolean => template.refusal === undefined;

const hasPreferNoSchedule = ({ pools }: SolveInput): boolean =>
  dynamicPools(pools).some(({ pool }) => pool.taints.some(({ effect }) => effect === 'PreferNoSchedule'));
