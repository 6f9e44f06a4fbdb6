/** What the nodes that a simulation launches for a pool come to. */
import type { Manifest } from '../manifest/document';
import type { InstanceType } from '../model/instanceType';
import { addResources, type Resources } from '../model/resources';
import type { SimulatedClaim } from './facts';

/** The claims of a pool that could be launched. */
export const launchedBy = (claims: readonly SimulatedClaim[], pool: Manifest): readonly SimulatedClaim[] =>
  claims.filter(({ nodePool, launch }) => nodePool === pool.name && launch);

/** The capacity of all nodes of a pool, `nodes` included: what its limits are held against. */
export function capacityOf(
  claims: readonly SimulatedClaim[],
  pool: Manifest,
  types: readonly InstanceType[],
): Resources {
  const byName = new Map(types.map((type) => [type.name, type]));
  return launchedBy(claims, pool)
    .map(({ launch }) => ({ ...byName.get(launch?.instanceType ?? '')?.capacity, nodes: 1 }))
    .reduce<Resources>(addResources, {});
}
