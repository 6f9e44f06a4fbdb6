/** Parts of a solve, with what most tests do not care about filled in. */
import type { InstanceType } from '../../server/src/model/instanceType';
import type { NodePool } from '../../server/src/model/nodePool';
import type { LabelSelector, PodGroup, PodTemplate } from '../../server/src/model/pod';
import type { SolveInput, SolvePool } from '../../server/src/solver/input';

export const GIB = 2 ** 30;
export const TEST_ZONES = ['z-a', 'z-b', 'z-c'];

/** A type named after its size: `cpu` cores, four GiB each, sold in the zones on demand and, cheaper, as spot. */
export function instanceType(
  cpu: number,
  changes: Partial<InstanceType> & { zones?: readonly string[] } = {},
): InstanceType {
  const { zones = TEST_ZONES, ...rest } = changes;
  const name = rest.name ?? `t.${String(cpu).padStart(3, '0')}`;
  const capacity = { cpu: cpu * 1000, memory: cpu * 4 * GIB, pods: 110 };
  return {
    name,
    labels: {
      'node.kubernetes.io/instance-type': [name],
      'kubernetes.io/arch': ['amd64'],
      'topology.kubernetes.io/zone': zones,
      'karpenter.sh/capacity-type': ['on-demand', 'spot'],
      'karpenter.k8s.aws/instance-cpu': [String(cpu)],
    },
    capacity,
    allocatable: { cpu: cpu * 1000 - 100, memory: cpu * 4 * GIB - GIB, pods: 110 },
    offerings: zones.flatMap((zone) => [
      { zone, capacityType: 'on-demand' as const, usdPerHour: cpu * 0.05 },
      { zone, capacityType: 'spot' as const, usdPerHour: cpu * 0.02 },
    ]),
    ...rest,
  };
}

export const nodePool = (changes: Partial<NodePool> = {}): NodePool => ({
  name: 'default',
  weight: 0,
  labels: {},
  taints: [],
  startupTaints: [],
  requirements: [],
  limits: undefined,
  nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
  staticReplicas: undefined,
  ...changes,
});

export const podTemplate = (changes: Partial<PodTemplate> = {}): PodTemplate => ({
  namespace: 'default',
  labels: {},
  requests: { cpu: 1000, memory: GIB },
  nodeSelector: {},
  requiredNodeTerms: [],
  preferredNodeTerms: [],
  podAffinity: [],
  preferredPodAffinity: [],
  podAntiAffinity: [],
  preferredPodAntiAffinity: [],
  topologySpread: [],
  tolerations: [],
  hostPorts: [],
  volumeRequirements: [],
  refusal: undefined,
  ...changes,
});

/** A Deployment in namespace `default`, its pods labelled `app: <name>`. */
export const podGroup = (name: string, podCount: number, changes: Partial<PodTemplate> = {}): PodGroup => ({
  workload: `default/${name}`,
  kind: 'Deployment',
  template: podTemplate({ labels: { app: name }, ...changes }),
  podCount,
  bare: false,
});

export const selectApp = (app: string): LabelSelector => ({ matchLabels: { app }, matchExpressions: [] });

const TYPES = [2, 4, 8, 16].map((cpu) => instanceType(cpu));

export const solvePool = (
  changes: Partial<NodePool> = {},
  types: readonly InstanceType[] = TYPES,
): SolvePool => ({
  pool: nodePool(changes),
  instanceTypes: types,
});

export const solveInput = (changes: Partial<SolveInput> = {}): SolveInput => ({
  pools: [solvePool()],
  groups: [],
  daemons: [],
  namespaces: {},
  preferencePolicy: 'Respect',
  minValuesPolicy: 'Strict',
  ...changes,
});
