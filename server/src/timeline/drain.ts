/** Nodes are emptied: pods are evicted as far as PodDisruptionBudgets and `do-not-disrupt` allow, their controllers make new ones,
 *  and an empty node ends, as does one whose pool's `terminationGracePeriod` is over. Differs from upstream: an evicted pod stops
 *  at once, and the instance is paid for no longer.
 *  @source kubernetes-sigs/karpenter pkg/controllers/node/termination/terminator/terminator.go Drain, DeleteExpiringPods,
 *  pkg/utils/pod/scheduling.go IsEvictable@v1.14.1 */
import { budgetDesires, coverageOf, type Residents } from '../consolidation/podBudgets';
import type { RunningPod } from '../consolidation/state';
import type { Engine } from './engine';
import { isProtected, type TimedNode, type TimedPod } from './fleet';

const RETRY_SECONDS = 5;

export class Drain {
  constructor(
    private readonly engine: Engine,
    /** A pod was evicted: its controller makes another. */
    private readonly replace: (pod: TimedPod, now: number) => void,
    private readonly changed: (now: number) => void,
  ) {}

  start(nodes: readonly TimedNode[], now: number, done: (now: number) => void = () => undefined): void {
    const { fleet } = this.engine;
    const going = nodes.filter(({ state }) => state === 'ready' || state === 'starting');
    for (const node of going) {
      fleet.setState(node, 'leaving');
      this.#planEnd(node, now);
    }
    this.#step(going, now, done);
  }

  /** By then it ends, whatever is still on it. */
  #planEnd(node: TimedNode, now: number): void {
    const seconds = this.engine.plan.drainSeconds.get(node.base.pool.name) ?? Infinity;
    if (seconds !== Infinity) this.engine.queue.plan(now + seconds, (at) => this.end(node, at));
  }

  #step(nodes: readonly TimedNode[], now: number, done: (now: number) => void): void {
    for (const node of nodes) this.#evictFrom(node, now);
    const left = nodes.filter(({ state }) => state === 'leaving');
    for (const node of left.filter(({ pods }) => pods.size === 0)) this.end(node, now);
    const waiting = left.filter(({ state }) => state === 'leaving');
    if (waiting.length === 0) done(now);
    else this.engine.queue.plan(now + RETRY_SECONDS, (at) => this.#step(waiting, at, done));
    this.changed(now);
  }

  #evictFrom(node: TimedNode, now: number): void {
    for (const pod of [...node.pods]) {
      const isWaiting = pod.boundAt === Infinity;
      if (isWaiting || (!isProtected(pod, now) && this.#mayGo(pod, now))) this.#evict(pod, now);
    }
  }

  #evict(pod: TimedPod, now: number): void {
    this.engine.fleet.removePod(pod, now);
    this.replace(pod, now);
  }

  /** @source kubernetes/kubernetes pkg/registry/core/pod/storage/eviction.go@v1.35 */
  #mayGo({ pod, readyAt }: TimedPod, now: number): boolean {
    return this.engine.world.podBudgets.every((budget) => {
      const covers = coverageOf(budget);
      if (!covers(pod)) return true;
      const workloads = this.#workloadsWhere(covers);
      const desired = budgetDesires(budget, workloads.map(residents));
      if (desired === undefined) return false;
      const healthy = workloads.reduce((sum, pods) => sum + readyCount(pods, now), 0);
      return readyAt > now ? healthy >= desired : healthy - 1 >= desired;
    });
  }

  /** Workloads that are covered; the pods of one are alike. */
  #workloadsWhere(covers: (pod: RunningPod) => boolean): readonly ReadonlySet<TimedPod>[] {
    return [...this.engine.fleet.pods.values()].filter(([first]) => first && covers(first.pod));
  }

  /** The instance ends, and what is left on it with it. */
  end(node: TimedNode, now: number): void {
    if (node.state === 'gone') return;
    const left = [...node.pods];
    this.engine.fleet.setState(node, 'gone');
    for (const pod of left) this.#evict(pod, now);
    this.engine.say(now, 'node-gone', node.base.name);
    this.changed(now);
  }
}

function residents(pods: ReadonlySet<TimedPod>): Residents {
  const [first] = pods;
  return { pod: (first as TimedPod).pod, count: pods.size };
}

function readyCount(pods: ReadonlySet<TimedPod>, now: number): number {
  let count = 0;
  for (const { readyAt } of pods) if (readyAt <= now) count++;
  return count;
}
