/** Nodes of static pools: as many as the pool says, whatever pods there are.
 *  @source kubernetes-sigs/karpenter pkg/controllers/static/provisioning/controller.go@v1.14.1 */
import type { SolvePool } from '../solver/input';
import { staticLaunch } from '../solver/staticLaunch';
import { keptPools, staticNodeCount } from '../solver/staticPools';
import { namedNode, type NodeNames } from './launches';
import type { ClusterNode, World } from './state';

/** Of all static pools among the world's, by pool. */
export const startStaticNodes = (world: World, names: NodeNames): readonly ClusterNode[] =>
  keptPools(world.input.pools).flatMap((own) => moreOf(world, own, staticNodeCount(own.pool), names));

/** As many more of one pool; none where it can launch nothing. */
export function moreOf(
  world: World,
  own: SolvePool,
  count: number,
  names: NodeNames,
): readonly ClusterNode[] {
  const { started } = staticLaunch(own, world.input.minValuesPolicy, world.control);
  if (!started) return [];
  const { type, zone, labels, launch } = started;
  const { capacityType, usdPerHour } = launch;
  const node = { pool: own.pool, type, zone, capacityType, usdPerHour, labels, pods: [] };
  return Array.from({ length: count }, () => namedNode(world, node, names));
}
