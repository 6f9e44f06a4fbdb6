/** Which values can stand where: by kind and path pattern, as `views.ts` sees fields. */
import { OPERATOR_DOCS } from '../docs/labels';
import { EKS } from './eks';
import * as keda from './keda';
import * as labels from './labels';
import * as objects from './objects';
import { TIME_ZONES } from './timeZones';
import { fixed, type Values } from './value';

const EFFECTS = fixed({
  NoSchedule: 'New pods that do not tolerate it are kept off.',
  PreferNoSchedule: 'They come only when they fit nowhere else.',
  NoExecute: 'Running pods are evicted as well.',
});
const SELECTOR_OPERATORS = fixed(pick(['In', 'NotIn', 'Exists', 'DoesNotExist']));
const NODE_OPERATORS = fixed(pick(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']));
const REQUIREMENT_OPERATORS = fixed(OPERATOR_DOCS);
const RESOURCES = fixed({
  cpu: 'Cores: `500m`, `2`.',
  memory: 'Bytes: `512Mi`, `4Gi`.',
  'ephemeral-storage': 'Bytes of the node’s disk.',
  'nvidia.com/gpu': 'Whole GPUs.',
  'aws.amazon.com/neuron': 'Inferentia or Trainium devices.',
  'vpc.amazonaws.com/efa': 'EFA interfaces.',
});
const POOL_LIMITS = fixed({
  cpu: 'Cores of all nodes of the pool.',
  memory: 'Memory of all nodes of the pool.',
  nodes: 'Number of nodes.',
  'nvidia.com/gpu': 'GPUs of all nodes of the pool.',
});
const DURATIONS = ['0s', '30s', '1m', '5m', '15m', '1h', 'Never'];
const RESERVED = fixed(['cpu', 'memory', 'ephemeral-storage', 'pid']);
const IDENTITIES = {
  aws: 'IAM roles for service accounts, or EKS Pod Identity.',
  'aws-eks': 'Deprecated; use `aws`.',
  'azure-workload': 'Microsoft Entra Workload ID.',
  gcp: 'Workload Identity of Google Cloud.',
  none: 'No identity of a pod.',
};
const SIGNALS = fixed([
  ...['memory.available', 'nodefs.available', 'nodefs.inodesFree'],
  ...['imagefs.available', 'imagefs.inodesFree', 'pid.available'],
]);
const DISCOVERY = fixed({ 'karpenter.sh/discovery': 'The usual tag; its value is the name of the cluster.' });
const METRIC_TARGETS = fixed({
  Utilization: 'Percent of the request.',
  AverageValue: 'An amount per pod.',
  Value: 'An amount altogether.',
});

function pick(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, OPERATOR_DOCS[name] ?? '']));
}

const NODE_AFFINITY = ['requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[]'].concat(
  'preferredDuringSchedulingIgnoredDuringExecution[].preference',
);
const POD_AFFINITY = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  `Pod spec.affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution[]`,
  `Pod spec.affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm`,
]);
const CONTAINERS = ['Pod spec.containers[]', 'Pod spec.initContainers[]'];
const PROBES = CONTAINERS.flatMap((container) =>
  ['readinessProbe', 'livenessProbe', 'startupProbe'].map((probe) => `${container}.${probe}`),
);
const SECCOMP = fixed({
  RuntimeDefault: 'The profile of the container runtime.',
  Localhost: 'A profile on the node.',
  Unconfined: 'None.',
});
const CLAIM_RETENTION = fixed({
  Retain: 'The claims stay.',
  Delete: 'The claims go, and their volumes with them.',
});

/** The same values at several places. */
const at = (places: readonly string[], suffix: string, values: Values): Record<string, Values> =>
  Object.fromEntries(places.map((place) => [`${place}${suffix}`, values]));

const AFFINITY_PLACES = NODE_AFFINITY.map((term) => `Pod spec.affinity.nodeAffinity.${term}`);
const CLAIM_PLACES = ['NodeClaim', 'NodeOverlay'];

