import type { RegionCatalog } from '../catalog/catalog';
import type { ZoneIdNaming } from '../catalog/zoneIds';
import { ZONE_ID } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import type { PodTemplate } from '../model/pod';
import type { RequirementSpec } from '../model/requirement';
import type { Cluster } from './cluster';

/** AWS' own ids where the cluster's pools or pods name one of them, else stand-ins, which select nothing by chance. */
export function zoneIdNaming(
  { nodePools, workloads }: Pick<Cluster, 'nodePools' | 'workloads'>,
  region: RegionCatalog | undefined,
): ZoneIdNaming {
  const known = new Set(region?.zoneIds);
  const names = ({ key, values }: RequirementSpec): boolean =>
    key === ZONE_ID && values.some((value) => known.has(value));
  const isNamed =
    nodePools.some((pool) => poolRequirements(pool).some(names)) ||
    workloads.some(({ pod }) => podRequirements(pod.template).some(names));
  return isNamed ? 'aws' : 'stand-in';
}

const poolRequirements = ({ requirements, labels }: NodePool): readonly RequirementSpec[] => [
  ...requirements,
  ...selected(labels),
];

function podRequirements({
  nodeSelector,
  requiredNodeTerms,
  preferredNodeTerms,
}: Pick<
  PodTemplate,
  'nodeSelector' | 'requiredNodeTerms' | 'preferredNodeTerms'
>): readonly RequirementSpec[] {
  const terms = [...requiredNodeTerms, ...preferredNodeTerms.map(({ preference }) => preference)];
  return [...selected(nodeSelector), ...terms.flatMap(({ matchExpressions }) => matchExpressions)];
}

const selected = (labels: Readonly<Record<string, string>>): readonly RequirementSpec[] =>
  Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
