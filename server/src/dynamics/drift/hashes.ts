/** `NodePool.Hash` and `EC2NodeClass.Hash`: which fields of the two count for static drift, and how. Both take objects
 *  as they are stored, after the API server's defaults.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go@v1.14.1 (hash version v3)
 *  @source aws/karpenter-provider-aws pkg/apis/v1/ec2nodeclass.go@v1.14.1 (hash version v5) */
import { decodeEc2NodeClass } from '../../manifest/ec2NodeClass';
import { valueAt } from '../../manifest/fields';
import { goHash, type FieldShape, type Shape, type StructShape } from './goHash';

type Kind = 'value' | 'pointer';

const field = (go: string, json: string, shape: Shape, kind: Kind = 'value'): FieldShape => ({
  ...{ go, json, shape },
  ...(kind === 'pointer' ? { isPointer: true } : {}),
});

/** A struct whose fields are all pointers, as most of the API's are. */
const pointers = (
  struct: string,
  fields: readonly (readonly [go: string, json: string, shape: Shape])[],
): StructShape => ({
  struct,
  fields: fields.map(([go, json, shape]) => field(go, json, shape, 'pointer')),
});

/** A struct without pointers. */
const values = (
  struct: string,
  fields: readonly (readonly [go: string, json: string, shape: Shape])[],
): StructShape => ({ struct, fields: fields.map((one) => field(...one)) });

const TEXT_MAP: Shape = { map: 'string' };

// Differs from upstream: `timeAdded`, which nobody writes into a NodePool, is not hashed.
const TAINT = values('Taint', [
  ['Key', 'key', 'string'],
  ['Value', 'value', 'string'],
  ['Effect', 'effect', 'string'],
]);

const CLASS_REFERENCE = values('NodeClassReference', [
  ['Kind', 'kind', 'string'],
  ['Name', 'name', 'string'],
  ['Group', 'group', 'string'],
]);

const TEMPLATE_SPEC: StructShape = {
  struct: 'NodeClaimTemplateSpec',
  fields: [
    field('Taints', 'taints', { list: TAINT }),
    field('StartupTaints', 'startupTaints', { list: TAINT }),
    field('NodeClassRef', 'nodeClassRef', CLASS_REFERENCE, 'pointer'),
    field('TerminationGracePeriod', 'terminationGracePeriod', 'time', 'pointer'),
    field('ExpireAfter', 'expireAfter', 'nillable'),
  ],
};

const TEMPLATE: StructShape = {
  struct: 'NodeClaimTemplate',
  fields: [
    field('ObjectMeta', 'metadata', {
      struct: 'ObjectMeta',
      fields: [field('Labels', 'labels', TEXT_MAP), field('Annotations', 'annotations', TEXT_MAP)],
    }),
    field('Spec', 'spec', TEMPLATE_SPEC),
  ],
};

const KUBELET: StructShape = pointers('KubeletConfiguration', [
  ['ClusterDNS', 'clusterDNS', { list: 'string' }],
  ['MaxPods', 'maxPods', 'int32'],
  ['PodsPerCore', 'podsPerCore', 'int32'],
  ['SystemReserved', 'systemReserved', TEXT_MAP],
  ['KubeReserved', 'kubeReserved', TEXT_MAP],
  ['EvictionHard', 'evictionHard', TEXT_MAP],
  ['EvictionSoft', 'evictionSoft', TEXT_MAP],
  ['EvictionSoftGracePeriod', 'evictionSoftGracePeriod', { map: 'time' }],
  ['EvictionMaxPodGracePeriod', 'evictionMaxPodGracePeriod', 'int32'],
  ['ImageGCHighThresholdPercent', 'imageGCHighThresholdPercent', 'int32'],
  ['ImageGCLowThresholdPercent', 'imageGCLowThresholdPercent', 'int32'],
  ['CPUCFSQuota', 'cpuCFSQuota', 'bool'],
]);

const BLOCK_DEVICE: StructShape = pointers('BlockDevice', [
  ['DeleteOnTermination', 'deleteOnTermination', 'bool'],
  ['Encrypted', 'encrypted', 'bool'],
  ['IOPS', 'iops', 'int64'],
  ['KMSKeyID', 'kmsKeyID', 'string'],
  ['SnapshotID', 'snapshotID', 'string'],
  ['Throughput', 'throughput', 'int64'],
  ['VolumeInitializationRate', 'volumeInitializationRate', 'int32'],
  ['VolumeSize', 'volumeSize', 'quantity'],
  ['VolumeType', 'volumeType', 'string'],
]);

const MAPPING: StructShape = {
  struct: 'BlockDeviceMapping',
  fields: [
    field('DeviceName', 'deviceName', 'string', 'pointer'),
    field('EBS', 'ebs', BLOCK_DEVICE, 'pointer'),
    field('RootVolume', 'rootVolume', 'bool'),
  ],
};

