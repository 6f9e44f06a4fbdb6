/** The hand-written validation of Kubernetes' own kinds (what the API server's registry checks beyond the schema).
 *
 *  `validateBuiltin(apiVersion, kind, object, old?)` takes the decoded object (types already right; unknown fields are
 *  ignored; defaulting is done here where it matters) and, for an update, the stored one. Call it only when decoding and
 *  strict checks found nothing. Paths are those of the internal type, where they differ from the manifest's.
 *  Rules on metadata that hold for every kind are not here; those of single kinds (the 52 characters of a CronJob's name) are.
 *  Kubernetes 1.35, feature gates at their defaults. */
import { validateClaim } from './claim';
import { validateCronJob } from './cronJob';
import { validateDaemonSet } from './daemonSet';
import { validateDeployment, validateReplicaSet } from './deployment';
import { validateHpaV1, validateHpaV2 } from './hpa';
import { validateJob } from './job';
import { validatePdb } from './pdb';
import { validatePod } from './pod';
import { validatePriorityClass } from './priorityClass';
import type { BuiltinProblem } from './problems';
import { asRecord, type Fields } from './read';
import { validateStatefulSet } from './statefulSet';
import { validateStorageClass } from './storageClass';

export type { BuiltinProblem, ProblemCode } from './problems';

type Validate = (object: Fields, old?: Fields) => readonly BuiltinProblem[];

const VALIDATORS: ReadonlyMap<string, Validate> = new Map([
  ['apps/v1/Deployment', validateDeployment],
  ['apps/v1/ReplicaSet', validateReplicaSet],
  ['apps/v1/StatefulSet', validateStatefulSet],
  ['apps/v1/DaemonSet', validateDaemonSet],
  ['autoscaling/v1/HorizontalPodAutoscaler', validateHpaV1],
  ['autoscaling/v2/HorizontalPodAutoscaler', validateHpaV2],
  ['batch/v1/Job', validateJob],
  ['batch/v1/CronJob', validateCronJob],
  ['policy/v1/PodDisruptionBudget', validatePdb],
  ['scheduling.k8s.io/v1/PriorityClass', validatePriorityClass],
  ['storage.k8s.io/v1/StorageClass', validateStorageClass],
  ['v1/Pod', validatePod],
  ['v1/PersistentVolumeClaim', validateClaim],
]);

/** What the registry refuses; nothing for kinds it does not know. */
export function validateBuiltin(
  apiVersion: string,
  kind: string,
  object: unknown,
  old?: unknown,
): readonly BuiltinProblem[] {
  const validate = VALIDATORS.get(`${apiVersion}/${kind}`);
  if (!validate) return [];
  return old === undefined ? validate(asRecord(object)) : validate(asRecord(object), asRecord(old));
}
