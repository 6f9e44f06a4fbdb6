/** What usually stands in a map, where the fields that must be given say too little. Two spaces a level; `$` is a place
 *  to fill in, `$(text)` one with a suggestion, `$(a|b)` one with a choice. */

export const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'NodePool spec.disruption': [
    'consolidationPolicy: $(WhenEmptyOrUnderutilized|WhenEmpty|Balanced)',
    'consolidateAfter: $(1m)',
  ],
  'NodePool spec.limits': ['cpu: "$(100)"', 'memory: $(400Gi)'],
  'NodePool spec.disruption.budgets[]': ['nodes: $(10%)'],
  'NodeClaim spec.nodeClassRef': ['group: karpenter.k8s.aws', 'kind: EC2NodeClass', 'name: $(default)'],
  'NodeClaim spec.requirements[]': [
    'key: $(karpenter.sh/capacity-type)',
    'operator: $(In|NotIn|Exists|DoesNotExist|Gt|Lt|Gte|Lte)',
    'values: [$]',
  ],
  'NodeOverlay spec.requirements[]': [
    'key: $(node.kubernetes.io/instance-type)',
    'operator: $(In|NotIn|Exists|DoesNotExist|Gt|Lt|Gte|Lte)',
    'values: [$]',
  ],
  'NodeClaim spec.taints[]': [
    'key: $(dedicated)',
    'value: $',
    'effect: $(NoSchedule|PreferNoSchedule|NoExecute)',
  ],
  'NodeClaim spec.startupTaints[]': ['key: $', 'effect: $(NoSchedule|NoExecute)'],
  'EC2NodeClass spec.amiSelectorTerms[]': ['alias: $(al2023@latest)'],
  'EC2NodeClass spec.subnetSelectorTerms[]': ['tags:', '  karpenter.sh/discovery: $'],
  'EC2NodeClass spec.securityGroupSelectorTerms[]': ['tags:', '  karpenter.sh/discovery: $'],
  'EC2NodeClass spec.blockDeviceMappings[]': [
    'deviceName: $(/dev/xvda)',
    'ebs:',
    '  volumeSize: $(100Gi)',
    '  volumeType: gp3',
    '  encrypted: true',
  ],
  'NodeClass spec.subnetSelectorTerms[]': ['tags:', '  Name: $'],
  'NodeClass spec.securityGroupSelectorTerms[]': ['tags:', '  Name: $'],
  'NodeClass spec.ephemeralStorage': ['size: $(80Gi)'],
  'ClusterConfig metadata': ['name: $', 'region: $(us-east-1)', 'version: "$(1.35)"'],
  'ClusterConfig iam': ['withOIDC: true'],
  'ClusterConfig autoModeConfig': ['enabled: true'],
  'ClusterConfig managedNodeGroups[]': ['name: $', 'instanceType: $(m7g.large)', 'desiredCapacity: $(2)'],
  'HorizontalPodAutoscaler spec.scaleTargetRef': [
    'apiVersion: apps/v1',
    'kind: $(Deployment|StatefulSet)',
    'name: $',
  ],
  'HorizontalPodAutoscaler spec.metrics[]': [
    'type: Resource',
    'resource:',
    '  name: $(cpu|memory)',
    '  target:',
    '    type: Utilization',
    '    averageUtilization: $(70)',
  ],
  'HorizontalPodAutoscaler spec.metrics[].resource': ['name: $(cpu|memory)', ...share()],
  'HorizontalPodAutoscaler spec.metrics[].containerResource': [
    ...['name: $(cpu|memory)', 'container: $'],
    ...share(),
  ],
  'HorizontalPodAutoscaler spec.metrics[].pods': [
    'metric:',
    '  name: $',
    ...amount('AverageValue', 'averageValue'),
  ],
  'HorizontalPodAutoscaler spec.metrics[].external': [
    ...['metric:', '  name: $'],
    ...amount('AverageValue', 'averageValue'),
  ],
  'HorizontalPodAutoscaler spec.metrics[].object': [
    ...['describedObject:', '  apiVersion: $', '  kind: $', '  name: $', 'metric:', '  name: $'],
    ...amount('Value', 'value'),
  ],
  'HorizontalPodAutoscaler spec.behavior.scaleDown': ['stabilizationWindowSeconds: $(300)'],
  'HorizontalPodAutoscaler spec.behavior.scaleUp': ['stabilizationWindowSeconds: $(0)'],
  'HorizontalPodAutoscaler spec.behavior': ['scaleDown:', '  stabilizationWindowSeconds: $(300)'],
  'HorizontalPodAutoscaler spec.behavior.scaleUp.policies[]': policy(),
  'HorizontalPodAutoscaler spec.behavior.scaleDown.policies[]': policy(),
  'ScaledObject spec.scaleTargetRef': ['name: $'],
  'ScaledObject spec.triggers[]': ['type: $(cron)', 'metadata:', '  $'],
  'ScaledObject spec.triggers[].authenticationRef': ['name: $'],
  'ScaledObject spec.fallback': ['failureThreshold: $(3)', 'replicas: $(1)'],
  'ScaledObject spec.advanced.scalingModifiers': ['formula: $', 'target: "$(1)"'],
  'TriggerAuthentication spec.podIdentity': ['provider: $(aws)'],
  'TriggerAuthentication spec.env[]': ['parameter: $', 'name: $'],
  'Job spec.template': [
    'spec:',
    '  restartPolicy: $(Never|OnFailure)',
    '  containers:',
    '    - name: $',
    '      image: $',
  ],
  'CronJob spec.jobTemplate': [
    'spec:',
    '  template:',
    '    spec:',
    '      restartPolicy: $(Never|OnFailure)',
    '      containers:',
    '        - name: $',
    '          image: $',
  ],
  'StatefulSet spec.volumeClaimTemplates[]': ['metadata:', '  name: $', 'spec:', ...claim('  ')],
  'PersistentVolumeClaim spec': claim(''),
  'PodDisruptionBudget spec': ['maxUnavailable: $(1)', 'selector:', '  matchLabels:', '    app: $'],
  'CapacityBuffer spec': ['scalableRef:', ...workload('  ', 'apiGroup: apps'), 'replicas: $(1)'],
  'CapacityBuffer spec.scalableRef': workload('', 'apiGroup: apps'),
  'CronHorizontalPodAutoscaler spec.scaleTargetRef': workload('', 'apiVersion: apps/v1'),
  'CronHorizontalPodAutoscaler spec.jobs[]': ['name: $', 'schedule: "$(0 0 8 * * 1-5)"', 'targetSize: $'],
  'NodeReadinessRule spec.conditions[]': ['type: $', 'requiredStatus: "$(True|False|Unknown)"'],
  'NodeReadinessRule spec.nodeSelector': ['matchLabels:', '  kubernetes.io/os: $(linux)'],
  'NodeReadinessRule spec.taint': [
    'key: readiness.k8s.io/$(network-ready)',
    'effect: $(NoSchedule|PreferNoSchedule|NoExecute)',
  ],
  'LocalQueue spec': ['clusterQueue: $'],
  'ResourceFlavor spec': ['nodeLabels:', '  $'],
  'ClusterQueue spec': ['namespaceSelector: {}', 'resourceGroups:', ...quota('  - ')],
  'ClusterQueue spec.resourceGroups[]': quota(''),
  'AdmissionCheck spec': ['controllerName: $(kueue.x-k8s.io/provisioning-request|kueue.x-k8s.io/multikueue)'],
  'AdmissionCheck spec.parameters': [
    'apiGroup: kueue.x-k8s.io',
    'kind: $(ProvisioningRequestConfig|MultiKueueConfig)',
    'name: $',
  ],
  'Topology spec.levels[]': ['nodeLabel: $(topology.kubernetes.io/zone|kubernetes.io/hostname)'],
  'Pod spec.topologySpreadConstraints[]': [
    'maxSkew: $(1)',
    'topologyKey: $(topology.kubernetes.io/zone|kubernetes.io/hostname)',
    'whenUnsatisfiable: $(DoNotSchedule|ScheduleAnyway)',
    'labelSelector:',
    '  matchLabels:',
    '    $',
  ],
  'Pod spec.tolerations[]': [
    'key: $',
    'operator: $(Equal|Exists)',
    'value: $',
    'effect: $(NoSchedule|PreferNoSchedule|NoExecute)',
  ],
  'Pod spec.containers[]': ['name: $', 'image: $'],
  'Pod spec.containers[].resources': resources(),
  'Pod spec.initContainers[].resources': resources(),
  'Pod spec.volumes[]': ['name: $', 'persistentVolumeClaim:', '  claimName: $'],
  'Pod spec.affinity': ['$(nodeAffinity|podAffinity|podAntiAffinity):', '  $'],
  'Pod spec.affinity.podAffinity': nearby(),
  'Pod spec.affinity.podAntiAffinity': nearby(),
  'Pod ': [
    'metadata:',
    '  labels:',
    '    app: $',
    'spec:',
    '  containers:',
    '    - name: $',
    '      image: $',
  ],
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'PodDisruptionBudget'].map((kind) => [
      `${kind} spec.selector`,
      ['matchLabels:', '  app: $'],
    ]),
  ),
  'TriggerAuthentication spec.secretTargetRef[]': ['parameter: $', 'name: $', 'key: $'],
  'TriggerAuthentication spec.configMapTargetRef[]': ['parameter: $', 'name: $', 'key: $'],
  'NodePool spec.template.metadata': ['labels:', '  $'],
  'PersistentVolumeClaim spec.resources': ['requests:', '  storage: $(20Gi)'],
  'Selector matchExpressions[]': ['key: $', 'operator: $(In|NotIn|Exists|DoesNotExist)', 'values: [$]'],
  'ObjectMeta ': ['name: $'],
};

