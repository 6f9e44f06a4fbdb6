/** Sizes of workloads, and what a change of one does: pods are made, or the least useful go. */
import type { Engine } from './engine';
import type { TimedPod } from './fleet';
import type { PlannedWorkload } from './plan';
import type { Placement } from './placement';
import type { Waves } from './waves';

export interface Cause {
  readonly cause: string;
  /** When the need for it began, where the cause knows better than demand and size tell. */
  readonly since?: number;
}

export class Sizes {
  readonly #workloads: ReadonlyMap<string, PlannedWorkload>;

  constructor(
    private readonly engine: Engine,
    private readonly placement: Placement,
    private readonly waves: Waves,
    private readonly changed: (now: number) => void,
  ) {
    this.#workloads = new Map(engine.plan.workloads.map((workload) => [workload.key, workload]));
  }

  set(key: string, replicas: number, now: number, cause: Cause): void {
    const workload = this.#workloads.get(key);
    const before = this.engine.wanted.get(key) ?? 0;
    if (!workload || replicas === before) return;
    this.engine.wanted.set(key, replicas);
    this.engine.say(now, 'scale', `${key} ${before} to ${replicas} (${cause.cause})`);
    if (replicas > before) this.#grow(workload, { before, replicas }, now, cause);
    else this.#shrink(key, before - replicas, now);
    this.changed(now);
  }

  #grow(
    workload: PlannedWorkload,
    { before, replicas }: { readonly before: number; readonly replicas: number },
    now: number,
    { cause, since = this.engine.accounts.shortSince ?? now }: Cause,
  ): void {
    const pods = this.engine.fleet.createPods(workload, replicas - before, now);
    this.placement.add(pods, now);
    if (workload.key !== this.engine.plan.subject.key) return;
    const metricSeconds = Math.min(now - since, this.#metricSeconds(since));
    this.waves.add({ t: now, from: before, to: replicas, cause, since, metricSeconds, pods });
  }

  /** Until a sample that was finished after `since` could be seen. */
  #metricSeconds(since: number): number {
    const { metricsIntervalSeconds, metricsDelaySeconds } = this.engine.plan.settings;
    const finished = Math.ceil((since + 1) / metricsIntervalSeconds) * metricsIntervalSeconds;
    return finished + metricsDelaySeconds - since;
  }

  #shrink(key: string, count: number, now: number): void {
    for (const pod of this.engine.fleet.surplus(key, count, now)) this.#remove(pod, now);
  }

  #remove(pod: TimedPod, now: number): void {
    this.placement.forget(pod);
    this.engine.fleet.removePod(pod, now);
  }

  /** A Job's pod has done its work. */
  finish(pod: TimedPod, now: number): void {
    const { key } = pod.workload;
    this.engine.wanted.set(key, Math.max(0, (this.engine.wanted.get(key) ?? 0) - 1));
    this.#remove(pod, now);
    this.changed(now);
  }
}
