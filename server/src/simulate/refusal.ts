/** Pods that Karpenter sets aside before it schedules anything.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/provisioner.go Validate@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/volumetopology.go
 *  ValidatePersistentVolumeClaims@v1.14.1 */
import type { PodTemplate } from '../model/pod';
import { NODE_POOL } from '../model/labels';
import {
  intersectRequirements,
  newRequirement,
  normalizedLabel,
  operatorOf,
  type Requirement,
  type RequirementSpec,
} from '../model/requirement';
import { isRestrictedLabel, WELL_KNOWN_VALUES } from '../model/wellKnownLabels';
import type { DecodedPod } from '../manifest/podTemplate';
import { claimOf, classOf, type Storage } from './volumeTopology';
import { ownValue } from '../util/own';

type Refusal = NonNullable<PodTemplate['refusal']>;

/** Why Karpenter leaves pods like this one alone; undefined when it does not. */
export function refusalOf(pod: DecodedPod, storage: Storage): Refusal | undefined {
  return selectorRefusal(pod) ?? volumeRefusal(pod, storage) ?? deviceRefusal(pod);
}

function selectorRefusal(pod: DecodedPod): Refusal | undefined {
  if (avoidsKarpenter(pod)) {
    return refuse(
      'avoids-karpenter',
      `asks for a node without the label ${NODE_POOL}, which every Karpenter node has`,
    );
  }
  if (pod.hasMatchFields) {
    return refuse('match-fields', 'selects nodes by matchFields, which Karpenter does not support');
  }
  const { nodeSelector, requiredNodeTerms } = pod.template;
  const selected = Object.entries(nodeSelector).map(([key, value]) => inOne(key, value));
  const required = requiredNodeTerms.flatMap(({ matchExpressions }) => matchExpressions);
  return firstOf([...selected, ...required], requirementRefusal);
}

const inOne = (key: string, value: string): RequirementSpec => ({ key, operator: 'In', values: [value] });

/** @source kubernetes-sigs/karpenter pkg/apis/v1/nodeclaim_validation.go ValidateRequirement@v1.14.1 */
function requirementRefusal({ key, operator, values }: RequirementSpec): Refusal | undefined {
  const label = normalizedLabel(key);
  if (isRestrictedLabel(label)) {
    return refuse(
      'restricted-label',
      `selects nodes by ${label}, a label that Karpenter does not let pods ask for`,
    );
  }
  const known = operator === 'In' ? ownValue(WELL_KNOWN_VALUES, label) : undefined;
  if (known && !values.some((value) => known.includes(value))) {
    return refuse(
      'unknown-value',
      `asks for ${label} ${values.join(', ')}; known values are ${known.join(', ')}`,
    );
  }
  if (isComparison(operator) && !isPositiveInteger(values)) {
    return refuse(
      'not-a-number',
      `compares ${label} with ${values.join(', ')}, which is not one positive integer`,
    );
  }
  return undefined;
}

const isComparison = (operator: RequirementSpec['operator']): boolean =>
  ['Gt', 'Lt', 'Gte', 'Lte'].includes(operator);

const isPositiveInteger = (values: readonly string[]): boolean =>
  values.length === 1 && values.every((value) => /^\+?\d+$/.test(value));

/** Whether the pod's requirements leave no value for the pool's label: only a node that has none would do. The heaviest
 *  preference counts as required here, as upstream reads it. */
function avoidsKarpenter({ template }: DecodedPod): boolean {
  const [heaviest] = [...template.preferredNodeTerms].sort((a, b) => b.weight - a.weight);
  const terms = [heaviest?.preference, template.requiredNodeTerms[0]];
  const selected = Object.entries(template.nodeSelector).map(([key, value]) => inOne(key, value));
  const all = [...selected, ...terms.flatMap((term) => term?.matchExpressions ?? [])];
  const onPool = all.filter(({ key }) => key === NODE_POOL).map(newRequirement);
  const joined = onPool.reduce<Requirement | undefined>(
    (sum, one) => (sum ? intersectRequirements(sum, one) : one),
    undefined,
  );
  return joined !== undefined && operatorOf(joined) === 'DoesNotExist';
}

function volumeRefusal(pod: DecodedPod, storage: Storage): Refusal | undefined {
  const names = pod.volumeClaims.flatMap((use) => (use.source === 'claim' ? [use.claimName] : []));
  return firstOf(names, (claimName) => claimRefusal(pod, claimName, storage));
}

function claimRefusal(pod: DecodedPod, claimName: string, storage: Storage): Refusal | undefined {
  const claim = claimOf(pod, claimName, storage);
  if (!claim)
    return refuse(
      'claim-not-found',
      `mounts the PersistentVolumeClaim ${claimName}, which is not among the files`,
    );
  if (claim.isLost)
    return refuse('claim-lost', `mounts the PersistentVolumeClaim ${claimName}, whose volume is lost`);
  if (claim.volumeName === undefined)
    return unboundRefusal(claimName, classOf(claim.storageClassName, storage), storage);
  if (!storage.volumes.has(claim.volumeName)) {
    return refuse(
      'volume-not-found',
      `mounts the PersistentVolumeClaim ${claimName} of the PersistentVolume ${claim.volumeName}, which is not among the files`,
    );
  }
  if (claim.isBindCompleted) return undefined;
  return refuse(
    'claim-unbound',
    `mounts the PersistentVolumeClaim ${claimName}, which lacks the annotation pv.kubernetes.io/bind-completed and so counts as unbound`,
  );
}

function unboundRefusal(
  claimName: string,
  className: string | undefined,
  storage: Storage,
): Refusal | undefined {
  if (!className)
    return refuse(
      'claim-without-class',
      `mounts the PersistentVolumeClaim ${claimName}, which is unbound and names no StorageClass`,
    );
  const storageClass = storage.classes.get(className);
  if (!storageClass) {
    return refuse(
      'class-not-found',
      `mounts the PersistentVolumeClaim ${claimName} of the StorageClass ${className}, which is not among the files`,
    );
  }
  if (!storageClass.bindsImmediately) return undefined;
  return refuse(
    'immediate-binding',
    `mounts the PersistentVolumeClaim ${claimName}, which is unbound, and StorageClass ${className} binds at once instead of waiting for the pod`,
  );
}

function deviceRefusal(pod: DecodedPod): Refusal | undefined {
  if (!pod.usesResourceClaims) return undefined;
  return refuse(
    'resource-claims',
    'asks for devices by resource claims, which Karpenter does not schedule by default',
  );
}

const refuse = (code: string, message: string): Refusal => ({ code, message });

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
