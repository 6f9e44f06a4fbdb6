/** Where pods go: first what the scheduler can bind at once, then what it takes from pods of lower priority, then Karpenter's
 *  batch. Places are found by the solver that plans nodes.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/batcher.go, provisioner.go@v1.14.1 */
import { startNodes } from '../consolidation/launches';
import { bindToNodes, provision } from '../consolidation/moves';
import { fittingOn } from '../consolidation/openRoom';
import type { RunningPod } from '../consolidation/state';
import type { Move } from '../solver/move';
import type { Engine } from './engine';
import type { TimedNode, TimedPod } from './fleet';
import { Lifecycle } from './lifecycle';
import { victimsFor } from './preemption';

/** Karpenter looks again at pods for which it found nothing. */
const RETRY_SECONDS = 10;

export class Placement {
  /** Without a node, in the order in which they came. */
  readonly #pending = new Set<TimedPod>();
  #batch: { readonly openedAt: number; closesAt: number } | undefined;
  #toldUnplaced = 0;
  /** When the next pod can be bound, for the scheduler's speed. */
  #freeAt = 0;

  constructor(
    private readonly engine: Engine,
    private readonly lifecycle: Lifecycle,
    /** Told of changes that free or take room. */
    private readonly changed: (now: number) => void,
  ) {}

  /** Whether a pod waits for the scheduler's first look, or for Karpenter's. */
  hasUntried(now: number): boolean {
    return this.#batch !== undefined || [...this.#pending].some(({ triedAt }) => triedAt > now);
  }

