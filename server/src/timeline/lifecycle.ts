/** How nodes and pods come up, one stage after the other, and how nodes go. */
import type { ClusterNode } from '../consolidation/state';
import { readyAfter } from '../manifest/probes';
import type { Engine } from './engine';
import type { TimedNode, TimedPod } from './fleet';
import type { PlannedWorkload } from './plan';

/** What others do at the turning points. */
export interface LifecycleHooks {
  readonly nodeReady: (node: TimedNode, now: number) => void;
  /** Absent where it makes no difference. */
  readonly podReady?: (pod: TimedPod, now: number) => void;
  /** The node has to be left: by age, or because its spot capacity is wanted back. */
  readonly leave: (node: TimedNode, now: number, why: 'expire' | 'interrupt') => void;
  readonly kill: (node: TimedNode, now: number) => void;
}

/** EC2 warns two minutes ahead. */
const SPOT_NOTICE_SECONDS = 120;

export class Lifecycle {
  hooks: LifecycleHooks | undefined;
  /** Until the probes of a workload's pods have passed. */
  readonly #probed = new Map<PlannedWorkload, number>();

  constructor(private readonly engine: Engine) {}

  launch(base: ClusterNode, now: number, { isInstant }: { readonly isInstant: boolean }): TimedNode {
    const { fleet, queue, plan } = this.engine;
    const { launchSeconds, bootSeconds, startupTaintSeconds } = plan.settings;
    const taints = plan.waitsAtStart(base) ? startupTaintSeconds : 0;
    const readyAt = isInstant ? now : Math.ceil(now + launchSeconds + bootSeconds + taints);
    const node = fleet.addNode(base, now, readyAt);
    this.#planEnd(node, now);
    const what = `${base.name}: ${base.type.name} ${base.capacityType} in ${base.zone}`;
    if (isInstant) fleet.setState(node, 'ready');
    else {
      this.engine.say(now, 'launch', what);
      queue.plan(readyAt, (at) => this.#ready(node, at));
    }
    return node;
  }

  #ready(node: TimedNode, now: number): void {
    if (node.state !== 'starting') return;
    node.lastPodEventAt = now;
    this.engine.fleet.setState(node, 'ready');
    this.engine.say(now, 'node-ready', node.base.name);
    this.hooks?.nodeReady(node, now);
  }

  /** Expiry, and for spot nodes the interruption that is drawn for them. */
  #planEnd(node: TimedNode, now: number): void {
    const { plan, queue, random } = this.engine;
    const { pool, type, capacityType } = node.base;
    const expiresAt = now + (plan.expireAfterSeconds.get(pool.name) ?? Infinity);
    if (expiresAt < plan.durationSeconds)
      queue.plan(expiresAt, (at) => this.hooks?.leave(node, at, 'expire'));
    if (capacityType !== 'spot') return;
    const perHour = plan.spotInterruptionsPerHour(type) ?? 0;
    const livesSeconds = perHour > 0 ? Math.ceil((-Math.log(1 - random()) / perHour) * 3600) : Infinity;
    const noticeAt = now + livesSeconds;
    if (noticeAt >= plan.durationSeconds) return;
    queue.plan(noticeAt, (at) => this.hooks?.leave(node, at, 'interrupt'));
    queue.plan(noticeAt + SPOT_NOTICE_SECONDS, (at) => this.hooks?.kill(node, at));
  }

  /** A pod of a cluster that has been running for a while. */
  settle(pod: TimedPod, now: number): void {
    const long = now - 3600;
    pod.triedAt = long;
    this.engine.fleet.plan(pod, { boundAt: long, runningAt: long, readyAt: long });
    pod.node?.images.set(pod.workload.key, long);
    if (pod.node) pod.node.lastPodEventAt = long;
  }

  /** The scheduler binds the pod: image, start and probes follow. */
  bind(pod: TimedPod, node: TimedNode, now: number): void {
    const { settings } = this.engine.plan;
    const imageAt = node.images.get(pod.workload.key) ?? now + this.#pullSeconds();
    node.images.set(pod.workload.key, imageAt);
    const runningAt = Math.ceil(Math.max(now, imageAt) + settings.containerSeconds);
    const readyAt = Math.ceil(runningAt + this.#probedSeconds(pod.workload));
    this.engine.fleet.plan(pod, { boundAt: now, runningAt, readyAt });
    this.engine.queue.pause(runningAt);
    const ready = this.hooks?.podReady;
    if (!ready) this.engine.queue.pause(readyAt);
    else
      this.engine.queue.plan(readyAt, (at) => {
        if (!pod.isGone) ready(pod, at);
      });
  }

  #probedSeconds(workload: PlannedWorkload): number {
    const known = this.#probed.get(workload);
    if (known !== undefined) return known;
    const seconds = readyAfter(workload.probes, this.engine.plan.settings.appStartSeconds);
    this.#probed.set(workload, seconds);
    return seconds;
  }

  #pullSeconds(): number {
    const { imageMiB, imageShare, pullMiBPerSecond } = this.engine.plan.settings;
    return (imageMiB * imageShare) / pullMiBPerSecond;
  }
}
