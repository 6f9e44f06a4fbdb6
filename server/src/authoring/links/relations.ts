/** Which fields name other objects: by kind and path pattern, as `views.ts` sees fields. */

export interface Relation {
  /** Kinds that may be meant; `sibling`: the one that the field `kind` beside the name says. */
  readonly kinds: readonly string[] | 'sibling';
  /** The kind when there is no field beside. */
  readonly defaultKind?: string;
}

const to = (...kinds: string[]): Relation => ({ kinds });

const CONTAINERS = ['Pod spec.containers[]', 'Pod spec.initContainers[]'];

const onContainers = (suffix: string, relation: Relation): Record<string, Relation> =>
  Object.fromEntries(CONTAINERS.map((place) => [`${place}.${suffix}`, relation]));

const SECRET_KEYS = [
  ...['accessKey', 'accessSecretKey', 'accessToken'].map((key) => `awsSecretManager.credentials.${key}`),
  ...[
    'azureKeyVault.credentials.clientSecret',
    'gcpSecretManager.credentials.clientSecret',
    'oauth2.clientSecret',
  ],
].map((path) => `TriggerAuthentication spec.${path}.valueFrom.secretKeyRef.name`);

export const RELATIONS: Readonly<Record<string, Relation>> = {
  'NodeClaim spec.nodeClassRef.name': { kinds: 'sibling', defaultKind: 'EC2NodeClass' },
  'HorizontalPodAutoscaler spec.scaleTargetRef.name': { kinds: 'sibling', defaultKind: 'Deployment' },
  'HorizontalPodAutoscaler spec.metrics[].object.describedObject.name': { kinds: 'sibling' },
  'ScaledObject spec.scaleTargetRef.name': { kinds: 'sibling', defaultKind: 'Deployment' },
  'ScaledObject spec.triggers[].authenticationRef.name': {
    kinds: 'sibling',
    defaultKind: 'TriggerAuthentication',
  },
  'TriggerAuthentication spec.secretTargetRef[].name': to('Secret'),
  'TriggerAuthentication spec.configMapTargetRef[].name': to('ConfigMap'),
  'TriggerAuthentication spec.boundServiceAccountToken[].serviceAccountName': to('ServiceAccount'),
  ...Object.fromEntries(SECRET_KEYS.map((place) => [place, to('Secret')])),
  'Pod spec.volumes[].persistentVolumeClaim.claimName': to('PersistentVolumeClaim'),
  'Pod spec.volumes[].configMap.name': to('ConfigMap'),
  'Pod spec.volumes[].secret.secretName': to('Secret'),
  'Pod spec.volumes[].projected.sources[].configMap.name': to('ConfigMap'),
  'Pod spec.volumes[].projected.sources[].secret.name': to('Secret'),
  'Pod spec.priorityClassName': to('PriorityClass'),
  'Pod spec.serviceAccountName': to('ServiceAccount'),
  'Pod spec.imagePullSecrets[].name': to('Secret'),
  ...onContainers('env[].valueFrom.secretKeyRef.name', to('Secret')),
  ...onContainers('env[].valueFrom.configMapKeyRef.name', to('ConfigMap')),
  ...onContainers('envFrom[].secretRef.name', to('Secret')),
  ...onContainers('envFrom[].configMapRef.name', to('ConfigMap')),
  'PersistentVolumeClaim spec.storageClassName': to('StorageClass'),
  'PersistentVolumeClaim spec.volumeName': to('PersistentVolume'),
  'StatefulSet spec.serviceName': to('Service'),
  'LocalQueue spec.clusterQueue': to('ClusterQueue'),
  'ClusterQueue spec.cohort': to('Cohort'),
  'ClusterQueue spec.cohortName': to('Cohort'),
  'Cohort spec.parentName': to('Cohort'),
  'ClusterQueue spec.resourceGroups[].flavors[].name': to('ResourceFlavor'),
  'ClusterQueue spec.admissionChecksStrategy.admissionChecks[].name': to('AdmissionCheck'),
  'ResourceFlavor spec.topologyName': to('Topology'),
  'CapacityBuffer spec.scalableRef.name': { kinds: 'sibling', defaultKind: 'Deployment' },
  'CapacityBuffer spec.podTemplateRef.name': to('PodTemplate'),
  'CronHorizontalPodAutoscaler spec.scaleTargetRef.name': { kinds: 'sibling', defaultKind: 'Deployment' },
};

/** A value of this label names a NodePool. */
export const POOL_LABEL = 'karpenter.sh/nodepool';

/** Kinds without namespace. */
export const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  ...['NodePool', 'NodeClaim', 'NodeOverlay', 'EC2NodeClass', 'NodeClass', 'PriorityClass', 'StorageClass'],
  ...['PersistentVolume', 'Namespace', 'ClusterTriggerAuthentication', 'Node', 'RuntimeClass'],
  ...['ResourceFlavor', 'ClusterQueue', 'Cohort', 'Topology', 'AdmissionCheck', 'NodeReadinessRule'],
  ...['WorkloadPriorityClass', 'ProvisioningRequestConfig'],
]);

/** Where an object's references to objects with a namespace are looked for. What has none looks in its controller's own:
 *  `keda`, unless KEDA is installed elsewhere. */
export const namespaceLookedIn = (kind: string, namespace: string | undefined): string =>
  kind === 'ClusterTriggerAuthentication' ? 'keda' : (namespace ?? 'default');
