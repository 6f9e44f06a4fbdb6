/** The Cluster Autoscaler: node groups of one type each, of the user's table or eksctl ClusterConfig, or one that is made up. */
import { integerAt, isTrueAt, listAt, mappingAt, textAt, textMapAt, valueAt } from '../manifest/fields';
import { neededByBucket } from './demand';
import { templateWithType } from './poolTemplate';
import { nodesFor, titleOf, type StrategySubject } from './subject';
import type { Manifest, NodeGroupSpec, NotApplicable, Variant } from './types';

export interface NodeGroup {
  readonly name: string;
  readonly instanceType: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly isSpot: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly unknown[];
}

/** The autoscaler looks every 10 s, an Auto Scaling group takes longer than a fleet, and a node goes after ten minutes.
 *  @source kubernetes/autoscaler cluster-autoscaler FAQ: --scan-interval, --scale-down-unneeded-time; the launch is an assumption */
const AUTOSCALER = { batchIdleSeconds: 10, batchMaxSeconds: 10, launchSeconds: 40 };

export function nodeGroups(subject: StrategySubject): Variant | NotApplicable {
  const base = { id: 'node-groups', title: 'Cluster Autoscaler, node groups' } as const;
  const { pools, eksctl, region, typeNamed } = subject;
  const groups = groupsOf(subject);
  const [first] = groups;
  if (!first || pools.length === 0) return { ...base, why: 'no NodePool has a type for the workload' };
  const strange = groups.find(({ instanceType }) => !typeNamed(instanceType));
  if (strange)
    return { ...base, why: `${strange.instanceType} of the group ${strange.name} is no type of ${region}` };
  const isOwn = groupsOfCluster(eksctl).length > 0 && subject.nodeGroups.length === 0;
  const cluster = eksctl ?? {
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: { name: 'cluster', region },
  };
  const managed = [...listAt(eksctl, 'managedNodeGroups'), ...groups.map(managedNodeGroup)];
  const named = groups.map(({ instanceType }) => instanceType).join(', ');
  return {
    ...{ ...base, complexity: 'medium', removed: pools.map(titleOf), settings: AUTOSCALER },
    takes: `The Cluster Autoscaler and ${groups.length === 1 ? 'a group' : 'groups'} of ${named}; minutes instead of seconds, one type a group.`,
    written: isOwn ? [] : [{ ...cluster, managedNodeGroups: managed }],
  };
}

const managedNodeGroup = ({ name, instanceType, minSize, maxSize, isSpot }: NodeGroup): Manifest => ({
  ...{ name, instanceType, minSize, maxSize },
  ...(isSpot ? { spot: true } : {}),
  privateNetworking: true,
  iam: { withAddonPolicies: { autoScaler: true } },
});

/** The table's, else the cluster's own, else one of the type that Karpenter launches first, as large as the peak needs. */
export function groupsOf(subject: StrategySubject): readonly NodeGroup[] {
  const { nodeGroups: table, eksctl, nodeType, demand, name } = subject;
  if (table.length > 0) return table.map((group, index) => groupOfTable(subject, group, index));
  const own = groupsOfCluster(eksctl);
  if (own.length > 0 || !nodeType) return own;
  const largest = neededByBucket(demand).reduce<number>((most, pods = 0) => Math.max(most, pods), 1);
  const podCount = demand.maxReplicas === Infinity ? largest : Math.max(largest, demand.maxReplicas);
  const maxSize = nodesFor(subject, nodeType.instanceType, podCount) + 1;
  return [
    {
      ...{ name: `${name}-nodes`, instanceType: nodeType.instanceType, minSize: 1, maxSize },
      ...{ isSpot: false, labels: {}, taints: [] },
    },
  ];
}

function groupOfTable({ name }: StrategySubject, group: NodeGroupSpec, index: number): NodeGroup {
  const { instanceType, minSize = 0, maxSize } = group;
  return {
    ...{ name: group.name ?? `${name}-nodes-${index + 1}`, instanceType, minSize, maxSize },
    ...{ isSpot: group.spot === true, labels: {}, taints: [] },
  };
}

