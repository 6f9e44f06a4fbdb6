/** A node group as a NodePool: where its nodes may be, what they are called, how many there may be. */
import { mappingAt, textAt, textsAt, valueAt, type Fields } from '../../manifest/fields';
import { ARCH, CAPACITY_TYPE, INSTANCE_TYPE, OS, ZONE } from '../../model/labels';
import type { DraftNote } from '../draft';
import { NODE_CLASS_GROUP } from '../nodePool';
import type { AutoscalerSettings } from './autoscaler';
import {
  autoscalerTags,
  capacityTypesOf,
  leftoversOf,
  objectName,
  purchaseOf,
  sizeOf,
  typesOf,
  type Leftover,
  type MadeObject,
  type NodeGroup,
} from './group';
import { mayBeLabel, readLabels, readTaints } from './nodeFields';

export interface PoolContext {
  readonly className: string;
  readonly autoscaler: AutoscalerSettings;
  /** vCPUs of a type; undefined for a type that nobody knows. */
  readonly vcpusOf: (type: string) => number | undefined;
}

export function poolOf(group: NodeGroup, context: PoolContext): MadeObject {
  const notes: DraftNote[] = [];
  const labels = readLabels(group);
  const kept = Object.entries(labels).filter(([key]) => mayBeLabel(key));
  const taints = readTaints(group);
  const { min, max } = sizeOf(group);
  if (min > 0)
    notes.push(
      info(
        'spec.limits',
        `the group keeps at least ${min === 1 ? '1 node' : `${min} nodes`}; a NodePool has as many as its pods need, none without pods`,
      ),
    );
  if (hasBoth(group))
    notes.push(
      warning(
        'spec.template.spec.requirements',
        'the shares of on-demand and spot capacity are not kept: Karpenter takes spot while there is some',
      ),
    );
  const object = {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: objectName(group.name) },
    spec: {
      disruption: disruptionOf(group, context.autoscaler),
      limits: limitsOf(group, max, context),
      template: {
        ...(kept.length > 0 ? { metadata: { labels: Object.fromEntries(kept) } } : {}),
        spec: {
          expireAfter: expiryOf(group),
          nodeClassRef: { group: NODE_CLASS_GROUP, kind: 'EC2NodeClass', name: context.className },
          requirements: requirementsOf(group),
          ...(taints.length > 0 ? { taints } : {}),
        },
      },
    },
  };
  return { object, left: leftOf(group, labels), notes };
}

const info = (path: string, message: string): DraftNote => ({ severity: 'info', path, message });
const warning = (path: string, message: string): DraftNote => ({ severity: 'warning', path, message });

const hasBoth = (group: NodeGroup): boolean => capacityTypesOf(purchaseOf(group)).length > 1;

/** How many nodes may be replaced at a time is a budget; how long the autoscaler waits before it removes a node is
 *  consolidateAfter. */
function disruptionOf({ fields }: NodeGroup, { idleTime }: AutoscalerSettings): Fields {
  const { maxUnavailable, maxUnavailablePercentage } = mappingAt(fields, 'updateConfig');
  const nodes =
    typeof maxUnavailable === 'number'
      ? String(maxUnavailable)
      : typeof maxUnavailablePercentage === 'number'
        ? `${maxUnavailablePercentage}%`
        : undefined;
  return {
    consolidationPolicy: 'WhenEmptyOrUnderutilized',
    consolidateAfter: idleTime,
    ...(nodes === undefined ? {} : { budgets: [{ nodes }] }),
  };
}

/** Karpenter bounds a pool by resources: the CPUs of as many nodes of the largest type as the group may have. */
function limitsOf(group: NodeGroup, max: number, { vcpusOf }: PoolContext): Fields {
  const selected = valueAt(group.fields, 'instanceSelector', 'vCPUs');
  const sizes =
    typeof selected === 'number' ? [selected] : typesOf(group).flatMap((type) => vcpusOf(type) ?? []);
  const largest = Math.max(0, ...sizes);
  return largest > 0 ? { cpu: String(largest * max) } : { nodes: String(max) };
}

