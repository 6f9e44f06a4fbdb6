/** Plays a plan: from event to event, the seconds between them accounted for one by one. Pure: chance comes from the plan's seed.
 *  Throws `SolveStopped` once the world's control says so. */
import type { RunningPod } from '../consolidation/state';
import { pollOf } from '../solver/solve';
import { Accounts, type Standing } from './accounts';
import { Buffers } from './buffers';
import { Disruption } from './disruption';
import { Drain } from './drain';
import { Engine } from './engine';
import type { TimedPod } from './fleet';
import { Lifecycle } from './lifecycle';
import { Placement } from './placement';
import type { TimelinePlan } from './plan';
import { Scaling } from './scaling';
import { Sizes } from './sizes';
import { perPodAtTarget } from './sizing';
import { StaticPools } from './staticPools';
import { Waves } from './waves';

export interface Played {
  readonly engine: Engine;
  readonly accounts: Accounts;
  readonly waves: Waves;
}

/** What the HPA tolerates does not count as short. */
const TOLERANCE = 1.1;

export function play(plan: TimelinePlan): Played {
  const run = new Run(plan);
  run.start();
  run.go();
  return run;
}

class Run implements Played {
  readonly accounts: Accounts;
  readonly engine: Engine;
  readonly waves: Waves;
  readonly #lifecycle: Lifecycle;
  readonly #placement: Placement;
  readonly #sizes: Sizes;
  readonly #disruption: Disruption;
  readonly #buffers: Buffers;
  readonly #drain: Drain;
  readonly #staticPools: StaticPools;

  constructor(private readonly plan: TimelinePlan) {
    const { subject, load, durationSeconds, stepSeconds } = plan;
    const perPod = perPodAtTarget(plan.scaler, subject);
    this.accounts = new Accounts({
      ...{ load, durationSeconds, stepSeconds, podCapacity: subject.podCapacity, overload: subject.overload },
      sustains: (wanted) => ({
        demand: perPod.demand * wanted * TOLERANCE,
        backlog: perPod.backlog * wanted * TOLERANCE,
      }),
    });
    const engine = new Engine(plan, this.accounts);
    const changed = (now: number): void => this.#changed(now);
    this.engine = engine;
    this.waves = new Waves(durationSeconds);
    this.#lifecycle = new Lifecycle(engine);
    this.#placement = new Placement(engine, this.#lifecycle, changed);
    this.#sizes = new Sizes(engine, this.#placement, this.waves, changed);
    this.#staticPools = new StaticPools(engine, this.#lifecycle);
    this.#drain = new Drain(
      engine,
      (pod, now) => this.#replace(pod, now),
      (now) => {
        this.#staticPools.keep(now);
        changed(now);
      },
    );
    const unschedulable = (now: number): readonly RunningPod[] => this.#placement.unschedulable(now);
    const waiting = { hasUntried: (now: number) => this.#placement.hasUntried(now), unschedulable };
    this.#buffers = new Buffers(engine, this.#lifecycle, waiting, changed);
    this.#disruption = new Disruption(engine, this.#lifecycle, this.#drain, {
      pending: unschedulable,
      buffer: () => this.#buffers.pods,
    });
  }

  start(): void {
    const { engine, plan } = this;
    this.#lifecycle.hooks = {
      nodeReady: (node, now) => this.#placement.nodeReady(node, now),
      ...(plan.scaler.kind === 'job'
        ? { podReady: (pod: TimedPod, now: number) => this.#podReady(pod, now) }
        : {}),
      leave: (node, now, why) => {
        if (node.state === 'gone' || node.state === 'leaving') return;
        engine.say(now, why, node.base.name);
        this.#drain.start([node], now);
      },
      kill: (node, now) => this.#drain.end(node, now),
    };
    this.#staticPools.start();
    this.#settle();
    new Scaling(engine, this.#sizes).start();
    for (const edge of plan.budgetEdges)
      engine.queue.plan(edge, (now) => this.#disruption.budgetsChanged(now));
    this.#changed(0);
  }

  #settle(): void {
    const pods = this.plan.workloads
      .filter(({ buffer }) => buffer === undefined)
      .flatMap((workload) => {
        this.engine.wanted.set(workload.key, workload.replicas);
        return this.engine.fleet.createPods(workload, workload.replicas, 0);
      });
    this.#placement.settle(pods, 0);
    this.#buffers.check(0, { isInstant: true });
  }

  #changed(now: number): void {
    this.#disruption.touch(now);
    this.#buffers.touch(now);
  }

  #replace({ workload }: TimedPod, now: number): void {
    if (this.plan.scaler.kind === 'job' && workload.key === this.plan.subject.key) return;
    this.#placement.add(this.engine.fleet.createPods(workload, 1, now), now);
  }

  #podReady(pod: TimedPod, now: number): void {
    const { subject } = this.plan;
    if (pod.workload.key !== subject.key) return;
    const doneAt = now + Math.max(1, Math.round(1 / subject.podCapacity));
    this.engine.queue.plan(doneAt, (at) => {
      if (!pod.isGone) this.#sizes.finish(pod, at);
    });
  }

  go(): void {
    const { queue, world } = this.engine;
    const end = this.plan.durationSeconds;
    // Solves ask by themselves, but hours may pass without one.
    const poll = pollOf(world.control);
    let now = 0;
    while (now < end) {
      poll();
      while (queue.nextAt !== undefined && queue.nextAt <= now) queue.take()?.run(now);
      const next = Math.min(queue.nextAt ?? end, end);
      this.accounts.advance(now, next, this.#standing(now));
      now = next;
    }
  }

  #standing(now: number): Standing {
    const { fleet, wanted, subjectPods } = this.engine;
    const { running, ready } = subjectPods.at(now);
    return {
      wanted: wanted.get(this.plan.subject.key) ?? 0,
      running,
      ready,
      nodes: fleet.nodes.size,
      usdPerHour: fleet.usdPerHour,
    };
  }
}
