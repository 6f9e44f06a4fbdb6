/** The Cluster Autoscaler: node groups of one type each, of the user's table or eksctl ClusterConfig, or one that is made up. */
import { listAt, mappingAt, textAt } from '../manifest/fields';
import { ON_DEMAND, SPOT } from '../model/labels';
import { neededByBucket } from './demand';
import { templateWithCapacityType, templateWithType } from './poolTemplate';
import { nodesFor, titleOf, type StrategySubject } from './subject';
import type { Manifest, NodeGroup, NodeGroupSpec, NotApplicable, Variant } from './types';

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
  const isOwn = subject.clusterGroups.length > 0 && subject.nodeGroups.length === 0;
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
function groupsOf(subject: StrategySubject): readonly NodeGroup[] {
  const { nodeGroups: table, clusterGroups: own, nodeType, demand, name } = subject;
  if (table.length > 0) return table.map((group, index) => groupOfTable(subject, group, index));
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

function templateOf(pool: Manifest, { instanceType, isSpot, labels, taints }: NodeGroup): Manifest {
  const ofType = templateWithType(mappingAt(pool, 'spec').template, instanceType);
  const template = templateWithCapacityType(ofType, isSpot ? SPOT : ON_DEMAND);
  const [metadata, spec] = [mappingAt(template, 'metadata'), mappingAt(template, 'spec')];
  return {
    ...template,
    metadata: { ...metadata, labels: { ...mappingAt(metadata, 'labels'), ...labels } },
    spec: { ...spec, ...(taints.length > 0 ? { taints: [...listAt(spec, 'taints'), ...taints] } : {}) },
  };
}
