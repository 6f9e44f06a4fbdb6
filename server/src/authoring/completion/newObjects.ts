/** Whole objects for an empty document. VS Code's snippets (client/snippets/dryfit.json) are made from them. `$1`, `${2:text}`
 *  and `${3|one,other|}` are places to fill in; what they suggest makes objects that fit together and pass every check. */

export interface NewObject {
  readonly title: string;
  /** What is typed for it; the first is the shortest. */
  readonly prefixes: readonly string[];
  readonly kind: string;
  readonly description: string;
  readonly body: string;
}

interface QueueTrigger {
  /** Of the object, the first place to fill in. */
  readonly name: string;
  readonly queue: string;
  readonly length: number;
  /** The number of the trigger's first place to fill in. */
  readonly stop: number;
}

/** The last field of a ScaledObject or ScaledJob: a trigger by an SQS queue, and its authentication behind it. */
const sqsTrigger = ({ name, queue, length, stop }: QueueTrigger): string => `  triggers:
    - type: aws-sqs-queue
      metadata:
        queueURL: \${${stop}:https://sqs.us-east-1.amazonaws.com/123456789012/${queue}}
        queueLength: "\${${stop + 1}:${length}}"
        awsRegion: \${${stop + 2}:us-east-1}
      authenticationRef:
        name: \${1:${name}}
---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  name: \${1:${name}}
spec:
  podIdentity:
    provider: aws
`;

export const NEW_OBJECTS: readonly NewObject[] = [
  {
    title: 'Karpenter NodePool',
    prefixes: ['nodepool', 'karpenter-nodepool'],
    kind: 'NodePool',
    description:
      'NodePool: spot and on-demand nodes of current generations, consolidated calmly, with a limit',
    body: `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: \${1:general}
spec:
  template:
    spec:
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: \${2:default}
      requirements:
        - key: karpenter.sh/capacity-type
          operator: In
          values: [\${3:spot, on-demand}]
        - key: kubernetes.io/arch
          operator: In
          values: [\${4:amd64}]
        - key: karpenter.k8s.aws/instance-category
          operator: In
          values: [\${5:c, m, r}]
        - key: karpenter.k8s.aws/instance-generation
          operator: Gt
          values: ["\${6:4}"]
      expireAfter: \${7:720h}
      terminationGracePeriod: \${8:24h}
  limits:
    cpu: "\${9:200}"
    memory: \${10:800Gi}
  disruption:
    consolidationPolicy: \${11|WhenEmptyOrUnderutilized,WhenEmpty,Balanced|}
    consolidateAfter: \${12:5m}
    budgets:
      - nodes: \${13:10%}
`,
  },
  {
    title: 'Karpenter EC2NodeClass',
    prefixes: ['ec2nodeclass', 'karpenter-nodeclass'],
    kind: 'EC2NodeClass',
    description: 'EC2NodeClass: a pinned image, role, subnets and security groups by tag',
    body: `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: \${1:default}
spec:
  amiSelectorTerms:
    - alias: \${2:al2023@v20260101}
  role: \${3:KarpenterNodeRole-my-cluster}
  subnetSelectorTerms:
    - tags:
        karpenter.sh/discovery: \${4:my-cluster}
  securityGroupSelectorTerms:
    - tags:
        karpenter.sh/discovery: \${4:my-cluster}
`,
  },
  {
    title: 'HorizontalPodAutoscaler',
    prefixes: ['hpa', 'horizontalpodautoscaler'],
    kind: 'HorizontalPodAutoscaler',
    description: 'HorizontalPodAutoscaler (v2) by CPU, calm on the way down',
    body: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: \${1:web}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: \${2|Deployment,StatefulSet|}
    name: \${1:web}
  minReplicas: \${3:2}
  maxReplicas: \${4:10}
  metrics:
    - type: Resource
      resource:
        name: \${5|cpu,memory|}
        target:
          type: Utilization
          averageUtilization: \${6:70}
  behavior:
    scaleDown:
      stabilizationWindowSeconds: \${7:300}
`,
  },
  {
    title: 'KEDA ScaledObject by schedule',
    prefixes: ['scaledobject', 'keda-cron'],
    kind: 'ScaledObject',
    description: 'ScaledObject with a cron trigger: more replicas in working hours',
    body: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: \${1:web}
spec:
  scaleTargetRef:
    name: \${1:web}
  minReplicaCount: \${2:1}
  maxReplicaCount: \${3:10}
  triggers:
    - type: cron
      metadata:
        timezone: \${4:Europe/Berlin}
        start: \${5:0 8 * * 1-5}
        end: \${6:0 18 * * 1-5}
        desiredReplicas: "\${7:5}"
`,
  },
  {
    title: 'KEDA ScaledObject by SQS queue',
    prefixes: ['scaledobject-sqs', 'keda-sqs'],
    kind: 'ScaledObject',
    description: 'ScaledObject with an SQS trigger and its authentication by pod identity',
    body: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: \${1:worker}
spec:
  scaleTargetRef:
    name: \${1:worker}
  minReplicaCount: \${2:0}
  maxReplicaCount: \${3:50}
${sqsTrigger({ name: 'worker', queue: 'jobs', length: 10, stop: 4 })}`,
  },
  {
    title: 'KEDA ScaledJob by SQS queue',
    prefixes: ['scaledjob', 'keda-job'],
    kind: 'ScaledJob',
    description: 'ScaledJob that starts a Job for each message of an SQS queue, with its authentication',
    body: `apiVersion: keda.sh/v1alpha1
kind: ScaledJob
metadata:
  name: \${1:import}
spec:
  jobTargetRef:
    backoffLimit: \${2:2}
    template:
      spec:
        restartPolicy: Never
        containers:
          - name: \${1:import}
            image: \${3:registry.example.com/import:1}
            resources:
              requests:
                cpu: \${4:500m}
                memory: \${5:1Gi}
              limits:
                memory: \${5:1Gi}
  minReplicaCount: \${6:0}
  maxReplicaCount: \${7:20}
  rollout:
    strategy: \${8|gradual,immediate|}
${sqsTrigger({ name: 'import', queue: 'imports', length: 1, stop: 9 })}`,
  },
  {
    title: 'PodDisruptionBudget',
    prefixes: ['pdb', 'poddisruptionbudget'],
    kind: 'PodDisruptionBudget',
    description: 'PodDisruptionBudget that lets one pod go at a time',
    body: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: \${1:web}
spec:
  maxUnavailable: \${2:1}
  selector:
    matchLabels:
      app: \${1:web}
`,
  },
];