/** Keys of maps, by the place of their values. */
export const KEY_TABLE: Readonly<Record<string, Values>> = {
  'Pod spec.nodeSelector.*': labels.selectableLabelKeys,
  'ResourceFlavor spec.nodeLabels.*': labels.selectableLabelKeys,
  'NodePool spec.limits.*': POOL_LIMITS,
  'NodePool spec.template.metadata.labels.*': labels.poolLabelKeys,
  'EC2NodeClass spec.kubelet.evictionHard.*': SIGNALS,
  'EC2NodeClass spec.kubelet.evictionSoft.*': SIGNALS,
  'EC2NodeClass spec.kubelet.evictionSoftGracePeriod.*': SIGNALS,
  'EC2NodeClass spec.kubelet.kubeReserved.*': RESERVED,
  'EC2NodeClass spec.kubelet.systemReserved.*': RESERVED,
  'EC2NodeClass spec.subnetSelectorTerms[].tags.*': DISCOVERY,
  'EC2NodeClass spec.securityGroupSelectorTerms[].tags.*': DISCOVERY,
  'ScaledObject spec.triggers[].metadata.*': keda.parameterNames,
  'Selector matchLabels.*': objects.podLabelKeys,
  'PersistentVolumeClaim spec.resources.requests.*': fixed(['storage']),
  'CapacityBuffer spec.limits.*': RESOURCES,
  'ObjectMeta annotations.*': objects.annotationKeys,
  'ObjectMeta labels.*': objects.ownLabelKeys,
  ...at(CONTAINERS, '.resources.requests.*', RESOURCES),
  ...at(CONTAINERS, '.resources.limits.*', RESOURCES),
};

/** Kueue and what goes with it. */
const QUEUES: Readonly<Record<string, Values>> = {
  'ResourceFlavor spec.nodeLabels.*': labels.valuesOfOwnKey,
  'ClusterQueue spec.resourceGroups[].coveredResources[]': RESOURCES,
  'ClusterQueue spec.resourceGroups[].flavors[].resources[].name': RESOURCES,
  'Topology spec.levels[].nodeLabel': labels.topologyKeys,
  'NodeReadinessRule spec.taint.effect': EFFECTS,
  'CapacityBuffer spec.scalableRef.kind': fixed(['Deployment', 'StatefulSet', 'ReplicaSet']),
  'CapacityBuffer spec.scalableRef.apiGroup': fixed(['apps']),
  'AdmissionCheck spec.controllerName': fixed([
    ...['kueue.x-k8s.io/provisioning-request', 'kueue.x-k8s.io/multikueue'],
  ]),
  'AdmissionCheck spec.parameters.apiGroup': fixed(['kueue.x-k8s.io']),
  'AdmissionCheck spec.parameters.kind': fixed(['ProvisioningRequestConfig', 'MultiKueueConfig']),
  'CronHorizontalPodAutoscaler spec.scaleTargetRef.apiVersion': fixed(['apps/v1', 'autoscaling/v2']),
  'CronHorizontalPodAutoscaler spec.scaleTargetRef.kind': fixed([
    ...['Deployment', 'StatefulSet', 'HorizontalPodAutoscaler'],
  ]),
};

