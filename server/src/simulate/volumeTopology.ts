/** Where the volumes of a pod let it run: alternatives of node requirements.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/volumetopology.go@v1.14.1 */
import { goTogether, newRequirement, normalizedLabel } from '../model/requirement';
import type { DecodedPod, VolumeClaimUse } from '../manifest/podTemplate';
import type {
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAlternative,
} from '../manifest/volumes';

export interface Storage {
  readonly classes: ReadonlyMap<string, StorageClass>;
  /** By "namespace/name". */
  readonly claims: ReadonlyMap<string, PersistentVolumeClaim>;
  readonly volumes: ReadonlyMap<string, PersistentVolume>;
}

export const claimOf = (
  pod: DecodedPod,
  claimName: string,
  storage: Storage,
): PersistentVolumeClaim | undefined => storage.claims.get(`${pod.template.namespace}/${claimName}`);

/** The class that a claim ends up with: its own, or the cluster's default where it names none. */
export function classOf(storageClassName: string | undefined, storage: Storage): string | undefined {
  if (storageClassName !== undefined) return storageClassName;
  return [...storage.classes.values()].findLast(({ isDefault }) => isDefault)?.name;
}

/** Requirements of the pod's volumes, one list per way to satisfy them all; empty when they ask for nothing. */
export function volumeAlternatives(pod: DecodedPod, storage: Storage): readonly VolumeAlternative[] {
  let alternatives: readonly VolumeAlternative[] = [];
  for (const use of pod.volumeClaims) {
    const own = topologiesOf(pod, use, storage).map(normalize);
    if (own.length > 0) alternatives = alternatives.length > 0 ? crossProduct(alternatives, own) : own;
  }
  return alternatives;
}

function topologiesOf(pod: DecodedPod, use: VolumeClaimUse, storage: Storage): readonly VolumeAlternative[] {
  const claim = use.source === 'claim' ? claimOf(pod, use.claimName, storage) : undefined;
  if (claim?.volumeName !== undefined) return storage.volumes.get(claim.volumeName)?.topologies ?? [];
  const named = use.source === 'template' ? use.storageClassName : claim?.storageClassName;
  const className = classOf(named, storage);
  return (className === undefined ? undefined : storage.classes.get(className)?.topologies) ?? [];
}

const normalize = (alternative: VolumeAlternative): VolumeAlternative =>
  alternative.map((requirement) => ({
    ...requirement,
    key: normalizedLabel(requirement.key),
  }));

/** Every pair that can hold together; every pair at all when none can, as upstream does. */
function crossProduct(left: readonly VolumeAlternative[], right: readonly VolumeAlternative[]) {
  const pairs = left.flatMap((a) => right.map((b) => [...a, ...b]));
  const possible = pairs.filter(isPossible);
  return possible.length > 0 ? possible : pairs;
}

/** Whether for each key some value is left. */
function isPossible(alternative: VolumeAlternative): boolean {
  const requirements = alternative.map(newRequirement);
  return requirements.every((one, index) =>
    requirements.slice(0, index).every((other) => other.key !== one.key || goTogether(other, one)),
  );
}
