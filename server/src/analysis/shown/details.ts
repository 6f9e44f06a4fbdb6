/** What hovers, lenses and inlay hints tell beyond the preview: found after it, so that it never waits for this. */
import type { RegionCatalog } from '../../catalog/catalog';
import { priceBasis } from '../../catalog/prices';
import { costCluster, type ClusterCost } from '../../cost/cluster';
import type { Manifest } from '../../manifest/document';
import { listAt, textAt } from '../../manifest/fields';
import type { InstanceType } from '../../model/instanceType';
import type { ResolvedOptions } from '../../model/options';
import { typesLeft } from '../../rules/poolTypes';
import type { Simulation } from '../../simulate/simulate';
import { perObject } from '../../util/perObject';
import type { LazyClusterFacts } from '../clusters/clusterFacts';
import { inlayMarks, type InlayMark } from './inlayMarks';

export interface ClusterDetails {
  /** NodePools in document order. */
  readonly pools: readonly PoolDetails[];
  /** Absent in a cluster without scalers. */
  readonly bounds?: BoundCosts;
  readonly inlays: readonly InlayMark[];
  /** Of the prices of `inlays`: region and dates. */
  readonly priceBasis: readonly string[];
}

export interface PoolDetails {
  readonly name: string;
  readonly requirements: readonly RequirementDetails[];
}

export interface RequirementDetails {
  /** Types that the pool's node class can launch. */
  readonly totalCount: number;
  /** Of those, how many it would remove were it the only one, and how many more there would be without it. */
  readonly removedAloneCount: number;
  readonly removedInPlaceCount: number;
}

/** The cluster with all scalers at their minimum, and at their maximum. */
export interface BoundCosts {
  readonly min: BoundCost;
  readonly max: BoundCost;
  readonly scalerCount: number;
}

export interface BoundCost extends ClusterCost {
  /** Pods that targets of scalers ask for, by workload ("namespace/name"); fewer may find a node. */
  readonly askedPods: Readonly<Record<string, number>>;
}

/** Keeps what was found of a pool as long as neither it nor its node class changes. */
export class DetailsCache {
  readonly #pools = new WeakMap<
    object,
    { readonly types: readonly InstanceType[]; readonly details: PoolDetails }
  >();

  pool(manifest: Manifest, types: readonly InstanceType[], make: () => PoolDetails): PoolDetails {
    const { value } = manifest;
    if (typeof value !== 'object' || value === null) return make();
    const known = this.#pools.get(value);
    if (known?.types === types) return known.details;
    const details = make();
    this.#pools.set(value, { types, details });
    return details;
  }
}

export interface DetailsContext {
  readonly manifests: readonly Manifest[];
  readonly region: RegionCatalog;
  readonly options: ResolvedOptions;
  readonly cache: DetailsCache;
}

export function clusterDetails(facts: LazyClusterFacts, context: DetailsContext): ClusterDetails {
  const { manifests, region, cache } = context;
  const pools = facts.pools().map((pool) => {
    const types = facts.classTypes(pool);
    return cache.pool(pool, types, () => poolDetails(pool, types, facts));
  });
  const { scalers } = facts.cluster();
  const scalerCount = scalers.length;
  const targets = new Set(scalers.map(({ target }) => `${target.namespace}/${target.name}`));
  const costAt = (replicas: 'min' | 'max'): BoundCost => {
    const simulation = facts.simulation(replicas);
    const cost = costCluster(simulation, region, context.options.cost);
    return { ...cost, askedPods: askedPods(simulation, targets) };
  };
  return {
    pools,
    ...(scalerCount > 0 ? { bounds: { min: costAt('min'), max: costAt('max'), scalerCount } } : {}),
    inlays: inlayMarks(manifests, region, facts),
    priceBasis: priceBasis(region),
  };
}

function askedPods(
  { input }: Pick<Simulation, 'input'>,
  targets: ReadonlySet<string>,
): Readonly<Record<string, number>> {
  const asked = new Map<string, number>();
  for (const { workload, podCount } of input.groups)
    if (targets.has(workload)) asked.set(workload, (asked.get(workload) ?? 0) + podCount);
  return Object.fromEntries(asked);
}

/** One list for all pools of a class: what requirements leave of it is kept with it. */
const offeredOf = perObject((types: readonly InstanceType[]) =>
  types.filter(({ offerings }) => offerings.length > 0),
);

function poolDetails(
  pool: Manifest,
  classTypes: readonly InstanceType[],
  facts: Pick<LazyClusterFacts, 'typesUnder'>,
): PoolDetails {
  const offered = offeredOf(classTypes);
  const requirements = listAt(pool.value, 'spec', 'template', 'spec', 'requirements');
  const leftCount = facts.typesUnder(pool, requirements).length;
  return {
    name: textAt(pool.value, 'metadata', 'name') ?? '',
    requirements: requirements.map((requirement, index) => ({
      totalCount: offered.length,
      removedAloneCount: offered.length - typesLeft(offered, [requirement]).length,
      removedInPlaceCount: facts.typesUnder(pool, requirements.toSpliced(index, 1)).length - leftCount,
    })),
  };
}
