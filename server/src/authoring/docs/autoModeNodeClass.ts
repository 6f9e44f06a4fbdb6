/** NodeClass (eks.amazonaws.com/v1) of EKS Auto Mode.
 *  @source https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html */
import { below, type FieldDocs } from './fieldDoc';

const TAGS = 'Tags that must all be there, with these values.';
const TAG = 'Value of the tag.';

function terms(field: string, text: string, one: string, withName: boolean): FieldDocs {
  return below(`spec.${field}`, {
    '': text,
    ...below('[]', {
      '': `One way to choose ${one}s.`,
      id: `A ${one} by its ID.`,
      ...(withName ? { name: `A ${one} by its name.` } : {}),
      tags: TAGS,
      'tags.*': TAG,
    }),
  });
}

const NETWORK_INTERFACES: FieldDocs = below('spec.advancedNetworking.networkInterfaces', {
  '': 'Interfaces that every instance of the class starts with. None is added later, and no address either, so they bound the number of pods.',
  '[]': 'One network interface.',
  '[].networkCardIndex': 'Which network card the interface belongs to.',
  '[].deviceIndex': 'Position of the interface on its card.',
  '[].interfaceType':
    '`interface` carries IP traffic; `efa-only` carries nothing but EFA and has no address. The first interface of card 0 is an `interface`.',
  '[].secondaryIPv4Count': {
    text: 'Addresses for pods, one each.',
    constraint: 'on network card 0; not beside `secondaryIPv4PrefixCount`',
  },
  '[].secondaryIPv4PrefixCount': {
    text: 'Address prefixes for pods, 16 addresses each.',
    constraint: 'on network card 0; not beside `secondaryIPv4Count`',
  },
});

const NETWORK: FieldDocs = {
  ...terms('subnetSelectorTerms', 'Subnets of the nodes, and so their zones.', 'subnet', false),
  ...terms('securityGroupSelectorTerms', 'Security groups of the nodes.', 'security group', true),
  ...terms(
    'podSubnetSelectorTerms',
    'Subnets of the pods, where they are not those of the nodes. Needs `podSecurityGroupSelectorTerms`.',
    'subnet',
    false,
  ),
  ...terms(
    'podSecurityGroupSelectorTerms',
    'Security groups of the pods, where these have subnets of their own. Needs `podSubnetSelectorTerms`.',
    'security group',
    true,
  ),
  'spec.snatPolicy':
    '`Random`: traffic of pods leaves the VPC with the address of the node. `Disabled`: with their own.',
  'spec.networkPolicy':
    'What holds for a pod that no network policy selects: `DefaultAllow` lets traffic through, `DefaultDeny` does not.',
  'spec.networkPolicyEventLogs': 'Whether the decisions of network policies are logged on the node.',
  'spec.advancedNetworking': 'Public addresses, proxy, addresses of pods.',
  'spec.advancedNetworking.associatePublicIPAddress':
    'Give instances a public IPv4 address, or not. Left out, the subnet decides.',
  'spec.advancedNetworking.httpsProxy':
    'Proxy of the node, as a URL with port. Often needs `certificateBundles` as well.',
  'spec.advancedNetworking.noProxy': 'Hosts, domains and addresses that are reached without the proxy.',
  'spec.advancedNetworking.noProxy[]': 'One host, domain (`.internal`) or address.',
  'spec.advancedNetworking.ipv4PrefixSize':
    '`Auto` takes prefixes of 16 addresses and falls back to single ones; `"32"` takes single addresses, which saves some where pods are few.',
  'spec.advancedNetworking.enableV4Egress': {
    text: 'Whether pods of an IPv6 cluster reach IPv4 hosts.',
    default: '`true`',
  },
  ...NETWORK_INTERFACES,
};

export const AUTO_MODE_NODE_CLASS: FieldDocs = {
  ...NETWORK,
  ...terms(
    'capacityReservationSelectorTerms',
    'Capacity reservations that are used first; their nodes have the capacity type `reserved`. As soon as one NodeClass of the cluster selects any, no other uses open reservations on its own. Without, they are used when they match by chance. Capacity blocks must be selected.',
    'capacity reservation',
    false,
  ),
  'spec.capacityReservationSelectorTerms[].owner': {
    text: 'Account that owns the reservation.',
    constraint: '12 digits',
  },
  spec: 'How EKS Auto Mode launches instances: role, network, disk. Image and kubelet settings are its own affair.',
  status: 'What the selectors found; written by EKS.',
  'spec.role':
    'IAM role of the nodes, by name. A role other than that of the cluster needs an access entry of type `EC2`.',
  'spec.instanceProfile': 'Existing instance profile of the nodes, in place of `role`.',
  'spec.ephemeralStorage': 'The disk that holds images, logs and `emptyDir` volumes.',
  'spec.ephemeralStorage.size': {
    text: 'Size of the disk.',
    constraint: '1 to 59000Gi, 64000G, 58Ti or 64T',
  },
  'spec.ephemeralStorage.iops': 'I/O operations a second.',
  'spec.ephemeralStorage.throughput': 'Throughput in MiB/s.',
  'spec.ephemeralStorage.kmsKeyID': {
    text: 'KMS key that encrypts the disk.',
    constraint: 'an ID or ARN of a key, or a name or ARN of an alias',
  },
  'spec.placementGroupSelector': 'An existing placement group that the instances are launched into.',
  'spec.placementGroupSelector.id': 'The group by its ID.',
  'spec.placementGroupSelector.name': 'The group by its name.',
  'spec.advancedSecurity': 'Hardening of the nodes.',
  'spec.advancedSecurity.fips':
    'Nodes with FIPS 140-2 validated modules; in the regions of the US and Canada alone.',
  'spec.advancedSecurity.kernelLockdown':
    '`integrity` keeps unsigned kernel modules out and kernel memory from being overwritten; `none` does not.',
  'spec.certificateBundles': 'Certificates that nodes trust besides the public ones.',
  'spec.certificateBundles[]': 'One bundle.',
  'spec.certificateBundles[].name': 'Name of the bundle.',
  'spec.certificateBundles[].data': 'The certificates, as base64.',
  'spec.tags': {
    text: 'Tags of the instances.',
    constraint:
      'not `kubernetes.io/cluster/…`, `karpenter.sh/nodepool`, `karpenter.sh/nodeclaim`, `karpenter.sh/managed-by`, `karpenter.sh/provisioner-name`, `eks.amazonaws.com/nodeclass`',
  },
  'spec.tags.*': TAG,
};