const KARPENTER: Readonly<Record<string, Values>> = {
  ...at(CLAIM_PLACES, ' spec.requirements[].key', labels.labelKeys),
  ...at(CLAIM_PLACES, ' spec.requirements[].operator', REQUIREMENT_OPERATORS),
  ...at(CLAIM_PLACES, ' spec.requirements[].values[]', labels.valuesOfSiblingKey),
  'NodeClaim spec.taints[].effect': EFFECTS,
  'NodeClaim spec.startupTaints[].effect': EFFECTS,
  'NodeClaim spec.nodeClassRef.group': fixed({
    'karpenter.k8s.aws': 'Karpenter.',
    'eks.amazonaws.com': 'EKS Auto Mode.',
  }),
  'NodeClaim spec.nodeClassRef.kind': labels.nodeClassKinds,
  'NodeClaim spec.nodeClassRef.name': objects.nodeClassNames,
  'NodeClaim spec.expireAfter': fixed(['720h', '336h', '168h', 'Never']),
  'NodeClaim spec.terminationGracePeriod': fixed(['5m', '30m', '1h', '24h']),
  'NodePool spec.template.metadata.labels.*': labels.poolLabelValues,
  'NodeClaim spec.startupTaints[].key': fixed({
    'node.cilium.io/agent-not-ready': 'Taken off by Cilium.',
    'ebs.csi.aws.com/agent-not-ready': 'Taken off by the EBS CSI driver.',
    'efs.csi.aws.com/agent-not-ready': 'Taken off by the EFS CSI driver.',
  }),
  'NodePool spec.disruption.consolidationPolicy': fixed({
    WhenEmptyOrUnderutilized: 'Also nodes whose pods fit elsewhere, or on something cheaper.',
    WhenEmpty: 'Only nodes without pods that matter.',
    Balanced: 'Only where what is saved outweighs the disruption.',
  }),
  'NodePool spec.disruption.consolidateAfter': fixed(DURATIONS),
  'NodePool spec.disruption.budgets[].nodes': fixed(['10%', '20%', '0', '1', '100%']),
  'NodePool spec.disruption.budgets[].schedule': fixed({
    '0 9 * * mon-fri': 'From 9 o’clock UTC on working days.',
    '@daily': 'From midnight UTC.',
  }),
  'NodePool spec.disruption.budgets[].duration': fixed(['8h', '10m', '24h']),
  'EC2NodeClass spec.amiSelectorTerms[].alias': fixed({
    'al2023@latest': 'Amazon Linux 2023, always the newest release.',
    'bottlerocket@latest': 'Bottlerocket, always the newest release.',
    'al2@latest': 'Amazon Linux 2; no longer built for Kubernetes 1.33 and later.',
    'windows2019@latest': '',
    'windows2022@latest': '',
    'windows2025@latest': '',
  }),
  'NodePool spec.disruption.budgets[].reasons[]': fixed({
    Empty: 'Nodes without pods that matter.',
    Underutilized: 'Nodes whose pods fit elsewhere, or on something cheaper.',
    Drifted: 'Nodes that no longer are what their pool or class asks for.',
  }),
  'EC2NodeClass spec.amiFamily': fixed({
    AL2023: 'Amazon Linux 2023.',
    Bottlerocket: 'Bottlerocket; its user data is TOML.',
    AL2: 'Amazon Linux 2; no longer built for Kubernetes 1.33 and later.',
    Windows2022: '',
    Windows2025: '',
    Windows2019: '',
    Custom: 'Images of your own: the user data does everything.',
  }),
  'EC2NodeClass spec.instanceStorePolicy': fixed({
    RAID0: 'The instance’s own disks become one, for pods’ ephemeral storage.',
  }),
  'EC2NodeClass spec.metadataOptions.httpTokens': fixed({
    required: 'Tokens only (IMDSv2).',
    optional: 'With or without a token.',
  }),
  'EC2NodeClass spec.blockDeviceMappings[].ebs.volumeType': fixed({
    gp3: 'General purpose; throughput and IOPS apart from the size.',
    gp2: 'General purpose, IOPS by size.',
    io2: 'Provisioned IOPS.',
    io1: 'Provisioned IOPS, earlier generation.',
    st1: 'Hard disk for throughput; no root volume.',
    sc1: 'Cold hard disk; no root volume.',
    standard: 'Magnetic, previous generation.',
  }),
  'EC2NodeClass spec.amiSelectorTerms[].owner': fixed(['self', 'amazon', 'aws-marketplace']),
  'EC2NodeClass spec.blockDeviceMappings[].deviceName': fixed({
    '/dev/xvda': 'Root of Amazon Linux; system volume of Bottlerocket.',
    '/dev/xvdb': 'Data volume of Bottlerocket.',
    '/dev/sda1': 'Root of Windows.',
  }),
  'EC2NodeClass spec.blockDeviceMappings[].ebs.volumeSize': fixed(['20Gi', '50Gi', '100Gi', '200Gi']),
};

