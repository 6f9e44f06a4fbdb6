/** Pods (v1) and the templates of workloads, as far as they decide where pods run and what a node must offer. */
import { below, type FieldDocs } from './fieldDoc';

const NODE_EXPRESSION: FieldDocs = {
  '': 'Conditions on the node; all must hold.',
  matchExpressions: 'Conditions on labels of the node.',
  'matchExpressions[]': 'One condition on a label of the node.',
  'matchExpressions[].key':
    'Node label, such as `topology.kubernetes.io/zone` or `karpenter.sh/capacity-type`. Karpenter launches a node for it only if a NodePool can give the label.',
  'matchExpressions[].operator':
    '`In` and `NotIn` compare with a list, `Exists` and `DoesNotExist` ask for presence, `Gt` and `Lt` compare one whole number.',
  'matchExpressions[].values': {
    text: 'Values to compare with.',
    constraint: '`In`, `NotIn`: at least one; `Gt`, `Lt`: exactly one; presence: none',
  },
  'matchExpressions[].values[]': 'One value, as a string.',
  matchFields: "Conditions on the node's name. Karpenter launches nothing for pods that have any.",
};

const POD_TERM: FieldDocs = {
  '': 'Which pods, and how near.',
  labelSelector: 'Labels of those pods. Left out, none is meant.',
  topologyKey: {
    text: 'Node label whose equal value means "the same place": `kubernetes.io/hostname` for a node, `topology.kubernetes.io/zone` for a zone.',
    constraint: 'not empty',
  },
  namespaces: 'Namespaces to look in. Left out, together with `namespaceSelector`: that of the pod.',
  'namespaces[]': 'One namespace.',
  namespaceSelector: 'Labels of namespaces to look in; `{}` for all.',
  matchLabelKeys:
    'Labels of this pod whose values the others must share, such as `pod-template-hash` to look at one revision only.',
  'matchLabelKeys[]': 'One label.',
  mismatchLabelKeys: 'Labels of this pod whose values the others must not share.',
  'mismatchLabelKeys[]': 'One label.',
};

const AFFINITY: FieldDocs = {
  affinity: 'Which nodes and which neighbours the pod needs or prefers.',
  'affinity.nodeAffinity': 'Conditions on the node.',
  'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution':
    'Without such a node the pod stays pending. Looked at when it is scheduled, not later.',
  'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms':
    'Alternatives: a node that meets any term is fine. Karpenter tries the first and drops it only if no node can be made for it.',
  ...below(
    'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[]',
    NODE_EXPRESSION,
  ),
  'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution':
    'Nodes that are better. Karpenter treats a preference as a requirement first, and gives preferences up one by one, lowest weight first, when no node can be made: they can cause nodes to be launched.',
  'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[]': 'One preference.',
  'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight': {
    text: 'How much it matters.',
    constraint: '1 to 100',
  },
  ...below(
    'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference',
    NODE_EXPRESSION,
  ),
  'affinity.podAffinity': 'Other pods to run near to.',
  'affinity.podAntiAffinity':
    'Other pods to stay away from. With `kubernetes.io/hostname` and its own labels: one pod a node, so one node a pod.',
  ...podAffinity('affinity.podAffinity', 'near such a pod'),
  ...podAffinity('affinity.podAntiAffinity', 'away from such pods'),
};

function podAffinity(path: string, where: string): FieldDocs {
  const required = `${path}.requiredDuringSchedulingIgnoredDuringExecution`;
  const preferred = `${path}.preferredDuringSchedulingIgnoredDuringExecution`;
  return {
    [required]: `The pod runs only ${where}; else it stays pending.`,
    ...below(`${required}[]`, POD_TERM),
    [preferred]: `The pod had better run ${where}. Karpenter honours it until no node can be made.`,
    [`${preferred}[]`]: 'One preference.',
    [`${preferred}[].weight`]: { text: 'How much it matters.', constraint: '1 to 100' },
    ...below(`${preferred}[].podAffinityTerm`, POD_TERM),
  };
}

