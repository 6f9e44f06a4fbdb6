/** Small manifests as text, for tests that need objects rather than their details. */

export const nodePool = (
  name: string,
  extra: { className?: string; labels?: string; types?: string } = {},
): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: ${name}
spec:
  template:${extra.labels ? `\n    metadata:\n      labels: ${extra.labels}` : ''}
    spec:
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: ${extra.className ?? 'default'}
      requirements:
        - key: karpenter.sh/capacity-type
          operator: In
          values: ["on-demand", "spot"]
        - key: node.kubernetes.io/instance-type
          operator: In
          values: [${extra.types ?? '"m5.large", "m5.xlarge"'}]
  limits:
    cpu: "1000"
`;

/** A pool that keeps so many nodes; of the limits it may have that of nodes alone. */
export const staticPool = (
  name: string,
  replicas: number,
  extra: Parameters<typeof nodePool>[1] = {},
): string =>
  nodePool(name, extra)
    .replace('spec:', `spec:\n  replicas: ${replicas}`)
    .replace('  limits:\n    cpu: "1000"\n', '');

/** A pool, with its class, that takes whatever asks for nothing special. */
export const anyPool = (): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: any }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: any }
      requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]
---
${nodeClass('any')}`;

export const nodeClass = (name = 'default'): string => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: ${name}
spec:
  role: KarpenterNodeRole
  amiSelectorTerms:
    - alias: al2023@v20260101
  subnetSelectorTerms:
    - tags:
        karpenter.sh/discovery: cluster
  securityGroupSelectorTerms:
    - tags:
        karpenter.sh/discovery: cluster
`;

export const deployment = (
  name: string,
  extra: { replicas?: number; cpu?: string; nodeSelector?: string } = {},
): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${extra.replicas ?? 2}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:${extra.nodeSelector ? `\n      nodeSelector: ${extra.nodeSelector}` : ''}
      containers:
        - name: main
          image: example.com/main:1
          resources:
            requests:
              cpu: ${extra.cpu ?? '500m'}
              memory: 512Mi
`;

export const hpa = (
  target: string,
  bounds: { min?: number; max?: number } = {},
): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${target}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${target}
  minReplicas: ${bounds.min ?? 2}
  maxReplicas: ${bounds.max ?? 6}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
`;

export const stream = (...documents: readonly string[]): string => documents.join('---\n');
