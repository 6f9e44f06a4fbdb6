/** Karpenter's disruption over time: consolidation as `consolidation` decides it, at most one command at a time, and nodes that
 *  have to go by age or because their spot capacity is taken back.
 *  Differs from upstream: several commands may be under way at a time there.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/controller.go, validation.go, queue.go@v1.14.1 */
import type { Command } from '../consolidation/command';
import { startNodes } from '../consolidation/launches';
import { nextCommand } from '../consolidation/methods';
import { PodBudgets } from '../consolidation/podBudgets';
import { disruptionOf, type ClusterNode, type RunningPod, type World } from '../consolidation/state';
import { hourlyDollars } from '../util/money';
import type { Drain } from './drain';
import type { Engine } from './engine';
import type { TimedNode } from './fleet';
import type { Lifecycle } from './lifecycle';

const POLL_SECONDS = 10;
/** A command is looked at again after this, and given up if it no longer holds. */
const VALIDATION_SECONDS = 15;

export class Disruption {
  #plannedAt: number | undefined;
  #isBusy = false;
  /** The fleet's version that was found in order, until a node has been quiet for long enough. */
  #settledVersion = -1;

  constructor(
    private readonly engine: Engine,
    private readonly lifecycle: Lifecycle,
    private readonly drain: Drain,
    /** Pods that wait, and those of capacity buffers, which need room as well. */
    private readonly others: {
      readonly pending: (now: number) => readonly RunningPod[];
      readonly buffer: () => World['bufferPods'];
    },
  ) {}

  /** Something changed: the next poll looks. */
  touch(now: number): void {
    this.#planPoll(now);
  }

  #planPoll(from: number): void {
    const at = Math.max(POLL_SECONDS, Math.ceil(from / POLL_SECONDS) * POLL_SECONDS);
    if (this.#plannedAt !== undefined && this.#plannedAt <= at) return;
    this.#plannedAt = at;
    this.engine.queue.plan(at, (now) => {
      if (this.#plannedAt !== at) return;
      this.#plannedAt = undefined;
      this.#poll(now);
    });
  }

  #poll(now: number): void {
    const { fleet } = this.engine;
    if (this.#isBusy || fleet.nodes.size === 0) return;
    if (fleet.version === this.#settledVersion) return;
    const command = this.#isAnyQuiet(now) ? this.#find(now) : undefined;
    if (command) this.#validateLater(command, now);
    else this.#settle(now);
  }

  /** While none is, there is no candidate. */
  #isAnyQuiet(now: number): boolean {
    for (const node of this.engine.fleet.nodes.values()) if (this.#quietAt(node) <= now) return true;
    return false;
  }

  /** Nothing is to be done before something changes, or a node has been quiet for long enough. */
  #settle(now: number): void {
    let next = Infinity;
    for (const node of this.engine.fleet.nodes.values()) next = Math.min(next, this.#wakeAfter(node, now));
    if (next === Infinity) this.#settledVersion = this.engine.fleet.version;
    else this.#planPoll(next);
  }

  /** When next time alone may make a candidate of the node. */
  #wakeAfter(node: TimedNode, now: number): number {
    const quietAt = this.#quietAt(node);
    if (quietAt === Infinity) return Infinity;
    let next = quietAt > now ? quietAt : Infinity;
    for (const { boundAt, workload } of node.pods) {
      const unprotectedAt = boundAt + workload.protectedSeconds;
      if (unprotectedAt > now && unprotectedAt < next) next = unprotectedAt;
    }
    return next;
  }

  /** When consolidation may touch the node if nothing more happens on it. */
  #quietAt({ base, state, readyAt, lastPodEventAt }: TimedNode): number {
    const after = disruptionOf(this.engine.world, base.pool).consolidateAfterSeconds;
    if (after === undefined || state !== 'ready' || base.pool.staticReplicas !== undefined) return Infinity;
    return Math.max(readyAt, lastPodEventAt) + after;
  }

