/** Kueue's objects, as far as admission by quota reads them; v1beta1 and v1beta2 alike.
 *  @source kubernetes-sigs/kueue apis/kueue/v1beta2 */
import type { Taint, Toleration } from '../model/taints';
import { listAt, scalarText, textAt, textMapAt, textsAt, valueAt } from './fields';
import { groupKind, type ObjectId } from './objectId';
import { resourceAmount } from '../model/resources';
import { decodeTaints, decodeTolerations } from './taint';

export interface Quota {
  readonly nominal: number;
  /** Undefined: as much as the cohort has to lend. */
  readonly borrowingLimit: number | undefined;
  /** Undefined: all of it may be lent. */
  readonly lendingLimit: number | undefined;
}

export interface FlavorQuotas {
  readonly flavor: string;
  readonly quotas: ReadonlyMap<string, Quota>;
}

export interface ResourceGroup {
  readonly resources: readonly string[];
  /** In the order in which they are tried. */
  readonly flavors: readonly FlavorQuotas[];
}

export interface ClusterQueue {
  readonly name: string;
  readonly cohort: string | undefined;
  readonly groups: readonly ResourceGroup[];
  readonly isStrict: boolean;
  /** Nothing new is admitted. */
  readonly isHeld: boolean;
}

export interface ResourceFlavor {
  readonly name: string;
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly nodeTaints: readonly Taint[];
  readonly tolerations: readonly Toleration[];
}

export function decodeClusterQueue(value: unknown, id: ObjectId): ClusterQueue | undefined {
  if (groupKind(id) !== 'kueue.x-k8s.io/ClusterQueue') return undefined;
  const spec = valueAt(value, 'spec');
  const stop = textAt(spec, 'stopPolicy') ?? 'None';
  return {
    name: id.name,
    cohort: textAt(spec, 'cohortName') ?? textAt(spec, 'cohort'),
    groups: listAt(spec, 'resourceGroups').map((group) => ({
      resources: textsAt(group, 'coveredResources'),
      flavors: listAt(group, 'flavors').map(decodeFlavorQuotas),
    })),
    isStrict: textAt(spec, 'queueingStrategy') === 'StrictFIFO',
    isHeld: stop !== 'None',
  };
}

function decodeFlavorQuotas(flavor: unknown): FlavorQuotas {
  const quotas = listAt(flavor, 'resources').flatMap((resource) => {
    const name = textAt(resource, 'name');
    const amount = (field: string): number | undefined => {
      const text = scalarText(valueAt(resource, field));
      return name === undefined || text === undefined ? undefined : resourceAmount(name, text);
    };
    if (name === undefined) return [];
    const quota = { borrowingLimit: amount('borrowingLimit'), lendingLimit: amount('lendingLimit') };
    return [[name, { nominal: amount('nominalQuota') ?? 0, ...quota }] as const];
  });
  return { flavor: textAt(flavor, 'name') ?? '', quotas: new Map(quotas) };
}

/** The queue's name and the ClusterQueue that it stands for. */
export function decodeLocalQueue(
  value: unknown,
  id: ObjectId,
): { readonly namespace: string; readonly name: string; readonly clusterQueue: string } | undefined {
  if (groupKind(id) !== 'kueue.x-k8s.io/LocalQueue') return undefined;
  return {
    namespace: id.namespace,
    name: id.name,
    clusterQueue: textAt(value, 'spec', 'clusterQueue') ?? '',
  };
}

export function decodeResourceFlavor(value: unknown, id: ObjectId): ResourceFlavor | undefined {
  if (groupKind(id) !== 'kueue.x-k8s.io/ResourceFlavor') return undefined;
  const spec = valueAt(value, 'spec');
  return {
    name: id.name,
    nodeLabels: textMapAt(spec, 'nodeLabels'),
    nodeTaints: decodeTaints(spec, 'nodeTaints'),
    tolerations: decodeTolerations(spec),
  };
}
