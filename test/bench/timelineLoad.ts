/** A cluster that people have: 50 workloads in five NodePools, each with an HPA or a ScaledObject, budgets, daemons, spot and on
 *  demand. For the benchmark of a week. The same every time. */
import type { SourceFile } from '../../server/src/model/finding';

interface Pool {
  readonly name: string;
  readonly weight: number;
  readonly categories: string;
  readonly arch: string;
  readonly capacityTypes: string;
  readonly isTainted: boolean;
}

const POOLS: readonly Pool[] = [
  {
    name: 'general',
    weight: 10,
    categories: 'c, m, r',
    arch: 'amd64',
    capacityTypes: 'spot, on-demand',
    isTainted: false,
  },
  { name: 'arm', weight: 20, categories: 'c, m', arch: 'arm64', capacityTypes: 'spot', isTainted: true },
  { name: 'memory', weight: 5, categories: 'r', arch: 'amd64', capacityTypes: 'on-demand', isTainted: true },
  { name: 'batch', weight: 1, categories: 'c, m', arch: 'amd64', capacityTypes: 'spot', isTainted: true },
  { name: 'steady', weight: 1, categories: 'm', arch: 'amd64', capacityTypes: 'on-demand', isTainted: true },
];

const poolText = ({ name, weight, categories, arch, capacityTypes, isTainted }: Pool): string => `---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: ${name}}
spec:
  weight: ${weight}
  template:
    metadata: {labels: {team: ${name}}}
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
${isTainted ? `      taints: [{key: team, value: ${name}, effect: NoSchedule}]\n` : ''}      requirements:
      - {key: karpenter.sh/capacity-type, operator: In, values: [${capacityTypes}]}
      - {key: kubernetes.io/arch, operator: In, values: [${arch}]}
      - {key: karpenter.k8s.aws/instance-category, operator: In, values: [${categories}]}
      - {key: karpenter.k8s.aws/instance-generation, operator: Gt, values: ["4"]}
      - {key: topology.kubernetes.io/zone, operator: In, values: [us-east-1a, us-east-1b, us-east-1c]}
      expireAfter: 72h
  disruption:
    consolidationPolicy: WhenEmptyOrUnderutilized
    consolidateAfter: 2m
    budgets: [{nodes: 20%}, {nodes: "0", schedule: "0 8 * * mon-fri", duration: 2h, reasons: [Underutilized]}]
`;

const NODE_CLASS = `---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: default}
spec:
  role: nodes
  amiSelectorTerms: [{alias: al2023@v20260701}]
  subnetSelectorTerms: [{tags: {a: b}}]
  securityGroupSelectorTerms: [{tags: {a: b}}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: kube-system}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      tolerations: [{operator: Exists}]
      containers: [{name: c, image: i, resources: {requests: {cpu: 100m, memory: 128Mi}}}]
`;

const SCALED = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      topologySpreadConstraints:
      - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}
      containers:
      - name: c
        image: i
        readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 5}
        resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 1Gi}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 4
  maxReplicas: 120
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {maxUnavailable: 10%, selector: {matchLabels: {app: web}}}
`;

const CPU = ['100m', '250m', '500m', '1000m', '1500m'];
const MEMORY = ['128Mi', '256Mi', '512Mi', '1Gi', '2Gi', '4Gi'];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function other(index: number): string {
  const pool = pick(POOLS, index);
  const place = pool.isTainted
    ? `      nodeSelector: {team: ${pool.name}}\n      tolerations: [{key: team, operator: Equal, value: ${pool.name}, effect: NoSchedule}]\n`
    : '';
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${nameOf(index)}, namespace: shop}
spec:
  selector: {matchLabels: {app: w${index}}}
  template:
    metadata: {labels: {app: w${index}}}
    spec:
${place}      containers: [{name: c, image: i, resources: {requests: {cpu: ${pick(CPU, index * 7)}, memory: ${pick(MEMORY, index * 5)}}}}]
${index % 2 === 0 ? hpaOf(index) : scaledObjectOf(index)}`;
}

const nameOf = (index: number): string => `w${String(index).padStart(2, '0')}`;
const minimumOf = (index: number): number => 1 + (index % 5);

const hpaOf = (index: number): string => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${nameOf(index)}, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${nameOf(index)}}
  minReplicas: ${minimumOf(index)}
  maxReplicas: ${10 * minimumOf(index)}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
`;

const scaledObjectOf = (index: number): string => `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: ${nameOf(index)}, namespace: shop}
spec:
  scaleTargetRef: {name: ${nameOf(index)}}
  minReplicaCount: ${minimumOf(index)}
  maxReplicaCount: ${10 * minimumOf(index)}
  triggers:
  - {type: prometheus, metadata: {serverAddress: "http://metrics", query: q, threshold: "20"}}
  - {type: cron, metadata: {timezone: Europe/Berlin, start: "0 8 * * 1-5", end: "0 18 * * 1-5", desiredReplicas: "12"}}
`;

export const WORKLOADS = 50;

export const manyWorkloads = (): readonly SourceFile[] => [
  { uri: 'file:///bench/pools.yaml', text: POOLS.map(poolText).join('') + NODE_CLASS },
  { uri: 'file:///bench/web.yaml', text: SCALED },
  {
    uri: 'file:///bench/others.yaml',
    text: Array.from({ length: WORKLOADS - 1 }, (_, index) => other(index)).join(''),
  },
];
