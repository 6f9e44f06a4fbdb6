/** Kinds that make pods, and how many each makes. */
import { integerAt, isTrueAt, listAt, valueAt } from './fields';
import { groupKind, type ObjectId } from './objectId';
import { decodeClaimTemplate, decodePod, type DecodedPod } from './podTemplate';

/** A workload without what scalers say about its size. */
export interface Workload {
  readonly id: ObjectId;
  /** As written; undefined when the manifest leaves it to the default or to a scaler. */
  readonly replicas: number | undefined;
  readonly pod: DecodedPod;
  /** Not the pods of a controller, but one pod with its own name. */
  readonly isBarePod: boolean;
  readonly isSuspended: boolean;
  /** Owned by another object, whose pods these are. */
  readonly isOwned: boolean;
}

type Replicas = (spec: unknown) => number | undefined;

const written: Replicas = (spec) => integerAt(spec, 'replicas');

const REPLICAS: Readonly<Record<string, Replicas>> = {
  'apps/Deployment': written,
  'apps/StatefulSet': written,
  'apps/ReplicaSet': written,
  'batch/Job': jobPods,
  '/Pod': () => 1,
};

/** Pods that a Job runs at a time. */
function jobPods(spec: unknown): number {
  const parallelism = integerAt(spec, 'parallelism') ?? 1;
  return Math.min(parallelism, integerAt(spec, 'completions') ?? parallelism);
}

/** The workload that a manifest is, or undefined for another kind. */
export function decodeWorkload(value: unknown, id: ObjectId): Workload | undefined {
  const replicas = REPLICAS[groupKind(id)];
  if (replicas === undefined) return undefined;
  const isBarePod = id.kind === 'Pod';
  const spec = valueAt(value, 'spec');
  const pod = decodePod(isBarePod ? value : valueAt(spec, 'template'), id.namespace);
  return {
    id,
    replicas: replicas(spec),
    pod: { ...pod, volumeClaims: [...pod.volumeClaims, ...claimTemplates(spec)] },
    isBarePod,
    isSuspended: id.kind === 'Job' && isTrueAt(spec, 'suspend'),
    isOwned: listAt(value, 'metadata', 'ownerReferences').length > 0,
  };
}

/** A StatefulSet's claims; no other kind has the field. */
const claimTemplates = (spec: unknown) => listAt(spec, 'volumeClaimTemplates').map(decodeClaimTemplate);

/** The pod of a DaemonSet, or undefined for another kind. Karpenter's own stand-in for it carries no labels.
 *  @source kubernetes-sigs/karpenter pkg/utils/daemonset/daemonset.go PodForDaemonSet@v1.14.1 */
export function decodeDaemonSet(value: unknown, id: ObjectId): DecodedPod | undefined {
  if (groupKind(id) !== 'apps/DaemonSet') return undefined;
  const pod = decodePod(valueAt(value, 'spec', 'template'), id.namespace);
  return { ...pod, template: { ...pod.template, labels: {} } };
}
