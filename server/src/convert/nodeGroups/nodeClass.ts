/** A node group as an EC2NodeClass: images, network, disks, identity. */
import { fieldsOf, listAt, mappingAt, textAt, textMapAt, textsAt, type Fields } from '../../manifest/fields';
import type { DraftNote } from '../draft';
import { AUTOSCALER_TAG, leftoversOf, type Leftover, type MadeObject, type NodeGroup } from './group';
import { imagesOf, isBottlerocket, rootDevice, userDataOf } from './images';
import { kubeletOf } from './kubelet';
import { subnetsOf } from './network';

/** The class without its name: groups that want the same one share it. */
export function classOf(group: NodeGroup): MadeObject {
  const notes: DraftNote[] = [];
  const subnets = subnetsOf(group);
  const images = imagesOf(group);
  const kubelet = kubeletOf(group);
  const userData = userDataOf(group);
  const tags = Object.entries(textMapAt(group.fields, 'tags')).filter(([key]) => mayBeTag(key));
  const left = [
    ...leftoversOf(group, REASONS),
    ...addonRights(group),
    ...subnets.left,
    ...kubelet.left,
    ...userData.left,
  ];
  const object = {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: '' },
    spec: {
      ...identityOf(group, notes),
      ...images.fields,
      subnetSelectorTerms: subnets.terms,
      securityGroupSelectorTerms: securityGroupsOf(group),
      ...publicAddressOf(group),
      blockDeviceMappings: disksOf(group),
      metadataOptions: metadataOf(group.fields),
      ...(kubelet.fields === undefined ? {} : { kubelet: kubelet.fields }),
      ...(group.fields['enableDetailedMonitoring'] === true ? { detailedMonitoring: true } : {}),
      ...placementOf(group.fields),
      ...(userData.text === undefined ? {} : { userData: userData.text }),
      ...(tags.length > 0 ? { tags: Object.fromEntries(tags) } : {}),
    },
  };
  return { object, left, notes: [...notes, ...images.notes, ...subnets.notes] };
}

/** Rights that eksctl gives the nodes' role; those of the Cluster Autoscaler go with it. */
function addonRights({ fields }: NodeGroup): readonly Leftover[] {
  const rights = Object.entries(mappingAt(fields, 'iam', 'withAddonPolicies'));
  const needed = rights.filter(([name, value]) => name !== 'autoScaler' && value === true);
  const why = 'give these rights to the add-ons themselves, by pod identities or roles of service accounts';
  if (needed.length === 0) return [];
  return [{ field: 'iam.withAddonPolicies', value: Object.fromEntries(needed), why }];
}

/** The role of the nodes. Karpenter needs one whose name is known; eksctl makes one with a name of its own for a group. */
function identityOf({ fields, config, cluster }: NodeGroup, notes: DraftNote[]): Fields {
  const iam = mappingAt(fields, 'iam');
  const profile = textAt(iam, 'instanceProfileARN') ?? textAt(config, 'karpenter', 'defaultInstanceProfile');
  if (profile !== undefined) return { instanceProfile: afterSlash(profile) };
  const role = textAt(iam, 'instanceRoleName') ?? textAt(iam, 'instanceRoleARN');
  if (role !== undefined) return { role: afterSlash(role) };
  if (Object.keys(mappingAt(config, 'karpenter')).length > 0)
    return { role: `eksctl-KarpenterNodeRole-${cluster}` };
  notes.push({
    ...{ severity: 'warning', path: 'spec.role' },
    message:
      "eksctl made the group's role itself: make one for Karpenter's nodes, which the cluster lets in, and put its name here",
  });
  return { role: `KarpenterNodeRole-${cluster}` };
}

const afterSlash = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** EKS makes one security group for the control plane and managed nodes and tags it with the cluster's name.
 *  @source docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html */
const securityGroupsOf = ({ fields, cluster }: NodeGroup): readonly Fields[] => [
  { tags: { 'aws:eks:cluster-name': cluster } },
  ...textsAt(fields, 'securityGroups', 'attachIDs').map((id) => ({ id })),
];