const SPREAD: FieldDocs = {
  topologySpreadConstraints: 'How evenly pods are spread over zones or nodes. Every constraint must hold.',
  'topologySpreadConstraints[]': 'One rule of even spread.',
  'topologySpreadConstraints[].maxSkew': {
    text: 'Largest difference in the number of matching pods between any two places.',
    constraint: 'at least 1',
  },
  'topologySpreadConstraints[].topologyKey': {
    text: 'Node label whose values are the places: `topology.kubernetes.io/zone`, `kubernetes.io/hostname`, `karpenter.sh/capacity-type`. A zone that no allowed instance type offers still counts as a place with 0 pods.',
    constraint: 'not empty; not twice with the same `whenUnsatisfiable`',
  },
  'topologySpreadConstraints[].whenUnsatisfiable':
    '`DoNotSchedule`: the pod waits. `ScheduleAnyway`: only a preference; Karpenter still honours it as long as it can make nodes for it.',
  'topologySpreadConstraints[].labelSelector':
    "Pods that are counted. Usually the workload's own labels; left out, nothing is counted.",
  'topologySpreadConstraints[].matchLabelKeys':
    'Labels of this pod whose values counted pods must share: `pod-template-hash` counts each revision by itself.',
  'topologySpreadConstraints[].matchLabelKeys[]': 'One label.',
  'topologySpreadConstraints[].minDomains': {
    text: 'With fewer places than this, the smallest count is taken as 0, so that more places are opened.',
    default: '1',
    constraint: 'above 0; with `DoNotSchedule`',
  },
  'topologySpreadConstraints[].nodeAffinityPolicy': {
    text: "`Honor`: places that the pod's node selector and affinity exclude do not count. `Ignore`: they do.",
    default: '`Honor`',
  },
  'topologySpreadConstraints[].nodeTaintsPolicy': {
    text: '`Honor`: nodes whose taints the pod does not tolerate do not count. `Ignore`: they do.',
    default: '`Ignore`',
  },
};

const TOLERATIONS: FieldDocs = {
  tolerations:
    'Taints that do not keep the pod off a node. They do not draw it there: add a node selector for that.',
  'tolerations[]': 'One toleration.',
  'tolerations[].key': 'Name of the taint. Empty, with operator `Exists`: every taint.',
  'tolerations[].operator': {
    text: '`Equal`: the value must be the same. `Exists`: any value.',
    default: '`Equal`',
  },
  'tolerations[].value': { text: 'Value of the taint.', constraint: 'none with `Exists`' },
  'tolerations[].effect': 'Effect that is tolerated; left out, all.',
  'tolerations[].tolerationSeconds': {
    text: 'Seconds that the pod may stay after a `NoExecute` taint came; left out, for ever.',
    constraint: 'only with effect `NoExecute`',
  },
};

const RESOURCES: FieldDocs = {
  '': 'What the container needs and may use.',
  requests:
    'What is set aside for the container; scheduling, node sizes and HPA utilization are reckoned with it. Left out, the limits count.',
  'requests.*': {
    text: 'A quantity: `250m` is a quarter of a core, `512Mi` half a gibibyte.',
    constraint: 'not above the limit; extended resources in whole units',
  },
  limits: 'What the container cannot exceed: CPU is throttled, memory leads to an out-of-memory kill.',
  'limits.*': { text: 'A quantity.', constraint: 'not below the request' },
  claims: 'Resource claims of the pod that this container uses.',
};

const CONTAINER: FieldDocs = {
  name: {
    text: 'Name of the container, unique in the pod.',
    constraint: 'lower-case letters, digits and `-`; at most 63 characters',
  },
  image: 'Image that the container runs.',
  ...below('resources', RESOURCES),
  ports: 'Ports of the container. Informational, but for `hostPort`.',
  'ports[]': 'One port.',
  'ports[].containerPort': { text: 'Port that the container listens on.', constraint: '1 to 65535' },
  'ports[].hostPort': {
    text: 'Port of the node that is passed on. Two pods with the same one cannot share a node.',
    constraint: '1 to 65535',
  },
  'ports[].hostIP': { text: 'Address of the node that the port is bound to.', default: 'all' },
  'ports[].protocol': { text: '`TCP`, `UDP` or `SCTP`.', default: '`TCP`' },
  'ports[].name': {
    text: 'Name that Services and probes may use.',
    constraint: 'at most 15 characters, unique in the pod',
  },
  restartPolicy:
    '`Always` makes an init container a sidecar: it keeps running, and its requests are added to those of the containers.',
  volumeMounts: 'Volumes of the pod that the container sees.',
  'volumeMounts[].name': "Name of one of the pod's volumes.",
  'volumeMounts[].mountPath': { text: 'Where it appears.', constraint: 'unique in the container' },
};

