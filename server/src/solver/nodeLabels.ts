/** The labels of a node that was launched. */
import { INSTANCE_TENANCY } from '../model/awsLabels';
import type { InstanceType } from '../model/instanceType';
import { CAPACITY_TYPE, NODE_POOL, ZONE, ZONE_ID } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import { allowsValue, newRequirement } from '../model/requirement';
import { WELL_KNOWN_LABELS } from '../model/wellKnownLabels';
import { perObject } from '../util/perObject';
import type { Replacement } from './replacement';

/** Types offer both tenancies; a launch is shared unless the requirements rule that out.
 *  @source aws/karpenter-provider-aws pkg/providers/instance/instance.go getTenancyType@v1.14.1 */
const tenancyOf = perObject(({ requirements }: NodePool): string => {
  const ruled = requirements.filter(({ key }) => key === INSTANCE_TENANCY).map(newRequirement);
  return ruled.every((requirement) => allowsValue(requirement, 'default')) ? 'default' : 'dedicated';
});

/** The labels that the type has one value of. */
const settledByType = perObject(({ labels }: InstanceType): Readonly<Record<string, string>> => {
  const single = Object.entries(labels).flatMap(([key, values]) =>
    values.length === 1 ? [[key, values[0] ?? ''] as const] : [],
  );
  return Object.fromEntries(single);
});

/** What the type has one value of, the place, the pool's own labels, and what requirements on custom labels settle.
 *  @source aws/karpenter-provider-aws pkg/cloudprovider/cloudprovider.go instanceToNodeClaim@v1.14.1
 *  @source kubernetes-sigs/karpenter nodeclaimtemplate.go resolveCustomLabelsFromRequirements@v1.14.1 */
export function nodeLabels(
  { pool, settledLabels }: Pick<Replacement, 'pool' | 'settledLabels'>,
  type: InstanceType,
  { zone, capacityType }: { readonly zone: string; readonly capacityType: string },
): Record<string, string> {
  const custom = Object.entries(settledLabels).filter(([key]) => !WELL_KNOWN_LABELS.has(key));
  const { group, kind, name } = pool.nodeClassRef;
  return {
    ...Object.fromEntries(custom),
    ...pool.labels,
    ...settledByType(type),
    [ZONE]: zone,
    [ZONE_ID]: `${zone}-id`,
    [CAPACITY_TYPE]: capacityType,
    [INSTANCE_TENANCY]: settledLabels[INSTANCE_TENANCY] ?? tenancyOf(pool),
    [NODE_POOL]: pool.name,
    [`${group}/${kind.toLowerCase()}`]: name,
    'karpenter.sh/registered': 'true',
    'karpenter.sh/initialized': 'true',
  };
}
