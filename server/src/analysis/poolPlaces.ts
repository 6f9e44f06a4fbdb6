/** Where NodePools are named: the places that a hover answers on. */
import type { Manifest } from '../manifest/document';
import { objectsIn } from '../manifest/list';
import type { Range } from '../model/finding';

/** Where a NodePool's kind and name are written. */
export interface PoolPlace {
  readonly name: string;
  readonly ranges: readonly Range[];
}

/** The key and value of `kind` and of `metadata.name` of each NodePool, in document order. */
export function poolPlaces(manifests: readonly Manifest[]): readonly PoolPlace[] {
  return manifests
    .flatMap(objectsIn)
    .filter(isNodePool)
    .flatMap((manifest) => {
      if (manifest.name === undefined) return [];
      const paths = [['kind'], ['metadata', 'name']];
      const ranges = paths.flatMap((path) => [manifest.rangeOf(path, 'key'), manifest.rangeOf(path)]);
      return [{ name: manifest.name, ranges }];
    });
}

export const isNodePool = ({ apiVersion, kind }: Manifest): boolean =>
  kind === 'NodePool' && (apiVersion ?? '').startsWith('karpenter.sh/');