/** Managed groups and those of eksctl's own, in order; where several types are named the first one stands for them.
 *  Two nodes where no size is written.
 *  @source eksctl.io schema of ClusterConfig; its defaults */
function groupsOfCluster(eksctl: Manifest | undefined): readonly NodeGroup[] {
  const groups = [...listAt(eksctl, 'managedNodeGroups'), ...listAt(eksctl, 'nodeGroups')];
  return groups.flatMap((group) => {
    const distribution = valueAt(group, 'instancesDistribution');
    const several = [...listAt(group, 'instanceTypes'), ...listAt(distribution, 'instanceTypes')];
    const instanceType = textAt(group, 'instanceType') ?? several.find((one) => typeof one === 'string');
    if (typeof instanceType !== 'string' || instanceType === 'mixed') return [];
    const desired = integerAt(group, 'desiredCapacity') ?? integerAt(group, 'minSize') ?? DEFAULT_SIZE;
    const minSize = integerAt(group, 'minSize') ?? desired;
    return {
      ...{ name: textAt(group, 'name') ?? 'nodes', instanceType, minSize },
      maxSize: Math.max(minSize, integerAt(group, 'maxSize') ?? desired),
      isSpot: isTrueAt(group, 'spot') || integerAt(distribution, 'onDemandPercentageAboveBaseCapacity') === 0,
      ...{ labels: textMapAt(group, 'labels'), taints: listAt(group, 'taints') },
    };
  });
}

const DEFAULT_SIZE = 2;

/** How the engine plays node groups: for each the nodes that are always there, and a pool of one type up to its size, that is
 *  emptied after ten minutes and never repacked. Of several the first that holds the pods gets them. */
export function nodeGroupPools(subject: StrategySubject): readonly Manifest[] {
  const [pool] = subject.pools;
  if (!pool) return [];
  const groups = groupsOf(subject);
  return groups.flatMap((group, index) => {
    const name = index === 0 ? (textAt(pool, 'metadata', 'name') ?? group.name) : group.name;
    const template = templateOf(pool, group);
    const cpu = subject.typeNamed(group.instanceType)?.cpuMilli ?? 0;
    const fixed: Manifest = {
      ...{ apiVersion: pool.apiVersion, kind: 'NodePool', metadata: { name: `${name}-fixed` } },
      spec: { replicas: group.minSize, template },
    };
    const growing: Manifest = {
      ...{ apiVersion: pool.apiVersion, kind: 'NodePool', metadata: { name } },
      spec: {
        ...{ template, weight: Math.max(1, 100 - index) },
        limits: { cpu: `${(group.maxSize - group.minSize) * cpu}m` },
        disruption: {
          ...{ consolidationPolicy: 'WhenEmpty', consolidateAfter: '10m' },
          budgets: [{ nodes: '100%' }],
        },
      },
    };
    return [...(group.minSize > 0 ? [fixed] : []), growing];
  });
}

const CAPACITY = 'karpenter.sh/capacity-type';

function templateOf(pool: Manifest, { instanceType, isSpot, labels, taints }: NodeGroup): Manifest {
  const template = templateWithType(mappingAt(pool, 'spec').template, instanceType);
  const spec = mappingAt(template, 'spec');
  const others = listAt(spec, 'requirements').filter((one) => textAt(one, 'key') !== CAPACITY);
  const capacity = { key: CAPACITY, operator: 'In', values: [isSpot ? 'spot' : 'on-demand'] };
  const metadata = mappingAt(template, 'metadata');
  return {
    ...template,
    metadata: { ...metadata, labels: { ...mappingAt(metadata, 'labels'), ...labels } },
    spec: {
      ...spec,
      requirements: [...others, capacity],
      ...(taints.length > 0 ? { taints: [...listAt(spec, 'taints'), ...taints] } : {}),
    },
  };
}