function share(): readonly string[] {
  return ['target:', '  type: Utilization', '  averageUtilization: $(70)'];
}

function amount(type: string, field: string): readonly string[] {
  return ['target:', `  type: ${type}`, `  ${field}: $`];
}

function nearby(): readonly string[] {
  return [
    'requiredDuringSchedulingIgnoredDuringExecution:',
    '  - topologyKey: $(kubernetes.io/hostname|topology.kubernetes.io/zone)',
    '    labelSelector:',
    '      matchLabels:',
    '        app: $',
  ];
}

function policy(): readonly string[] {
  return ['type: $(Pods|Percent)', 'value: $(4)', 'periodSeconds: $(60)'];
}

function resources(): readonly string[] {
  return ['requests:', '  cpu: $(250m)', '  memory: $(256Mi)'];
}

/** A claim's volume, below an indentation. */
function claim(indent: string): readonly string[] {
  return [
    'accessModes: [$(ReadWriteOnce|ReadWriteMany|ReadWriteOncePod)]',
    'resources:',
    '  requests:',
    '    storage: $(20Gi)',
  ].map((line) => indent + line);
}

function workload(indent: string, group: string): readonly string[] {
  return [group, 'kind: $(Deployment|StatefulSet)', 'name: $'].map((line) => indent + line);
}

/** Quotas of one flavor; `start` is what stands before the first line, the others are indented as far. */
function quota(start: string): readonly string[] {
  const lines = [
    'coveredResources: [cpu, memory]',
    'flavors:',
    '  - name: $',
    '    resources:',
    '      - name: cpu',
    '        nominalQuota: "$(100)"',
    '      - name: memory',
    '        nominalQuota: $(400Gi)',
  ];
  return lines.map((line, index) => (index === 0 ? start : ' '.repeat(start.length)) + line);
}