const SCALERS: Readonly<Record<string, Values>> = {
  'HorizontalPodAutoscaler spec.scaleTargetRef.apiVersion': fixed(['apps/v1']),
  'HorizontalPodAutoscaler spec.scaleTargetRef.kind': fixed(['Deployment', 'StatefulSet', 'ReplicaSet']),
  'HorizontalPodAutoscaler spec.scaleTargetRef.name': objects.scaleTargetNames,
  'HorizontalPodAutoscaler spec.metrics[].type': fixed({
    Resource: 'CPU or memory of the pods.',
    ContainerResource: 'CPU or memory of one container.',
    Pods: 'A metric that each pod has.',
    Object: 'A metric of one other object.',
    External: 'A metric from outside the cluster.',
  }),
  'HorizontalPodAutoscaler spec.metrics[].resource.name': fixed(['cpu', 'memory']),
  'HorizontalPodAutoscaler spec.metrics[].containerResource.name': fixed(['cpu', 'memory']),
  'HorizontalPodAutoscaler spec.metrics[].containerResource.container': objects.targetContainers,
  ...Object.fromEntries(
    ['resource', 'containerResource', 'pods', 'object', 'external'].map((source) => [
      `HorizontalPodAutoscaler spec.metrics[].${source}.target.type`,
      METRIC_TARGETS,
    ]),
  ),
  ...Object.fromEntries(
    ['scaleUp', 'scaleDown'].flatMap((way): [string, Values][] => [
      [
        `HorizontalPodAutoscaler spec.behavior.${way}.policies[].type`,
        fixed({ Pods: 'A number of pods.', Percent: 'A share of the replicas.' }),
      ],
      [
        `HorizontalPodAutoscaler spec.behavior.${way}.stabilizationWindowSeconds`,
        fixed(way === 'scaleUp' ? ['0', '30', '60'] : ['300', '60', '600', '0']),
      ],
      [
        `HorizontalPodAutoscaler spec.behavior.${way}.selectPolicy`,
        fixed({
          Max: 'The largest change.',
          Min: 'The smallest change.',
          Disabled: 'No change in this direction.',
        }),
      ],
    ]),
  ),
  'ScaledObject spec.scaleTargetRef.apiVersion': fixed(['apps/v1']),
  'ScaledObject spec.scaleTargetRef.kind': fixed(['Deployment', 'StatefulSet']),
  'ScaledObject spec.scaleTargetRef.name': objects.scaleTargetNames,
  'ScaledObject spec.triggers[].type': keda.triggerTypes,
  'ScaledObject spec.triggers[].metadata.*': keda.parameterValues,
  'ScaledObject spec.triggers[].metricType': METRIC_TARGETS,
  'ScaledObject spec.advanced.scalingModifiers.formula': keda.triggerNames,
  'TriggerAuthentication spec.podIdentity.provider': fixed(IDENTITIES),
  ...Object.fromEntries(
    Object.entries({
      awsSecretManager: { aws: IDENTITIES.aws },
      azureKeyVault: { 'azure-workload': IDENTITIES['azure-workload'] },
      gcpSecretManager: { gcp: IDENTITIES.gcp },
    }).map(([store, own]) => [
      `TriggerAuthentication spec.${store}.podIdentity.provider`,
      fixed({ ...own, none: 'The credentials beside it.' }),
    ]),
  ),
  'TriggerAuthentication spec.secretTargetRef[].key': objects.dataKeys('Secret'),
  'TriggerAuthentication spec.secretTargetRef[].parameter': keda.authenticationParameters,
  'TriggerAuthentication spec.configMapTargetRef[].key': objects.dataKeys('ConfigMap'),
  'TriggerAuthentication spec.configMapTargetRef[].parameter': keda.authenticationParameters,
  'TriggerAuthentication spec.env[].parameter': keda.authenticationParameters,
  'ScaledObject spec.fallback.behavior': fixed({
    static: 'The replicas of the fallback.',
    currentReplicas: 'The replicas there are.',
    currentReplicasIfHigher: 'The higher of the two.',
    currentReplicasIfLower: 'The lower of the two.',
    scalingModifiers: 'The formula goes on with the metrics that are left.',
  }),
  'PodDisruptionBudget spec.maxUnavailable': fixed({
    '1': 'One pod at a time.',
    '10%': 'A share of the pods, rounded up.',
    '25%': '',
  }),
  'PodDisruptionBudget spec.minAvailable': fixed({ '50%': 'A share of the pods, rounded up.' }),
  'PodDisruptionBudget spec.unhealthyPodEvictionPolicy': fixed({
    IfHealthyBudget: 'Pods that are not ready count like others.',
    AlwaysAllow: 'Pods that are not ready may always be evicted.',
  }),
};

const CONTAINER: Readonly<Record<string, Values>> = {
  ...at(CONTAINERS, '.imagePullPolicy', fixed(['IfNotPresent', 'Always', 'Never'])),
  ...at(CONTAINERS, '.ports[].protocol', fixed(['TCP', 'UDP', 'SCTP'])),
  ...at(CONTAINERS, '.terminationMessagePolicy', fixed(['File', 'FallbackToLogsOnError'])),
  ...at(CONTAINERS, '.securityContext.seccompProfile.type', SECCOMP),
  ...at(PROBES, '.httpGet.scheme', fixed(['HTTP', 'HTTPS'])),
  ...at(CONTAINERS, '.volumeMounts[].name', objects.volumeNames),
  ...at(CONTAINERS, '.env[].valueFrom.secretKeyRef.key', objects.dataKeys('Secret')),
  ...at(CONTAINERS, '.env[].valueFrom.configMapKeyRef.key', objects.dataKeys('ConfigMap')),
};