const publicAddressOf = ({ fields }: NodeGroup): Fields =>
  fields['privateNetworking'] === true ? { associatePublicIPAddress: false } : {};

/** Bottlerocket has its system on a disk of its own; a list of disks takes the place of the defaults of both.
 *  @source aws/karpenter-provider-aws pkg/providers/amifamily/bottlerocket.go DefaultBlockDeviceMappings@v1.14.1 */
const BOTTLEROCKET_SYSTEM: Fields = {
  deviceName: '/dev/xvda',
  ebs: { volumeSize: '4Gi', volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
};

/** eksctl's volumes are 80 GiB of gp3 unless told otherwise. */
function disksOf(group: NodeGroup): readonly Fields[] {
  const { fields } = group;
  const additional = listAt(fields, 'additionalVolumes').map(fieldsOf);
  const system = isBottlerocket(group) ? [BOTTLEROCKET_SYSTEM] : [];
  const own = [fields, ...additional].map((volume, index) => ({
    deviceName:
      textAt(volume, 'volumeName') ??
      (index === 0 ? rootDevice(group) : `/dev/sd${'fghijklmnop'[index - 1] ?? 'f'}`),
    ebs: ebsOf(volume),
  }));
  return [...system, ...own];
}

function ebsOf(volume: Fields): Fields {
  const renamed = {
    iops: volume['volumeIOPS'],
    throughput: volume['volumeThroughput'],
    kmsKeyID: volume['volumeKmsKeyID'],
    snapshotID: volume['snapshotID'],
  };
  const given = Object.entries(renamed).filter(([, value]) => value !== undefined && value !== null);
  const size = volume['volumeSize'];
  return {
    volumeSize: `${typeof size === 'number' ? size : 80}Gi`,
    volumeType: textAt(volume, 'volumeType') ?? 'gp3',
    ...Object.fromEntries(given),
    ...(typeof volume['volumeEncrypted'] === 'boolean' ? { encrypted: volume['volumeEncrypted'] } : {}),
    deleteOnTermination: true,
  };
}

/** eksctl lets containers reach instance metadata unless told otherwise, and asks for tokens. */
const metadataOf = (fields: Fields): Fields => ({
  httpPutResponseHopLimit: fields['disablePodIMDS'] === true ? 1 : 2,
  httpTokens: fields['disableIMDSv1'] === false ? 'optional' : 'required',
});

function placementOf(fields: Fields): Fields {
  const name = textAt(fields, 'placement', 'groupName');
  return name === undefined ? {} : { placementGroupSelector: { name } };
}

/** Tags that the API server refuses in a class, and those that only the Cluster Autoscaler reads, stay behind. */
const mayBeTag = (key: string): boolean =>
  key !== '' &&
  key !== 'eks:eks-cluster-name' &&
  !key.startsWith('kubernetes.io/cluster') &&
  !key.startsWith(AUTOSCALER_TAG) &&
  !['karpenter.sh/nodepool', 'karpenter.sh/nodeclaim', 'karpenter.k8s.aws/ec2nodeclass'].includes(key);

const REASONS: Readonly<Record<string, string>> = {
  'iam.attachPolicyARNs': 'attach these policies to the role of the nodes',
  'iam.attachPolicy': 'add these statements to the role of the nodes',
  'iam.instanceRolePermissionsBoundary': 'set it on the role of the nodes',
  'ssh.allow': 'Karpenter puts no key pair on nodes: use Session Manager',
  launchTemplate:
    'Karpenter makes its launch templates itself: write what this one sets as fields of the class',
  capacityReservation:
    'name reservations in capacityReservationSelectorTerms, and reserved among the capacity types',
  efaEnabled: 'Karpenter adds EFA interfaces for pods that request vpc.amazonaws.com/efa',
  enclaveEnabled: 'an EC2NodeClass cannot switch Nitro Enclaves on',
  outpostARN: 'select the subnets of the Outpost',
  cpuCredits: "burstable types run with the account's default",
  'bottlerocket.enableAdminContainer': 'write it in userData, as TOML',
  'placement.spreadLevel': 'an EC2NodeClass selects placement groups by name or id',
  'securityGroups.withLocal': "a group's own security group goes with the group",
};
