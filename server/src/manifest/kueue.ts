/** Kueue's objects, as far as admission by quota reads them; v1beta1 and v1beta2 alike.
 *  @source kubernetes-sigs/kueue apis/kueue/v1beta2 */
import type { LabelSelector } from '../model/pod';
import type { Taint, Toleration } from '../model/taints';
import { listAt, scalarText, textAt, textMapAt, textsAt, valueAt } from './fields';
import { groupKind, type ObjectId } from './objectId';
import { resourceAmount } from '../model/resources';
import { decodeLabelSelector } from './requirementSpec';
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
  /** Namespaces that may use it; absent: none. */
  readonly namespaceSelector: LabelSelector | undefined;
  /** Flavors that come later are tried before it borrows (`whenCanBorrow: TryNextFlavor`). */
  readonly avoidsBorrowing: boolean;
  /** It takes back what it lent (`reclaimWithinCohort: Any`). */
  readonly reclaims: boolean;
  /** It takes back what gangs of lower priority borrow (`reclaimWithinCohort: LowerPriority`). */
  readonly reclaimsFromLower: boolean;
}

/** Resources that pods ask for and a queue has no quota of at all: with one of them a Job is never admitted. */
export const uncoveredResources = (
  requests: Readonly<Record<string, number>>,
  covered: readonly string[],
): string[] => Object.keys(requests).filter((name) => (requests[name] ?? 0) > 0 && !covered.includes(name));

const LEAST_PODS = 'kueue.x-k8s.io/job-min-parallelism';

/** How few of a Job's pods will do: all of them unless it takes partial admission. */
export function leastPodsOf(job: unknown, podCount: number): number {
  const least = Number(textAt(job, 'metadata', 'annotations', LEAST_PODS) ?? '');
  return Number.isInteger(least) && least > 0 ? Math.min(least, podCount) : podCount;
}

/** ClusterQueues and cohorts that lend to each other, with quota of its own. */
export interface Cohort {
  readonly name: string;
  readonly parent: string | undefined;
  readonly groups: readonly ResourceGroup[];
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
    cohort: (textAt(spec, 'cohortName') ?? textAt(spec, 'cohort')) || undefined,
    groups: decodeGroups(spec),
    isStrict: textAt(spec, 'queueingStrategy') === 'StrictFIFO',
    isHeld: stop !== 'None',
    namespaceSelector: decodeLabelSelector(spec, 'namespaceSelector'),
    avoidsBorrowing: textAt(spec, 'flavorFungibility', 'whenCanBorrow') === 'TryNextFlavor',
    reclaims: textAt(spec, 'preemption', 'reclaimWithinCohort') === 'Any',
    reclaimsFromLower: textAt(spec, 'preemption', 'reclaimWithinCohort') === 'LowerPriority',
  };
}

export function decodeCohort(value: unknown, id: ObjectId): Cohort | undefined {
  if (groupKind(id) !== 'kueue.x-k8s.io/Cohort') return undefined;
  const spec = valueAt(value, 'spec');
  const parent = textAt(spec, 'parentName') ?? textAt(spec, 'parent');
  return { name: id.name, parent: parent || undefined, groups: decodeGroups(spec) };
}

const decodeGroups = (spec: unknown): readonly ResourceGroup[] =>
  listAt(spec, 'resourceGroups').map((group) => ({
    resources: textsAt(group, 'coveredResources'),
    flavors: listAt(group, 'flavors').map(decodeFlavorQuotas),
  }));

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
export interface LocalQueue {
  readonly namespace: string;
  readonly name: string;
  readonly clusterQueue: string;
  /** Nothing new is admitted. */
  readonly isHeld: boolean;
}

export function decodeLocalQueue(value: unknown, id: ObjectId): LocalQueue | undefined {
  if (groupKind(id) !== 'kueue.x-k8s.io/LocalQueue') return undefined;
  return {
    namespace: id.namespace,
    name: id.name,
    clusterQueue: textAt(value, 'spec', 'clusterQueue') ?? '',
    isHeld: (textAt(value, 'spec', 'stopPolicy') ?? 'None') !== 'None',
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