  /** Budgets have opened or closed. */
  budgetsChanged(now: number): void {
    this.#settledVersion = -1;
    this.#planPoll(now);
  }

  #find(now: number): Command | undefined {
    const { fleet } = this.engine;
    const nodes = fleet.views(now, ['ready', 'starting']);
    const world = this.#worldAt(now);
    return nextCommand(world, nodes, new PodBudgets(world.podBudgets, nodes));
  }

  #worldAt(now: number): World {
    const { world, plan } = this.engine;
    const bufferPods = this.others.buffer();
    const pendingPods = this.others.pending(now);
    const standing = {
      ...world,
      leavingCounts: this.#leavingCounts(),
      nowNanos: BigInt(plan.startSecond + now) * 1_000_000_000n,
      quietSeconds: (node: ClusterNode) => this.#quietSeconds(node, now),
    };
    if (!bufferPods && pendingPods.length === 0) return standing;
    return {
      ...standing,
      ...(bufferPods ? { bufferPods } : {}),
      ...(pendingPods.length > 0 ? { pendingPods } : {}),
    };
  }

  #leavingCounts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { state, base } of this.engine.fleet.nodes.values())
      if (state === 'leaving') counts.set(base.pool.name, (counts.get(base.pool.name) ?? 0) + 1);
    return counts;
  }

  #quietSeconds({ name }: ClusterNode, now: number): number {
    const node = this.engine.fleet.nodes.get(name);
    return node ? now - Math.max(node.readyAt, node.lastPodEventAt) : 0;
  }

  #validateLater(command: Command, now: number): void {
    const { queue, fleet } = this.engine;
    const { version } = fleet;
    this.#isBusy = true;
    queue.plan(now + VALIDATION_SECONDS, (at) => {
      const valid = version === fleet.version ? command : this.#again(command, at);
      if (valid) this.#carryOut(valid, at);
      else this.#finish(at);
    });
  }

  /** The same command found anew, or none. */
  #again(command: Command, now: number): Command | undefined {
    const found = this.#find(now);
    return found && namesOf(found).join() === namesOf(command).join() ? found : undefined;
  }

  #finish(now: number): void {
    this.#isBusy = false;
    this.#planPoll(now + 1);
  }

  #carryOut(command: Command, now: number): void {
    const { engine } = this;
    const nodes = namesOf(command).flatMap((name) => engine.fleet.nodes.get(name) ?? []);
    const replacement = this.#launchReplacement(command, now);
    const usd = nodes.reduce((sum, { base }) => sum + base.usdPerHour, 0);
    engine.say(now, 'consolidate', sentence(command, usd, replacement));
    const go = (at: number): void => this.drain.start(nodes, at, (end) => this.#finish(end));
    if (!replacement) go(now);
    // A node that was taken back meanwhile does not come; the old ones then stay.
    else
      engine.queue.plan(replacement.readyAt, (at) =>
        replacement.state === 'ready' ? go(at) : this.#finish(at),
      );
  }

  #launchReplacement({ replacement }: Command, now: number): TimedNode | undefined {
    const launch = replacement?.plan()?.launch;
    if (!replacement || !launch) return undefined;
    const { world, names } = this.engine;
    const [base] = startNodes(world, [{ replacement, launch, pods: [] }], names);
    return base && this.lifecycle.launch({ ...base, pods: [] }, now, { isInstant: false });
  }
}

const namesOf = ({ candidates }: Command): string[] => candidates.map(({ node }) => node.name);

function sentence(command: Command, usd: number, replacement: TimedNode | undefined): string {
  const names = namesOf(command).join(', ');
  const reason = command.method === 'empty' ? 'empty' : 'underutilized';
  const after = replacement ? ` for ${replacement.base.type.name}` : '';
  const saved = usd - (replacement?.base.usdPerHour ?? 0);
  return `${names} ${reason}${after}, saves ${hourlyDollars(saved)}/h`;
}
