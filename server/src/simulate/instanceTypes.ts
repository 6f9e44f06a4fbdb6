/** The instance types under each node class, resolved once. */
import type { Catalog } from '../catalog/catalog';
import { resolveInstanceTypes } from '../catalog/resolve';
import { decodeEc2NodeClass } from '../manifest/ec2NodeClass';
import type { InstanceType } from '../model/instanceType';
import type { ResolvedOptions } from '../model/options';
import type { Cluster } from './cluster';
import { zoneIdNaming } from './zoneIds';
import { SolverCache } from '../solver/groundwork';

/** Types by node class name, sorted by name; empty for a class that is not there. The same class gives the same array. */
export type NodeClassTypes = (nodeClassName: string) => readonly InstanceType[];

const MAX_ENTRIES = 32;

/** What outlives one call: resolved types, and what the solver makes of them. Hand the same cache in again, and an
 *  unchanged class costs nothing. */
export class TypeCache {
  readonly solver = new SolverCache();
  readonly #entries = new Map<string, readonly InstanceType[]>();
  readonly #catalogs = new WeakMap<Catalog, number>();
  #catalogCount = 0;

  /** A number for each catalog, so that types of other prices are other entries. */
  numberOf(catalog: Catalog): number {
    const known = this.#catalogs.get(catalog) ?? ++this.#catalogCount;
    this.#catalogs.set(catalog, known);
    return known;
  }

  /** The entry, made when missing; the entry made longest ago gives way. */
  get(key: string, make: () => readonly InstanceType[]): readonly InstanceType[] {
    const known = this.#entries.get(key);
    if (known) return known;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size >= MAX_ENTRIES) this.#entries.delete(oldest);
    const made = make();
    this.#entries.set(key, made);
    return made;
  }
}

export interface TypeSource {
  readonly catalog: Catalog;
  readonly options: ResolvedOptions;
  readonly cache: TypeCache;
}

/** @param cluster  says which zone has which id
 *  @param nodeClasses  manifests of EC2NodeClasses by name */
export function nodeClassTypes(
  cluster: Cluster,
  { catalog, options, cache }: TypeSource,
  nodeClasses: ReadonlyMap<string, unknown> = cluster.nodeClasses,
): NodeClassTypes {
  const naming = zoneIdNaming(cluster, catalog.region(options.region));
  return (name) => {
    const nodeClass = decodeEc2NodeClass(nodeClasses.get(name));
    if (!nodeClass) return [];
    const { region, zones, vmMemoryOverheadPercent, reservedEniCount, kubernetesVersion } = options;
    const relevant = { ...nodeClass, name: undefined };
    const key = JSON.stringify([
      cache.numberOf(catalog),
      region,
      zones,
      naming,
      vmMemoryOverheadPercent,
      reservedEniCount,
      kubernetesVersion,
      relevant,
    ]);
    return cache.get(key, () =>
      resolveInstanceTypes(catalog, nodeClass, { ...options, zoneIdNaming: naming }),
    );
  };
}
