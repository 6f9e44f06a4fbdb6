/** Static pools: how many nodes each keeps, and which of them are simulated. */
import type { NodePool } from '../model/nodePool';
import { compareText } from '../util/sort';
import type { SolveInput, SolvePool } from './input';

/** More nodes of static pools in one cluster are not simulated: each is looked at for each pod. */
const MAX_STATIC_NODES = 2000;

/** How many nodes a static pool comes to have; its limit counts nodes alone.
 *  @source kubernetes-sigs/karpenter pkg/controllers/state/statenodepool.go ReserveNodeCount@v1.14.1 */
export const staticNodeCount = ({ staticReplicas = 0, limits }: NodePool): number =>
  Math.max(0, Math.min(staticReplicas, limits?.nodes ?? Infinity));

/** Those whose nodes are simulated, by name. */
export function keptPools(pools: readonly SolvePool[]): readonly SolvePool[] {
  const keeping = pools
    .filter((own) => staticNodeCount(own.pool) > 0 && hasClass(own))
    .sort((a, b) => compareText(a.pool.name, b.pool.name));
  return areTooMany(keeping) ? [] : keeping;
}

/** Nodes of a static pool that are not simulated. */
export interface UnsimulatedNodes {
  readonly nodeCount: number;
  readonly why: 'no-class' | 'too-many';
}

/** By the names of their pools. */
export function unsimulatedNodes({
  pools,
}: Pick<SolveInput, 'pools'>): ReadonlyMap<string, UnsimulatedNodes> {
  const keeping = pools.filter(({ pool }) => staticNodeCount(pool) > 0);
  const hasTooMany = areTooMany(keeping.filter(hasClass));
  return new Map(
    keeping.flatMap((own) => {
      const why = !hasClass(own) ? 'no-class' : hasTooMany ? 'too-many' : undefined;
      return why ? [[own.pool.name, { nodeCount: staticNodeCount(own.pool), why }] as const] : [];
    }),
  );
}

/** A pool without types has no node class, and launches nothing. */
const hasClass = ({ instanceTypes }: SolvePool): boolean => instanceTypes.length > 0;

const areTooMany = (pools: readonly SolvePool[]): boolean =>
  pools.reduce((sum, { pool }) => sum + staticNodeCount(pool), 0) > MAX_STATIC_NODES;
