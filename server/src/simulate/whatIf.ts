/** "What if" without touching a file: a change laid over the solver's input. Pure: what the change does not name is kept,
 *  object by object, so that the solver's caches still know it. A discount is no part of it: Karpenter decides by list
 *  prices, and the bill takes it off afterwards. */
import type { RegionCatalog } from '../catalog/catalog';
import { familyTypes } from '../catalog/families';
import { CAPACITY_TYPE } from '../model/labels';
import type { CapacityType, InstanceType, Offering } from '../model/instanceType';
import type { NodePool } from '../model/nodePool';
import type { PodGroup, PodTemplate } from '../model/pod';
import type { RequirementSpec } from '../model/requirement';
import { resourceAmount } from '../model/resources';
import type { SolveInput, SolvePool } from '../solver/input';

/** Each part is optional; an empty change leaves the input as it is. */
export interface WhatIf {
  /** "namespace/workload" -> pods, whatever the manifest or its scaler say. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** "namespace/workload" -> resource -> what one whole pod asks for, as a quantity. */
  readonly requests?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Part of every workload's pods that must run on spot, 0 to 1, rounded up; the others must run on demand. Pools then
   *  allow both capacity types. */
  readonly spotShare?: number;
  /** Zones out of which nothing launches. */
  readonly zonesLost?: readonly string[];
  /** Instance types, or whole families as `m5.*`, of which there is no capacity. */
  readonly typesUnavailable?: readonly string[];
}

/** Types and families without capacity that the region has not: of them the change says nothing. */
export function unknownTypes({ typesUnavailable = [] }: WhatIf, region: RegionCatalog): readonly string[] {
  return typesUnavailable.filter((name) =>
    name.endsWith('.*')
      ? familyTypes(region, name.slice(0, -'.*'.length)).length === 0
      : region.type(name) === undefined,
  );
}

/** The input under the change. Replicas are no part of it: a workload without pods has no group to change, so
 *  `solveInput` takes them. */
export function overlayInput(input: SolveInput, change: WhatIf): SolveInput {
  const requested = input.groups.map((group) => withRequests(group, change.requests));
  const { spotShare } = change;
  return {
    ...input,
    pools: poolsUnder(input.pools, change),
    groups: spotShare === undefined ? requested : requested.flatMap((group) => splitBySpot(group, spotShare)),
  };
}

function withRequests(group: PodGroup, requests: WhatIf['requests']): PodGroup {
  const wanted = Object.entries(requests?.[group.workload] ?? {}).flatMap(([name, quantity]) => {
    const amount = resourceAmount(name, quantity);
    return amount === undefined || amount < 0 ? [] : [[name, amount] as const];
  });
  if (wanted.length === 0) return group;
  const { template } = group;
  const changed = { ...template.requests, ...Object.fromEntries(wanted) };
  return { ...group, template: { ...template, requests: changed } };
}

/** Pods that say themselves what capacity they want keep to that. */
function splitBySpot(group: PodGroup, spotShare: number): readonly PodGroup[] {
  if (namesCapacityType(group.template)) return [group];
  const spotCount = Math.min(group.podCount, Math.ceil(group.podCount * Math.max(0, spotShare)));
  const part = (podCount: number, capacityType: CapacityType): PodGroup[] =>
    podCount === 0 ? [] : [{ ...group, podCount, template: boundTo(group.template, capacityType) }];
  return [...part(group.podCount - spotCount, 'on-demand'), ...part(spotCount, 'spot')];
}

const boundTo = (template: PodTemplate, capacityType: CapacityType): PodTemplate => ({
  ...template,
  nodeSelector: { ...template.nodeSelector, [CAPACITY_TYPE]: capacityType },
});

const namesCapacityType = ({ nodeSelector, requiredNodeTerms }: PodTemplate): boolean =>
  nodeSelector[CAPACITY_TYPE] !== undefined ||
  requiredNodeTerms.some(({ matchExpressions }) => matchExpressions.some(({ key }) => key === CAPACITY_TYPE));

/** Pools with one class go on sharing one array of types: the solver's caches are keyed on it. */
function poolsUnder(pools: readonly SolvePool[], change: WhatIf): readonly SolvePool[] {
  const keeps = offeringFilter(change);
  const changed = new Map<readonly InstanceType[], readonly InstanceType[]>();
  const typesUnder = (types: readonly InstanceType[]): readonly InstanceType[] => {
    if (!keeps) return types;
    const known = changed.get(types) ?? types.map((type) => withOfferings(type, keeps));
    changed.set(types, known);
    return known;
  };
  return pools.map(({ pool, instanceTypes }) => ({
    pool: change.spotShare === undefined ? pool : withBothCapacityTypes(pool),
    instanceTypes: typesUnder(instanceTypes),
  }));
}

type KeepsOffering = (type: string, offering: Offering) => boolean;

/** A zonal shift and insufficient capacity make offerings unavailable; the types stay, and so do their zones as topology
 *  domains. undefined: everything is available.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/offering/offering.go@v1.14.1 */
function offeringFilter({ zonesLost = [], typesUnavailable = [] }: WhatIf): KeepsOffering | undefined {
  if (zonesLost.length === 0 && typesUnavailable.length === 0) return undefined;
  const zones = new Set(zonesLost);
  const types = new Set(typesUnavailable);
  return (type, { zone }) =>
    !zones.has(zone) && !types.has(type) && !types.has(`${type.split('.')[0] ?? ''}.*`);
}

function withOfferings(type: InstanceType, keeps: KeepsOffering): InstanceType {
  const offerings = type.offerings.filter((offering) => keeps(type.name, offering));
  return offerings.length === type.offerings.length ? type : { ...type, offerings };
}

const BOTH: RequirementSpec = { key: CAPACITY_TYPE, operator: 'In', values: ['on-demand', 'spot'] };

const withBothCapacityTypes = (pool: NodePool): NodePool => ({
  ...pool,
  requirements: [...pool.requirements.filter(({ key }) => key !== CAPACITY_TYPE), BOTH],
  labels: Object.fromEntries(Object.entries(pool.labels).filter(([key]) => key !== CAPACITY_TYPE)),
});
