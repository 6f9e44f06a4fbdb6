/** Scheduling loads by formula: one broad NodePool and pods of five kinds in equal parts (plain, zone spread, host name
 *  spread, zone self-affinity, host name anti-affinity), after the mix of Karpenter's own scheduling benchmark. Grouped:
 *  Deployments of 1 to 50 replicas instead of single pods. The same pods as the manifests that the project's reference
 *  benchmark writes, without the way through YAML.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduling_benchmark_test.go@v1.14.1 */
import type { InstanceType } from '../../server/src/model/instanceType';
import type { LabelSelector, PodAffinityTerm, PodGroup, PodTemplate } from '../../server/src/model/pod';
import type { SolveInput } from '../../server/src/solver/input';
import { nodePool, podTemplate } from '../support/solverBuilders';

export interface LoadShape {
  readonly podCount: number;
  readonly grouped: boolean;
  readonly plain: boolean;
}

/** mulberry32 from seed 42. */
function randomSource(): () => number {
  let state = 42;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const MIB = 2 ** 20;
const CPU_MILLI = [100, 250, 500, 1000, 1500];
const MEMORY_BYTES = [100, 256, 512, 1024, 2048, 4096].map((mib) => mib * MIB);
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

const selecting = (matchLabels: Readonly<Record<string, string>>): LabelSelector => ({
  matchLabels,
  matchExpressions: [],
});

const term = (topologyKey: string, labelSelector: LabelSelector): PodAffinityTerm => ({
  topologyKey,
  labelSelector,
  namespaces: [],
  namespaceSelector: undefined,
  matchLabelKeys: [],
  mismatchLabelKeys: [],
});

const spreadOver = (topologyKey: string, letter: string): Partial<PodTemplate> => ({
  labels: { 'my-label': letter },
  topologySpread: [
    {
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: selecting({ 'my-label': letter }),
      minDomains: undefined,
      nodeAffinityPolicy: 'Honor',
      nodeTaintsPolicy: 'Ignore',
      matchLabelKeys: [],
    },
  ],
});

type Kind = (letter: () => string) => Partial<PodTemplate>;

const KINDS: readonly Kind[] = [
  (letter) => ({ labels: { 'my-label': letter() } }),
  (letter) => spreadOver(ZONE, letter()),
  (letter) => spreadOver(HOST, letter()),
  (letter) => {
    const labels = { 'my-affinity': letter() };
    return { labels, podAffinity: [term(ZONE, selecting(labels))] };
  },
  () => ({ labels: { app: 'nginx' }, podAntiAffinity: [term(HOST, selecting({ app: 'nginx' }))] }),
];

function makeGroups({ podCount, grouped, plain }: LoadShape): PodGroup[] {
  const random = randomSource();
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const kinds = plain ? KINDS.slice(0, 1) : KINDS;
  const groups: PodGroup[] = [];
  let made = 0;
  kinds.forEach((kind, place) => {
    const isLast = place === kinds.length - 1;
    let left = isLast ? podCount - made : Math.floor(podCount / kinds.length);
    made += left;
    while (left > 0) {
      const shape = kind(() => pick(LETTERS));
      const size = grouped ? Math.min(left, 1 + Math.floor(random() * 50)) : 1;
      const requests = { cpu: pick(CPU_MILLI), memory: pick(MEMORY_BYTES) };
      groups.push({
        workload: `default/p${String(groups.length).padStart(6, '0')}`,
        kind: grouped ? 'Deployment' : 'Pod',
        template: podTemplate({ ...shape, requests }),
        podCount: size,
        bare: !grouped,
      });
      left -= size;
    }
  });
  return groups;
}

/** @param instanceTypes  of us-east-1 under a plain AL2023 node class */
export const makeLoad = (shape: LoadShape, instanceTypes: readonly InstanceType[]): SolveInput => ({
  pools: [
    {
      pool: nodePool({
        requirements: [
          { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand', 'spot'] },
          { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
          { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['4'] },
          { key: ZONE, operator: 'In', values: ['a', 'b', 'c', 'd'].map((zone) => `us-east-1${zone}`) },
        ],
      }),
      instanceTypes,
    },
  ],
  groups: makeGroups(shape),
  daemons: [],
  namespaces: {},
  preferencePolicy: 'Respect',
  minValuesPolicy: 'Strict',
});