const VOLUMES: FieldDocs = {
  volumes: 'Volumes that containers may mount. A bound volume in one zone ties the pod to that zone.',
  'volumes[]': 'One volume.',
  'volumes[].name': 'Name for `volumeMounts`, unique in the pod.',
  'volumes[].persistentVolumeClaim':
    'A PersistentVolumeClaim of the namespace. Karpenter takes the zone from its volume, or from the allowed topologies of its StorageClass.',
  'volumes[].persistentVolumeClaim.claimName':
    'Name of the claim. If it does not exist, Karpenter launches nothing for the pod.',
  'volumes[].persistentVolumeClaim.readOnly': 'Mount it read-only everywhere.',
  'volumes[].ephemeral': 'A claim made for this pod alone and deleted with it.',
  'volumes[].ephemeral.volumeClaimTemplate': 'The claim that is made, named after pod and volume.',
  'volumes[].emptyDir': "Empty directory that lives as long as the pod, on the node's ephemeral storage.",
  'volumes[].emptyDir.medium':
    "Empty for the node's disk, `Memory` for a RAM disk, which counts as the containers' memory.",
  'volumes[].emptyDir.sizeLimit': 'The pod is evicted when it holds more.',
  'volumes[].hostPath': 'A path of the node itself.',
  'volumes[].configMap': 'Keys of a ConfigMap as files.',
  'volumes[].configMap.name': 'Name of the ConfigMap, in the same namespace.',
  'volumes[].secret': 'Keys of a Secret as files.',
  'volumes[].secret.secretName': 'Name of the Secret, in the same namespace.',
};

const SPEC: FieldDocs = {
  ...AFFINITY,
  ...SPREAD,
  ...TOLERATIONS,
  ...VOLUMES,
  containers: {
    text: 'Containers that run side by side. Their requests are added.',
    constraint: 'at least one',
  },
  ...below('containers[]', { '': 'One container.', ...CONTAINER }),
  initContainers:
    'Containers that run one after the other before the others. Only the largest request of them counts, save for sidecars.',
  ...below('initContainers[]', { '': 'One init container.', ...CONTAINER }),
  nodeSelector:
    'Labels that the node must have, all of them. Karpenter launches a node for the pod only if a NodePool can give it these labels.',
  'nodeSelector.*': {
    text: 'Value that the label must have.',
    constraint: 'a string: quote numbers and booleans',
  },
  nodeName: 'Node that the pod is put on, past the scheduler. Karpenter does not see such pods as pending.',
  schedulerName: {
    text: 'Scheduler that places the pod. Karpenter makes nodes for pods that any scheduler marks as unschedulable (condition `PodScheduled`, reason `Unschedulable`). Dryfit takes it that this one does.',
    default: '`default-scheduler`',
  },
  schedulingGates: 'As long as any is left, the pod is not scheduled, and no node is launched for it.',
  'schedulingGates[]': 'One gate; a controller removes it.',
  'schedulingGates[].name': 'Name of the gate.',
  priorityClassName:
    'PriorityClass of the pod. A pod of higher priority may push others off a node. Must exist, or the pod is refused.',
  priority: 'Filled in from the PriorityClass.',
  preemptionPolicy: {
    text: 'Whether the pod may push others off a node: `PreemptLowerPriority` or `Never`.',
    default: 'that of the PriorityClass',
  },
  overhead:
    'What the runtime needs besides the containers; added to the requests. Filled in from the RuntimeClass.',
  'overhead.*': 'A quantity of the resource.',
  runtimeClassName: 'RuntimeClass that runs the containers.',
  terminationGracePeriodSeconds: {
    text: "Seconds between the signal to stop and the kill. Draining a node takes as long as its slowest pod; a NodePool's `terminationGracePeriod` may cut it short.",
    default: '30',
    constraint: 'not negative',
  },
  hostNetwork: 'Use the network of the node: no address is needed, and every port is a host port.',
  restartPolicy: {
    text: 'When containers are started again: `Always`, `OnFailure` or `Never`. Jobs need one of the latter two.',
    default: '`Always`',
  },
  resources: 'Requests and limits of the pod as a whole, besides those of containers.',
  'resources.requests': 'What is set aside for the pod; counts instead of the sum of its containers.',
  'resources.requests.*': 'A quantity.',
  'resources.limits': 'What the containers together cannot exceed.',
  'resources.limits.*': 'A quantity.',
  activeDeadlineSeconds: {
    text: 'Seconds after which the pod is ended and counts as failed.',
    constraint: 'above 0',
  },
  serviceAccountName: { text: 'Service account of the pod; with it come IAM roles.', default: '`default`' },
  os: 'Operating system of the pod.',
  'os.name': '`linux` or `windows`. Also select such nodes: this alone does not.',
};

export const POD: FieldDocs = {
  spec: 'The pod: containers, volumes, and where it may run.',
  ...below('spec', SPEC),
  metadata:
    'Labels and annotations of the pods. `karpenter.sh/do-not-disrupt: "true"` keeps Karpenter from moving them by choice, `"30m"` for that long after their start.',
};