const POD: Readonly<Record<string, Values>> = {
  ...CONTAINER,
  ...at(AFFINITY_PLACES, '.matchExpressions[].key', labels.selectableLabelKeys),
  ...at(AFFINITY_PLACES, '.matchExpressions[].operator', NODE_OPERATORS),
  ...at(AFFINITY_PLACES, '.matchExpressions[].values[]', labels.valuesOfSiblingKey),
  ...at(POD_AFFINITY, '.topologyKey', labels.topologyKeys),
  'Pod spec.nodeSelector.*': labels.valuesOfOwnKey,
  'Pod spec.topologySpreadConstraints[].topologyKey': labels.topologyKeys,
  'Pod spec.topologySpreadConstraints[].whenUnsatisfiable': fixed({
    DoNotSchedule: 'The pod waits until it fits.',
    ScheduleAnyway: 'Only a preference.',
  }),
  'Pod spec.topologySpreadConstraints[].nodeAffinityPolicy': fixed(['Honor', 'Ignore']),
  'Pod spec.topologySpreadConstraints[].nodeTaintsPolicy': fixed(['Honor', 'Ignore']),
  'Pod spec.topologySpreadConstraints[].matchLabelKeys[]': fixed(['pod-template-hash']),
  'Pod spec.tolerations[].effect': EFFECTS,
  'Pod spec.tolerations[].operator': fixed({ Equal: 'The value must be the same.', Exists: 'Any value.' }),
  'Pod spec.tolerations[].key': objects.taintKeys,
  'Pod spec.tolerations[].value': objects.taintValues,
  'Pod spec.restartPolicy': fixed(['Always', 'OnFailure', 'Never']),
  'Pod spec.preemptionPolicy': fixed(['PreemptLowerPriority', 'Never']),
  'Pod spec.dnsPolicy': fixed(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']),
  'Pod spec.volumes[].emptyDir.medium': fixed({
    Memory: 'In memory: it counts toward the memory of the containers.',
  }),
  'Pod spec.securityContext.seccompProfile.type': SECCOMP,
  'Pod spec.securityContext.fsGroupChangePolicy': fixed({
    OnRootMismatch: 'Only when the owner of the volume’s root is another.',
    Always: 'At every start, which takes long on large volumes.',
  }),
  'Pod spec.securityContext.supplementalGroupsPolicy': fixed(['Merge', 'Strict']),
  'Pod spec.os.name': fixed(['linux', 'windows']),
};

const OTHERS: Readonly<Record<string, Values>> = {
  'ObjectMeta namespace': objects.namespaces,
  'ObjectMeta annotations.*': objects.annotationValues,
  'ObjectMeta labels.*': objects.ownLabelValues,
  'Selector matchLabels.*': objects.podLabelValues,
  'Selector matchExpressions[].operator': SELECTOR_OPERATORS,
  'Deployment spec.strategy.type': fixed(['RollingUpdate', 'Recreate']),
  'StatefulSet spec.podManagementPolicy': fixed(['OrderedReady', 'Parallel']),
  'StatefulSet spec.updateStrategy.type': fixed(['RollingUpdate', 'OnDelete']),
  'StatefulSet spec.persistentVolumeClaimRetentionPolicy.whenDeleted': CLAIM_RETENTION,
  'StatefulSet spec.persistentVolumeClaimRetentionPolicy.whenScaled': CLAIM_RETENTION,
  'DaemonSet spec.updateStrategy.type': fixed(['RollingUpdate', 'OnDelete']),
  'Job spec.template.spec.restartPolicy': fixed(['Never', 'OnFailure']),
  'Job spec.podFailurePolicy.rules[].onPodConditions[].type': fixed(['DisruptionTarget']),
  'Job spec.completionMode': fixed(['NonIndexed', 'Indexed']),
  'Job spec.podFailurePolicy.rules[].action': fixed(['Ignore', 'FailJob', 'FailIndex', 'Count']),
  'Job spec.podReplacementPolicy': fixed(['TerminatingOrFailed', 'Failed']),
  'CronJob spec.timeZone': TIME_ZONES,
  'CronJob spec.concurrencyPolicy': fixed(['Allow', 'Forbid', 'Replace']),
  'PersistentVolumeClaim spec.accessModes[]': fixed([
    ...['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod'],
  ]),
  'PersistentVolumeClaim spec.volumeMode': fixed(['Filesystem', 'Block']),
  'StorageClass volumeBindingMode': fixed(['WaitForFirstConsumer', 'Immediate']),
  'StorageClass reclaimPolicy': fixed(['Delete', 'Retain']),
  'StorageClass provisioner': fixed(['ebs.csi.aws.com', 'efs.csi.aws.com']),
  'PriorityClass preemptionPolicy': fixed(['PreemptLowerPriority', 'Never']),
};

/** Values of fields and items. */
export const VALUE_TABLE: Readonly<Record<string, Values>> = {
  ...KARPENTER,
  ...SCALERS,
  ...POD,
  ...QUEUES,
  ...EKS,
  ...OTHERS,
};
