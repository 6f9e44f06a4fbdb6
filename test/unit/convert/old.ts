/** One object of every old version, with numbered comments in every kind of place. */
export const ALL_OLD = `# pools of the shop #1
apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata:
  name: web # the name #2
spec:
  # how nodes go #3
  disruption:
    consolidationPolicy: WhenUnderutilized   # cheap #4
    # a month #5
    expireAfter: 720h # in hours #6
    budgets:
      - nodes: 10%
  template:
    metadata:
      labels:
          team: shop   # four spaces #7
    spec:
      requirements:
      - key: karpenter.sh/capacity-type
        operator: In
        values: ["spot"]
      # the class #8
      nodeClassRef:
        apiVersion: karpenter.k8s.aws/v1beta1 # renamed #9
        kind: EC2NodeClass
        name: web
      # pods of a node #10
      kubelet:
        maxPods: 20 # few #11
        systemReserved: {cpu: 100m}
  limits:
    cpu: 1000

---
apiVersion: karpenter.k8s.aws/v1beta1
kind: EC2NodeClass
metadata:
  name: web
spec:
  amiFamily: AL2023 # newest #12
  role: "KarpenterNodeRole-x"
  subnetSelectorTerms:
    - tags: {karpenter.sh/discovery: x}
  securityGroupSelectorTerms:
    - tags: {karpenter.sh/discovery: x}
  userData: |
    #!/bin/bash
    echo "# no comment"

    echo
---
apiVersion: karpenter.sh/v1alpha5
kind: Provisioner
metadata:
  name: old
spec:
  # consolidates #13
  consolidation: {enabled: true} # yes #14
  ttlSecondsUntilExpired: 2592000 # thirty days #15
  labels:
    team: a
  requirements:
    # type #16
    - key: karpenter.k8s.aws/instance-category
      operator: In
      values: [c, m] # both #17
    # end of list #18
  limits:
    # cores #19
    resources:
      cpu: "1000" # lots #20
  kubeletConfiguration:
    containerRuntime: containerd
    maxPods: 20
  providerRef: # the template #21
    name: template
  weight: 3
---
apiVersion: karpenter.k8s.aws/v1alpha1
kind: AWSNodeTemplate
metadata:
  name: template
spec:
  subnetSelector:
    karpenter.sh/discovery: "x" # net #22
  securityGroupSelector:
    aws-ids: sg-1,sg-2
  launchTemplate: foo
---
apiVersion: karpenter.sh/v1alpha5
kind: Provisioner
metadata:
  name: inline
spec:
  ttlSecondsAfterEmpty: 30
  provider:
    amiFamily: Bottlerocket
    instanceProfile: nodes
    subnetSelector: {karpenter.sh/discovery: x}
    securityGroupSelector: {karpenter.sh/discovery: x}
---
apiVersion: autoscaling/v2beta2
kind: HorizontalPodAutoscaler
metadata: {name: first}
spec:
  maxReplicas: 4
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
---
apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: {name: second}
spec:
  maxReplicas: 4
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  metrics:
  # the processor #23
  - type: Resource
    resource:
      name: cpu
      targetAverageUtilization: 60 # busy #24
  - type: Pods
    pods:
      metricName: rps
      targetAverageValue: 1k
  - type: External
    external: {metricName: q, metricSelector: {matchLabels: {a: b}}, targetAverageValue: "30"}
  - type: Object
    object:
      metricName: requests
      target: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: main}
      targetValue: 2k
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata:
  name: third
  annotations:
    autoscaling.alpha.kubernetes.io/metrics: '[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":80}}]'
spec:
  maxReplicas: 4
  targetCPUUtilizationPercentage: 50 # of the request #25
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
`;
