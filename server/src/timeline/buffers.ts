/** Capacity buffers: room for pods that never run. Karpenter plans nodes for them as for pending pods; the scheduler does not know
 *  them, so that real pods take the room at once.
 *  @source kubernetes-sigs/karpenter pkg/controllers/capacitybuffer/controller.go, provisioning/buffers.go@v1.14.1 */
import { startNodes } from '../consolidation/launches';
import { provision } from '../consolidation/moves';
import type { RunningPod } from '../consolidation/state';
import type { Move } from '../solver/move';
import type { Engine } from './engine';
import type { Lifecycle } from './lifecycle';
import type { PlannedWorkload } from './plan';

/** The controller looks at each buffer again after so long. */
const REQUEUE_SECONDS = 30;

/** Pods without a node. */
export interface Waiting {
  /** Some may still find a place at once. */
  readonly hasUntried: (now: number) => boolean;
  /** Those for which there was none. */
  readonly unschedulable: (now: number) => readonly RunningPod[];
}

export class Buffers {
  readonly #workloads: readonly PlannedWorkload[];
  #isPlanned = false;
  #version = -1;

  constructor(
    private readonly engine: Engine,
    private readonly lifecycle: Lifecycle,
    private readonly waiting: Waiting,
    private readonly changed: (now: number) => void,
  ) {
    this.#workloads = engine.plan.workloads.filter(({ buffer }) => buffer !== undefined);
  }

  /** Something changed: the room is counted again. */
  touch(now: number): void {
    if (this.#workloads.length === 0 || this.#isPlanned || this.#version === this.engine.fleet.version)
      return;
    this.#isPlanned = true;
    this.engine.queue.plan(now + REQUEUE_SECONDS, (at) => {
      this.#isPlanned = false;
      this.check(at, { isInstant: false });
    });
  }

  check(now: number, { isInstant }: { readonly isInstant: boolean }): void {
    if (this.#workloads.length === 0) return;
    // Pods and buffer are planned together; here those that can have a place take it first.
    if (this.waiting.hasUntried(now)) return this.touch(now);
    const { fleet, world } = this.engine;
    const real = this.waiting.unschedulable(now);
    const pods = [...real, ...(this.pods ?? [])];
    const isBuffer = (group: number): boolean => group >= real.length;
    const move = provision(world, fleet.views(now, ['ready', 'starting']), pods);
    for (const node of fleet.nodes.values())
      fleet.setBufferCount(node, (move.placed.get(node.base.name) ?? []).filter(isBuffer).length);
    this.#launch(move, (group) => (isBuffer(group) ? pods[group] : undefined), now, isInstant);
    this.#version = fleet.version;
  }

  #launch(
    move: Move,
    bufferPod: (group: number) => RunningPod | undefined,
    now: number,
    isInstant: boolean,
  ): void {
    const { engine, lifecycle } = this;
    const launched = move.replacements.flatMap((replacement) => {
      const launch = replacement.plan()?.launch;
      const pods = replacement.groups.flatMap((group) => bufferPod(group) ?? []);
      return launch && pods.length > 0 ? [{ replacement, launch, pods }] : [];
    });
    for (const base of startNodes(engine.world, launched, engine.names)) {
      const node = lifecycle.launch({ ...base, pods: [] }, now, { isInstant });
      engine.fleet.setBufferCount(node, base.pods.length);
    }
    if (launched.length > 0) this.changed(now);
  }

  /** The pods that need room now; undefined without a buffer. */
  get pods(): readonly RunningPod[] | undefined {
    if (this.#workloads.length === 0) return undefined;
    return this.#workloads.flatMap((workload) =>
      Array.from({ length: this.#countOf(workload) }, (_, index) => workload.podOf(index)),
    );
  }

  /** The larger of number and percentage, within the limits.
   *  @source kubernetes-sigs/karpenter pkg/controllers/capacitybuffer/helpers.go@v1.14.1 */
  #countOf({ buffer }: PlannedWorkload): number {
    if (!buffer) return 0;
    const size = this.engine.wanted.get(buffer.ofWorkload ?? '') ?? 0;
    const share =
      buffer.percentage === undefined || size === 0
        ? []
        : [Math.max(1, Math.ceil((size * buffer.percentage) / 100))];
    const asked = [...share, ...(buffer.replicas === undefined ? [] : [buffer.replicas])];
    return asked.length === 0
      ? Number.isFinite(buffer.limit)
        ? buffer.limit
        : 0
      : Math.min(Math.max(...asked), buffer.limit);
  }
}
