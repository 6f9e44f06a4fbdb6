/** Storage objects, as far as they say where a pod may run. */
import type { RequirementSpec } from '../model/requirement';
import { listAt, optionalMappingAt, textAt, textMapAt, textsAt, valueAt } from './fields';
import { decodeRequirements } from './requirementSpec';

/** One way to satisfy a volume: requirements that hold together. */
export type VolumeAlternative = readonly RequirementSpec[];

export interface StorageClass {
  readonly name: string;
  /** Bound before a pod uses the claim, which is the default mode. */
  readonly bindsImmediately: boolean;
  readonly isDefault: boolean;
  /** Empty: anywhere. */
  readonly topologies: readonly VolumeAlternative[];
}

export interface PersistentVolumeClaim {
  readonly namespace: string;
  readonly name: string;
  readonly storageClassName: string | undefined;
  readonly volumeName: string | undefined;
  readonly isBindCompleted: boolean;
  readonly isLost: boolean;
}

export interface PersistentVolume {
  readonly name: string;
  /** Empty: anywhere; an empty alternative is no constraint either. */
  readonly topologies: readonly VolumeAlternative[];
}

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
const HOSTNAME = 'kubernetes.io/hostname';

export function decodeStorageClass(value: unknown, name: string): StorageClass {
  return {
    name,
    bindsImmediately: textAt(value, 'volumeBindingMode') !== 'WaitForFirstConsumer',
    isDefault: textAt(value, 'metadata', 'annotations', DEFAULT_CLASS) === 'true',
    topologies: listAt(value, 'allowedTopologies')
      .map(decodeTopology)
      .filter((alternative) => alternative.length > 0),
  };
}

function decodeTopology(value: unknown): VolumeAlternative {
  return listAt(value, 'matchLabelExpressions').flatMap((expression) => {
    const key = textAt(expression, 'key');
    return key === undefined ? [] : [{ key, operator: 'In' as const, values: textsAt(expression, 'values') }];
  });
}

export function decodeClaim(value: unknown, namespace: string, name: string): PersistentVolumeClaim {
  const annotations = textMapAt(value, 'metadata', 'annotations');
  return {
    namespace,
    name,
    storageClassName: textAt(value, 'spec', 'storageClassName'),
    volumeName: textAt(value, 'spec', 'volumeName') || undefined,
    isBindCompleted: Object.hasOwn(annotations, BIND_COMPLETED),
    isLost: textAt(value, 'status', 'phase') === 'Lost',
  };
}

/** The host name of a local volume does not count: the pod moves to another node anyway.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/volumetopology.go
 *  getPersistentVolumeRequirements@v1.14.1 */
export function decodeVolume(value: unknown, name: string): PersistentVolume {
  const spec = valueAt(value, 'spec');
  const isLocal =
    optionalMappingAt(spec, 'local') !== undefined || optionalMappingAt(spec, 'hostPath') !== undefined;
  const terms = listAt(spec, 'nodeAffinity', 'required', 'nodeSelectorTerms');
  return {
    name,
    topologies: terms.flatMap((term) => {
      const requirements = decodeRequirements(listAt(term, 'matchExpressions'));
      const kept = isLocal ? requirements.filter(({ key }) => key !== HOSTNAME) : requirements;
      return requirements.length > 0 ? [kept] : [];
    }),
  };
}
