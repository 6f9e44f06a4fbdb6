/** Static pools keep their nodes: for each that has to leave another comes at once, as far as the limit lets; those on their way out
 *  count against that.
 *  @source kubernetes-sigs/karpenter pkg/controllers/static/provisioning/controller.go@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/state/statenodepool.go ReserveNodeCount@v1.14.1 */
import { moreOf, startStaticNodes } from '../consolidation/staticNodes';
import type { NodePool } from '../model/nodePool';
import type { SolvePool } from '../solver/input';
import { keptPools } from '../solver/staticPools';
import type { Engine } from './engine';
import type { Lifecycle } from './lifecycle';

export class StaticPools {
  readonly #pools: readonly SolvePool[];

  constructor(
    private readonly engine: Engine,
    private readonly lifecycle: Lifecycle,
  ) {
    this.#pools = keptPools(engine.world.input.pools);
  }

  /** All are up. */
  start(): void {
    const { world, names } = this.engine;
    for (const base of startStaticNodes(world, names)) this.lifecycle.launch(base, 0, { isInstant: true });
  }

  /** Some node leaves, or has left. */
  keep(now: number): void {
    const { world, names } = this.engine;
    for (const own of this.#pools)
      for (const base of moreOf(world, own, this.#missingCount(own.pool), names))
        this.lifecycle.launch(base, now, { isInstant: false });
  }

  #missingCount({ name, staticReplicas = 0, limits }: NodePool): number {
    let activeCount = 0;
    let leavingCount = 0;
    for (const { state, base } of this.engine.fleet.nodes.values()) {
      if (base.pool.name !== name) continue;
      if (state === 'leaving') leavingCount++;
      else activeCount++;
    }
    const wanted = staticReplicas - activeCount;
    return Math.max(0, Math.min(wanted, (limits?.nodes ?? Infinity) - activeCount - leavingCount));
  }
}
