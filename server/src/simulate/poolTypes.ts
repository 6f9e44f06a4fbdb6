/** Which instance types a pool's own requirements leave of its node class, whatever the pods ask for.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaim.go
 *  filterInstanceTypesByRequirements@v1.14.1 */
import type { InstanceType, Offering } from '../model/instanceType';
import { CAPACITY_TYPE, ZONE, ZONE_ID } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import {
  allowsValue,
  goTogether,
  inRequirement,
  intersectRequirements,
  newRequirement,
  type Requirement,
  type RequirementSpec,
} from '../model/requirement';

/** The types that the requirements and labels of a pool leave, each with the offerings left, in the order given.
 *  `minValues` is not counted. */
export function poolTypes(
  pool: Pick<NodePool, 'requirements' | 'labels'>,
  instanceTypes: readonly InstanceType[],
): InstanceType[] {
  const wanted = [...joined(pool).values()];
  return instanceTypes.flatMap((type) => {
    if (!wanted.every((requirement) => suitsType(requirement, type))) return [];
    const offerings = type.offerings.filter((offering) =>
      wanted.every((one) => suitsOffering(one, offering)),
    );
    return offerings.length > 0 ? [{ ...type, offerings }] : [];
  });
}

function joined({
  requirements,
  labels,
}: Pick<NodePool, 'requirements' | 'labels'>): Map<string, Requirement> {
  const fromLabels = Object.entries(labels).map(([key, value]) => inRequirement(key, [value]));
  return joinRequirements([...requirements.map(newRequirement), ...fromLabels]);
}

/** One requirement per key: the intersection of all on it. */
export function joinRequirements(requirements: readonly Requirement[]): Map<string, Requirement> {
  const byKey = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const known = byKey.get(requirement.key);
    byKey.set(requirement.key, known ? intersectRequirements(known, requirement) : requirement);
  }
  return byKey;
}

export const joinSpecs = (specs: readonly RequirementSpec[]): Map<string, Requirement> =>
  joinRequirements(specs.map(newRequirement));

/** Labels that the type does not define say nothing about it: the pool sets them. */
function suitsType(requirement: Requirement, { labels }: InstanceType): boolean {
  const values = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  return values === undefined || goTogether(inRequirement(requirement.key, values), requirement);
}

function suitsOffering(requirement: Requirement, { zone, zoneId, capacityType }: Offering): boolean {
  switch (requirement.key) {
    case ZONE:
      return allowsValue(requirement, zone);
    case CAPACITY_TYPE:
      return allowsValue(requirement, capacityType);
    case ZONE_ID:
      return zoneId === undefined || allowsValue(requirement, zoneId);
    default:
      return true;
  }
}