/** Nodes of a group never expire, those of a pool do after 720h by default. */
function expiryOf({ fields }: NodeGroup): string {
  const seconds = fields['maxInstanceLifetime'];
  if (typeof seconds !== 'number' || seconds <= 0) return 'Never';
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds}s`;
}

interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'DoesNotExist';
  readonly values?: readonly string[];
}

const isIn = (key: string, values: readonly string[]): Requirement => ({ key, operator: 'In', values });

function requirementsOf(group: NodeGroup): readonly Requirement[] {
  const { fields, config } = group;
  const own = textsAt(fields, 'availabilityZones');
  const zones = own.length > 0 ? own : textsAt(config, 'availabilityZones');
  const isWindows = textAt(fields, 'amiFamily')?.startsWith('Windows') ?? false;
  return [
    isIn(CAPACITY_TYPE, capacityTypesOf(purchaseOf(group))),
    ...typeRequirements(group),
    ...(zones.length > 0 ? [isIn(ZONE, zones)] : []),
    isIn(OS, [isWindows ? 'windows' : 'linux']),
  ];
}

function typeRequirements(group: NodeGroup): readonly Requirement[] {
  const types = typesOf(group);
  return types.length > 0 ? [isIn(INSTANCE_TYPE, types)] : selectorRequirements(group);
}

/** Labels that take the place of the selector's fields. Without an architecture eksctl chooses x86. */
function selectorRequirements({ fields }: NodeGroup): readonly Requirement[] {
  const selector = mappingAt(fields, 'instanceSelector');
  const count = (key: string, label: string): Requirement[] => {
    const value = selector[key];
    if (typeof value !== 'number') return [];
    return value === 0 ? [{ key: label, operator: 'DoesNotExist' }] : [isIn(label, [String(value)])];
  };
  const memoryMib = memoryOf(selector['memory']);
  return [
    isIn(ARCH, [selector['cpuArchitecture'] === 'arm64' ? 'arm64' : 'amd64']),
    ...count('vCPUs', 'karpenter.k8s.aws/instance-cpu'),
    ...(memoryMib === undefined ? [] : [isIn('karpenter.k8s.aws/instance-memory', [String(memoryMib)])]),
    ...count('gpus', 'karpenter.k8s.aws/instance-gpu-count'),
    ...count('neuron_devices', 'karpenter.k8s.aws/instance-accelerator-count'),
  ];
}

/** "4", "4GiB" or "512MiB" in MiB; GiB where no unit stands. */
function memoryOf(value: unknown): number | undefined {
  const [, amount, unit = 'gib'] = /^\s*(\d+(?:\.\d+)?)\s*([gm]i?b)?\s*$/i.exec(String(value)) ?? [];
  if (amount === undefined) return undefined;
  return Math.round(Number(amount) * (unit.toLowerCase().startsWith('g') ? 1024 : 1));
}

const REASONS: Readonly<Record<string, string>> = {
  'instanceSelector.allow':
    'a NodePool has no regular expressions: name families or types in its requirements',
  'instanceSelector.deny': 'a NodePool has no regular expressions: exclude families or types with NotIn',
  'instancesDistribution.maxPrice': 'Karpenter bids no price: spot capacity costs what it costs',
  'instancesDistribution.onDemandBaseCapacity':
    'a pool of its own, on demand and of higher weight, keeps a base',
  'instancesDistribution.spotAllocationStrategy': 'Karpenter asks for price-capacity-optimized spot capacity',
  'nodeRepairConfig.enabled': 'Karpenter repairs nodes with its feature gate NodeRepair',
  asgSuspendProcesses: 'there is no Auto Scaling group',
  asgMetricsCollection: 'there is no Auto Scaling group',
  classicLoadBalancerNames: 'nodes come and go: register them with a Service of type LoadBalancer',
  targetGroupARNs: 'nodes come and go: register pods or nodes with the AWS Load Balancer Controller',
  localZones:
    'name local zones in the requirement on topology.kubernetes.io/zone, with their subnets in the class',
};

function leftOf(group: NodeGroup, labels: Readonly<Record<string, string>>): readonly Leftover[] {
  const refused = Object.entries(labels).filter(([key]) => !mayBeLabel(key));
  const resources = Object.entries(autoscalerTags(group, 'node-template/resources'));
  return [
    ...(refused.length > 0
      ? [
          {
            field: 'labels',
            value: Object.fromEntries(refused),
            why: 'a NodePool may not give labels of these domains',
          },
        ]
      : []),
    ...leftoversOf(group, REASONS),
    ...(resources.length > 0
      ? [
          {
            ...{ field: 'tags', value: Object.fromEntries(resources) },
            why: 'Karpenter knows the resources of a type itself; those of device plugins not named there it does not',
          },
        ]
      : []),
  ];
}