  /** Those for which the scheduler has found no node so far. */
  unschedulable(now: number): readonly RunningPod[] {
    return [...this.#pending].filter(({ triedAt }) => triedAt <= now).map(podOf);
  }

  /** Pods that their controller has just made. */
  add(pods: readonly TimedPod[], now: number): void {
    for (const pod of pods) this.#pending.add(pod);
    this.engine.queue.plan(now + this.engine.plan.settings.podSeconds, (at) => this.#schedule(at));
  }

  forget(pod: TimedPod): void {
    this.#pending.delete(pod);
  }

  /** Everything is placed and ready at once: how a timeline starts. */
  settle(pods: readonly TimedPod[], now: number): void {
    for (const pod of pods) this.#pending.add(pod);
    this.#provision(now, { isInstant: true });
    for (const pod of pods) {
      if (pod.node) this.lifecycle.settle(pod, now);
      else pod.triedAt = now;
    }
  }

  /** Room has come free, or a node is ready. */
  retry(now: number): void {
    if (this.#pending.size > 0) this.#schedule(now);
  }

  #schedule(now: number): void {
    const waiting = [...this.#pending];
    for (const pod of waiting) pod.triedAt = Math.min(pod.triedAt, now);
    if (waiting.length === 0) return;
    const views = this.engine.fleet.views(now, ['ready']);
    const templates = [...new Set(waiting.map(({ pod }) => pod.template))];
    const isAnyRoom = views.some((node) => templates.some((template) => fittingOn(node, template) > 0));
    if (isAnyRoom) this.#take(bindToNodes(this.engine.world, views, waiting.map(podOf)), waiting, now);
    if (this.#pending.size > 0) this.#preempt(now);
    if (this.#pending.size > 0) this.#openBatch(now);
    this.changed(now);
  }

  #preempt(now: number): void {
    for (const { pod, node, victims } of victimsFor(this.engine, [...this.#pending], now)) {
      for (const victim of victims) this.#evict(victim, now);
      this.#bind(pod, node, now);
    }
  }

  #evict(victim: TimedPod, now: number): void {
    const { fleet } = this.engine;
    this.engine.say(now, 'preempt', `${victim.pod.name} gives way on ${victim.node?.base.name ?? ''}`);
    fleet.removePod(victim, now);
    this.add(fleet.createPods(victim.workload, 1, now), now);
  }

  /** Opens Karpenter's window, or keeps it open for new pods. */
  #openBatch(now: number): void {
    const { batchIdleSeconds, batchMaxSeconds } = this.engine.plan.settings;
    const openedAt = this.#batch?.openedAt ?? now;
    const closesAt = Math.min(openedAt + batchMaxSeconds, now + batchIdleSeconds);
    if (this.#batch && closesAt <= this.#batch.closesAt) return;
    const batch = { openedAt, closesAt };
    this.#batch = batch;
    this.engine.queue.plan(closesAt, (at) => {
      if (this.#batch !== batch) return;
      this.#batch = undefined;
      this.#provision(at, { isInstant: false });
    });
  }

  /** One pass of the provisioner. */
  #provision(now: number, { isInstant }: { readonly isInstant: boolean }): void {
    const waiting = [...this.#pending];
    if (waiting.length === 0) return;
    const { fleet, world } = this.engine;
    const views = fleet.views(now, ['ready', 'starting']);
    const move = provision(world, views, waiting.map(podOf));
    this.#take(move, waiting, now);
    this.#launch(move, waiting, now, isInstant);
    if (this.#pending.size > 0) this.#keepTrying(now);
    this.changed(now);
  }

  #keepTrying(now: number): void {
    const count = this.#pending.size;
    if (count !== this.#toldUnplaced)
      this.engine.say(now, 'unschedulable', `${count} ${count === 1 ? 'pod finds' : 'pods find'} no node`);
    this.#toldUnplaced = count;
    const { version } = this.engine.fleet;
    this.engine.queue.plan(now + RETRY_SECONDS, (at) => {
      // What was impossible stays so until something changes.
      if (version !== this.engine.fleet.version) this.retry(at);
    });
  }

  /** Pods onto nodes that exist. */
  #take(move: Move, waiting: readonly TimedPod[], now: number): void {
    for (const [name, groups] of move.placed) {
      const node = this.engine.fleet.nodes.get(name);
      for (const group of groups) {
        const pod = waiting[group];
        if (node && pod) this.#assign(pod, node, now);
      }
    }
  }

  #assign(pod: TimedPod, node: TimedNode, now: number): void {
    if (node.state === 'ready') this.#bind(pod, node, now);
    else this.#nominate(pod, node, now);
  }

  #nominate(pod: TimedPod, node: TimedNode, now: number): void {
    this.#pending.delete(pod);
    this.engine.fleet.assign(pod, node, now);
  }

  #bind(pod: TimedPod, node: TimedNode, now: number): void {
    this.#pending.delete(pod);
    if (pod.node !== node) this.engine.fleet.assign(pod, node, now);
    this.lifecycle.bind(pod, node, this.#bindingTime(now));
  }

  /** The scheduler binds one pod after the other. */
  #bindingTime(now: number): number {
    this.#freeAt = Math.max(this.#freeAt, now) + 1 / this.engine.plan.settings.podsPerSecond;
    return Math.floor(this.#freeAt);
  }

  #launch(move: Move, waiting: readonly TimedPod[], now: number, isInstant: boolean): void {
    const { engine } = this;
    const byPod = new Map<RunningPod, TimedPod>(waiting.map((timed) => [timed.pod, timed]));
    const launched = move.replacements.flatMap((replacement) => {
      const launch = replacement.plan()?.launch;
      const pods = replacement.groups.flatMap((group) => waiting[group]?.pod ?? []);
      return launch ? [{ replacement, launch, pods }] : [];
    });
    for (const base of startNodes(engine.world, launched, engine.names)) {
      const node = this.lifecycle.launch({ ...base, pods: [] }, now, { isInstant });
      for (const pod of base.pods) {
        const timed = byPod.get(pod);
        if (timed) this.#nominate(timed, node, now);
      }
    }
  }

  /** A node is ready: its pods are bound. */
  nodeReady(node: TimedNode, now: number): void {
    for (const pod of [...node.pods].filter(({ boundAt }) => boundAt === Infinity)) {
      pod.triedAt = Math.min(pod.triedAt, now);
      this.#bind(pod, node, now);
    }
    this.retry(now);
    this.changed(now);
  }
}

const podOf = ({ pod }: TimedPod): RunningPod => pod;