const INTERFACE = values('NetworkInterface', [
  ['NetworkCardIndex', 'networkCardIndex', 'int32'],
  ['DeviceIndex', 'deviceIndex', 'int32'],
  ['InterfaceType', 'interfaceType', 'string'],
]);

const CLASS_SPEC: StructShape = {
  struct: 'EC2NodeClassSpec',
  fields: [
    field(
      'PlacementGroupSelector',
      'placementGroupSelector',
      pointers('PlacementGroupSelector', [
        ['Name', 'name', 'string'],
        ['ID', 'id', 'string'],
      ]),
      'pointer',
    ),
    field('AssociatePublicIPAddress', 'associatePublicIPAddress', 'bool', 'pointer'),
    field('UserData', 'userData', 'string', 'pointer'),
    field('Role', 'role', 'string'),
    field('InstanceProfile', 'instanceProfile', 'string', 'pointer'),
    field('Tags', 'tags', TEXT_MAP),
    field('Kubelet', 'kubelet', KUBELET, 'pointer'),
    field('BlockDeviceMappings', 'blockDeviceMappings', { list: MAPPING }),
    field('InstanceStorePolicy', 'instanceStorePolicy', 'string', 'pointer'),
    field('NetworkInterfaces', 'networkInterfaces', { list: INTERFACE }),
    field('DetailedMonitoring', 'detailedMonitoring', 'bool', 'pointer'),
    field(
      'MetadataOptions',
      'metadataOptions',
      pointers('MetadataOptions', [
        ['HTTPEndpoint', 'httpEndpoint', 'string'],
        ['HTTPProtocolIPv6', 'httpProtocolIPv6', 'string'],
        ['HTTPPutResponseHopLimit', 'httpPutResponseHopLimit', 'int64'],
        ['HTTPTokens', 'httpTokens', 'string'],
      ]),
      'pointer',
    ),
    field(
      'ConnectionTracking',
      'connectionTracking',
      pointers('ConnectionTracking', [
        ['TCPEstablishedTimeout', 'tcpEstablishedTimeout', 'int32'],
        ['UDPStreamTimeout', 'udpStreamTimeout', 'int32'],
        ['UDPTimeout', 'udpTimeout', 'int32'],
      ]),
      'pointer',
    ),
    field('Context', 'context', 'string', 'pointer'),
    field(
      'CPUOptions',
      'cpuOptions',
      pointers('CPUOptions', [['NestedVirtualization', 'nestedVirtualization', 'string']]),
      'pointer',
    ),
  ],
};

/** The annotation karpenter.sh/nodepool-hash of a stored NodePool. */
export const nodePoolHash = (pool: unknown): string =>
  String(goHash(valueAt(pool, 'spec', 'template'), TEMPLATE));

/** The annotation karpenter.k8s.aws/ec2nodeclass-hash of a stored EC2NodeClass: its fields, the AMI family that they
 *  come to, and the CA bundle of the controller, which is taken as none. */
export function nodeClassHash(nodeClass: unknown): string {
  const family = decodeEc2NodeClass(nodeClass)?.amiFamily ?? 'Custom';
  const spec = goHash(valueAt(nodeClass, 'spec'), CLASS_SPEC);
  return String(spec ^ goHash(family, 'string') ^ goHash('', 'string'));
}

/** Paths below `spec.template` or `spec` of the hashed fields that differ: what to show of a changed hash. */
export const changedPoolFields = (before: unknown, after: unknown): readonly string[] =>
  changedFields(valueAt(before, 'spec', 'template'), valueAt(after, 'spec', 'template'), {
    shape: TEMPLATE,
    path: 'spec.template',
  });

export const changedClassFields = (before: unknown, after: unknown): readonly string[] => [
  ...changedFields(valueAt(before, 'spec'), valueAt(after, 'spec'), { shape: CLASS_SPEC, path: 'spec' }),
  ...(decodeEc2NodeClass(before)?.amiFamily === decodeEc2NodeClass(after)?.amiFamily
    ? []
    : ['spec.amiFamily']),
];

function changedFields(
  before: unknown,
  after: unknown,
  { shape, path }: { readonly shape: StructShape; readonly path: string },
): string[] {
  return shape.fields.flatMap(({ json, shape: own }) => {
    const [a, b] = [valueAt(before, json), valueAt(after, json)];
    const place = `${path}.${json}`;
    const holder = (value: unknown): unknown => ({ [json]: value });
    const alone = { struct: '', fields: shape.fields.filter((one) => one.json === json) };
    if (goHash(holder(a), alone) === goHash(holder(b), alone)) return [];
    const inner =
      typeof own === 'object' && 'struct' in own ? changedFields(a, b, { shape: own, path: place }) : [];
    return inner.length > 0 ? inner : [place];
  });
}
