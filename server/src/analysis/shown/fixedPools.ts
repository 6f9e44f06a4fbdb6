/** NodePools with `replicas`: as many nodes whatever pods there are. They take no part in the simulation, so their cost is an
 *  estimate by their cheapest type. */
import type { RegionCatalog } from '../../catalog/catalog';
import { costNode } from '../../cost/cluster';
import type { Manifest } from '../../manifest/document';
import { decodeNodePool } from '../../manifest/nodePool';
import type { CostOptions } from '../../model/costOptions';
import type { Cluster } from '../../simulate/cluster';
import type { LazyClusterFacts } from '../clusters/clusterFacts';
import { costByCheapest, type LimitCost } from './limitCost';

export interface FixedPool {
  readonly name: string;
  readonly nodeCount: number;
  readonly typesLeftCount: number;
  readonly typesTotalCount: number;
  /** Absent: no type that has a price is left. */
  readonly cost?: LimitCost;
}

/** Those that nothing refuses, in document order. */
export function fixedPools(
  facts: LazyClusterFacts,
  cluster: Cluster,
  region: RegionCatalog,
  options: CostOptions | undefined,
): readonly FixedPool[] {
  const isSkipped = ({ uri, index }: Manifest): boolean =>
    cluster.skipped.some((one) => one.uri === uri && one.document === index);
  return facts.pools().flatMap((manifest) => {
    const pool = decodeNodePool(manifest.value);
    const nodeCount = pool.staticReplicas;
    if (nodeCount === undefined || isSkipped(manifest)) return [];
    const types = facts.poolTypes(manifest);
    const nodeBill = costNode({ cluster: { ...cluster, nodePools: [pool] } }, region, options);
    const cost = costByCheapest(pool.name, { nodes: nodeCount }, types, nodeBill);
    return [
      {
        ...{ name: pool.name, nodeCount, typesLeftCount: types.length },
        typesTotalCount: facts.classTypes(manifest).filter(({ offerings }) => offerings.length > 0).length,
        ...(cost ? { cost } : {}),
      },
    ];
  });
}
