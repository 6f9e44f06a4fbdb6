/** Node groups of eksctl's ClusterConfig, as they are written. */
import type { Manifest } from '../../manifest/document';
import {
  fieldsOf,
  listAt,
  mappingAt,
  textAt,
  textMapAt,
  textsAt,
  valueAt,
  type Fields,
} from '../../manifest/fields';
import { ON_DEMAND, SPOT } from '../../model/labels';
import type { DraftNote } from '../draft';

export const CLUSTER_CONFIG = 'eksctl.io/v1alpha5 ClusterConfig';

/** One group with what it has of its cluster. */
export interface NodeGroup {
  readonly fields: Fields;
  readonly isManaged: boolean;
  readonly name: string;
  readonly cluster: string;
  readonly config: Fields;
}

/** The groups that have a name, managed ones first. */
export function nodeGroupsOf({ value }: Pick<Manifest, 'value'>): readonly NodeGroup[] {
  const config = fieldsOf(value);
  const cluster = textAt(config, 'metadata', 'name') ?? 'cluster';
  return (['managedNodeGroups', 'nodeGroups'] as const).flatMap((list) =>
    listAt(config, list).flatMap((group) => {
      const name = textAt(group, 'name');
      if (name === undefined) return [];
      return { fields: fieldsOf(group), isManaged: list === 'managedNodeGroups', name, cluster, config };
    }),
  );
}

/** A name that Kubernetes takes for an object; a group's may have capitals and underscores. */
export const objectName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');

/** eksctl's own default where neither types nor a selector are given.
 *  @source eksctl-io/eksctl pkg/apis/eksctl.io/v1alpha5/types.go DefaultNodeType */
const DEFAULT_TYPE = 'm5.large';

/** The types that a group may start, in its own order of preference; empty where a selector decides. */
export function typesOf(group: NodeGroup): readonly string[] {
  const { fields } = group;
  const listed = [
    ...textsAt(fields, 'instanceTypes'),
    ...textsAt(fields, 'instancesDistribution', 'instanceTypes'),
  ];
  if (listed.length > 0) return listed;
  const type = textAt(fields, 'instanceType');
  // eksctl writes `mixed` there itself, for groups with a list.
  if (type !== undefined && type !== 'mixed') return [type];
  return hasSelector(group) ? [] : [DEFAULT_TYPE];
}

const hasSelector = ({ fields }: NodeGroup): boolean =>
  Object.keys(mappingAt(fields, 'instanceSelector')).length > 0;

/** How a group's nodes are bought: so many on demand, and this part of the rest. */
export interface Purchase {
  readonly onDemandBase: number;
  /** From 0 to 1. */
  readonly onDemandShare: number;
}

export function purchaseOf({ fields, isManaged }: NodeGroup): Purchase {
  const isSpot = isManaged
    ? fields['spot'] === true
    : textAt(fields, 'instanceMarketOptions', 'marketType') === 'spot';
  if (isSpot) return { onDemandBase: 0, onDemandShare: 0 };
  const distribution = mappingAt(fields, 'instancesDistribution');
  const percentage = distribution['onDemandPercentageAboveBaseCapacity'];
  const base = distribution['onDemandBaseCapacity'];
  return {
    onDemandBase: typeof base === 'number' && base > 0 ? base : 0,
    onDemandShare: typeof percentage === 'number' ? Math.min(Math.max(percentage / 100, 0), 1) : 1,
  };
}

/** Spot first, as Karpenter tries it. */
export const capacityTypesOf = ({ onDemandBase, onDemandShare }: Purchase): readonly string[] => [
  ...(onDemandShare < 1 ? [SPOT] : []),
  ...(onDemandBase > 0 || onDemandShare > 0 ? [ON_DEMAND] : []),
];

/** Bounds of a group, with eksctl's defaults: two nodes where neither a minimum nor a number is given.
 *  @source eksctl-io/eksctl pkg/apis/eksctl.io/v1alpha5/validation.go: what is missing follows from what is there */
export function sizeOf({ fields }: NodeGroup): {
  readonly min: number;
  readonly desired: number;
  readonly max: number;
} {
  const given = (key: string): number | undefined => {
    const value = fields[key];
    return typeof value === 'number' && value >= 0 ? value : undefined;
  };
  const min = given('minSize') ?? given('desiredCapacity') ?? 2;
  const desired = Math.max(given('desiredCapacity') ?? min, min);
  return { min, desired, max: Math.max(given('maxSize') ?? desired, desired) };
}

/** Tags that the Cluster Autoscaler reads from Auto Scaling groups: how it finds them, and what nodes of an empty group
 *  would have.
 *  @source kubernetes/autoscaler cluster-autoscaler/cloudprovider/aws/README.md and aws_manager.go */
export const AUTOSCALER_TAG = 'k8s.io/cluster-autoscaler/';

export function autoscalerTags({ fields }: NodeGroup, kind: string): Readonly<Record<string, string>> {
  const prefix = `${AUTOSCALER_TAG}${kind}/`;
  const tags = Object.entries(textMapAt(fields, 'tags'));
  return Object.fromEntries(
    tags.flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
    ),
  );
}

/** What becomes of a group: objects, each with what could not go into it. */
export interface MadeObject {
  readonly object: Fields;
  /** Fields of the group that have no place, with the reason. */
  readonly left: readonly Leftover[];
  readonly notes: readonly DraftNote[];
}

export interface Leftover {
  /** Below the group. */
  readonly field: string;
  readonly value: unknown;
  readonly why: string;
}

/** Fields that are set, of those that a table has a reason against. */
export const leftoversOf = (
  { fields }: NodeGroup,
  reasons: Readonly<Record<string, string>>,
): readonly Leftover[] =>
  Object.entries(reasons).flatMap(([field, why]) => {
    const value = valueAt(fields, ...field.split('.'));
    const isSet = value !== undefined && value !== null && value !== false;
    return isSet ? [{ field, value, why }] : [];
  });
