/** EC2NodeClass (karpenter.k8s.aws/v1). */
import type { FieldDocs } from './fieldDoc';

const TAGS = {
  text: 'Tags that the resource must have, all of them. `"*"` as a value takes any value of the tag.',
  constraint: 'neither key nor value may be empty',
};
const TAG = 'Value of the tag, exactly; `"*"` for any. Other wildcards are not understood.';

const AMI: FieldDocs = {
  'spec.amiFamily': {
    text: 'How user data is written, and which disks are the default. With an alias it follows from the alias and can be left out.',
    constraint: "required unless a term has an `alias`; then only the alias's family or `Custom`",
  },
  'spec.amiSelectorTerms': {
    text: 'Which images nodes start from. An image that matches any term counts; of several for one architecture the newest is used.',
    constraint:
      'at least one; a term with `alias` or `id` says nothing else, and an alias stands alone in the list',
  },
  'spec.amiSelectorTerms[]': 'One way to choose images; all that it says must match.',
  'spec.amiSelectorTerms[].alias': {
    text: 'An EKS-optimized image as `family@version`: `al2023@v20250505`, `bottlerocket@v1.30.0`. `@latest` follows every release, and nodes drift whenever one appears: pin a version in production.',
    constraint:
      '`al2`, `al2023`, `bottlerocket`, `windows2019`, `windows2022`, `windows2025`; Windows takes `latest` only; at most 30 characters',
  },
  'spec.amiSelectorTerms[].id': { text: 'An image by its ID.', constraint: '`ami-…`; alone in its term' },
  'spec.amiSelectorTerms[].name':
    "The image's name (not its Name tag). `*` stands for anything; combine with `owner`, since anybody can publish an image of any name.",
  'spec.amiSelectorTerms[].owner': {
    text: 'Who owns the image: an account ID, `self`, `amazon` or `aws-marketplace`.',
    default: '`self` and `amazon`, where `name` is given',
  },
  'spec.amiSelectorTerms[].ssmParameter': {
    text: 'Name or ARN of an SSM parameter that holds an image ID, read again regularly.',
  },
  'spec.amiSelectorTerms[].tags': TAGS,
  'spec.amiSelectorTerms[].tags.*': TAG,
};

const DISKS: FieldDocs = {
  'spec.blockDeviceMappings': {
    text: "EBS volumes of the nodes. Left out, the AMI family's own: one root volume of 20 GiB gp3 for Linux (Bottlerocket: 4 GiB for the system and 20 GiB for data), 50 GiB for Windows.",
    constraint: 'at most 50; at most one `rootVolume`',
  },
  'spec.blockDeviceMappings[]':
    'One volume. A list of your own replaces all volumes that the AMI family would get, the root included.',
  'spec.blockDeviceMappings[].deviceName':
    'Device of the volume: `/dev/xvda` is the root of Amazon Linux, `/dev/xvdb` the data volume of Bottlerocket, `/dev/sda1` the root of Windows.',
  'spec.blockDeviceMappings[].ebs': {
    text: 'How EBS makes the volume. What is left out comes from the snapshot or from EBS, not from the AMI family.',
    constraint: '`volumeSize` or `snapshotID` must be given',
  },
  'spec.blockDeviceMappings[].ebs.deleteOnTermination':
    'Delete the volume with the instance. Without it volumes stay behind and cost money.',
  'spec.blockDeviceMappings[].ebs.encrypted':
    "Encrypt the volume, with `kmsKeyID` or the account's default key.",
  'spec.blockDeviceMappings[].ebs.iops': {
    text: 'I/O operations per second to provision, for gp3, io1 and io2.',
    constraint: 'by EC2: gp3 3000 to 80000, io1 100 to 64000, io2 100 to 256000',
    default: 'gp3: 3000',
  },
  'spec.blockDeviceMappings[].ebs.kmsKeyID':
    'KMS key for the encryption: ID, alias or ARN. The instance role must be allowed to use it.',
  'spec.blockDeviceMappings[].ebs.snapshotID':
    'Snapshot whose contents the volume begins with. Blocks are fetched at first use, which makes a fresh node slow.',
  'spec.blockDeviceMappings[].ebs.throughput': {
    text: 'MiB per second to provision, for gp3.',
    constraint: 'by EC2: 125 to 2000',
    default: '125',
  },
  'spec.blockDeviceMappings[].ebs.volumeInitializationRate': {
    text: 'MiB per second at which the snapshot is loaded, so that the volume is at full speed after a known time. Costs extra.',
    constraint: '100 to 300; only with `snapshotID`',
  },
  'spec.blockDeviceMappings[].ebs.volumeSize': {
    text: "Size of the volume. For the root (or Bottlerocket's data) volume it is also the ephemeral storage that pods can ask for.",
    constraint: 'a whole number of `Gi`, `G`, `Ti` or `T`: up to 59000Gi, 64000G, 58Ti or 64T',
  },
  'spec.blockDeviceMappings[].ebs.volumeType': {
    text: 'Kind of volume. Write it down: left out, the image and EC2 choose. gp3 is cheaper and faster than gp2.',
  },
  'spec.blockDeviceMappings[].rootVolume':
    'This is the volume that kubelet lives on, whose size counts as ephemeral storage. Needed only where the device name does not tell.',
};

const RESERVATIONS: FieldDocs = {
  'spec.capacityReservationSelectorTerms': {
    text: 'Capacity reservations (ODCR) and capacity blocks that nodes may use, as capacity type `reserved`, before anything else.',
    constraint: 'at most 30 terms; matching any term is enough',
  },
  'spec.capacityReservationSelectorTerms[]': 'One way to choose reservations; all that it says must match.',
  'spec.capacityReservationSelectorTerms[].id': {
    text: 'A reservation by its ID.',
    constraint: '`cr-…`; alone in its term',
  },
  'spec.capacityReservationSelectorTerms[].instanceMatchCriteria':
    '`open` reservations are used by any matching launch of the account, `targeted` ones only by launches that name them.',
  'spec.capacityReservationSelectorTerms[].ownerID': {
    text: 'Account that owns the reservation, when it is shared with yours.',
    constraint: '12 digits',
  },
  'spec.capacityReservationSelectorTerms[].tags': TAGS,
  'spec.capacityReservationSelectorTerms[].tags.*': TAG,
};

const NETWORK: FieldDocs = {
  'spec.associatePublicIPAddress':
    'Give instances a public IPv4 address, or not. Left out, the subnet decides.',
  'spec.connectionTracking': {
    text: "How long security groups remember idle connections of the node's interfaces.",
    constraint: 'at least one of the three',
  },
  'spec.connectionTracking.tcpEstablishedTimeout': {
    text: 'Seconds until an idle TCP connection is forgotten.',
    default: "EC2's: 432000, on Nitro v6 types 350",
  },
  'spec.connectionTracking.udpStreamTimeout': {
    text: 'Seconds until an idle UDP flow with more than one exchange is forgotten.',
    default: "EC2's: 180",
  },
  'spec.connectionTracking.udpTimeout': {
    text: 'Seconds until an idle UDP flow in one direction, or with a single exchange, is forgotten.',
    default: "EC2's: 30",
  },
  'spec.ipPrefixCount':
    'Address prefixes that the primary interface gets at launch (IPv4 /28, or IPv6 in an IPv6 cluster), so that pods need not wait for addresses.',
  'spec.networkInterfaces': {
    text: 'Interfaces of the instance, for types with several network cards or EFA. Left out, Karpenter chooses.',
    constraint: 'one must be of type `interface` on card 0, device 0; no card and device twice',
  },
  'spec.networkInterfaces[]':
    'One network interface of every instance, by card and place on it. One must be the primary: card 0, device 0.',
  'spec.networkInterfaces[].deviceIndex': 'Position of the interface on its card; 0 is the primary one.',
  'spec.networkInterfaces[].interfaceType':
    '`interface` carries IP traffic; `efa-only` carries nothing but EFA and takes no IP address.',
  'spec.networkInterfaces[].networkCardIndex': 'Which network card of the instance the interface belongs to.',
  'spec.placementGroupSelector': {
    text: 'An existing placement group that the instances are launched into.',
    constraint: 'either `id` or `name`',
  },
  'spec.placementGroupSelector.id': { text: 'The group by its ID.', constraint: '`pg-…`' },
  'spec.placementGroupSelector.name': 'The group by its name.',
  'spec.securityGroupSelectorTerms': {
    text: 'Security groups of the nodes: all that match any term.',
    constraint: 'at least one, at most 30',
  },
  'spec.securityGroupSelectorTerms[]': 'One way to choose security groups; all that it says must match.',
  'spec.securityGroupSelectorTerms[].id': {
    text: 'A security group by its ID.',
    constraint: '`sg-…`; alone in its term',
  },
  'spec.securityGroupSelectorTerms[].name': {
    text: "The group's name (not its Name tag).",
    constraint: 'alone in its term',
  },
  'spec.securityGroupSelectorTerms[].tags': TAGS,
  'spec.securityGroupSelectorTerms[].tags.*': TAG,
  'spec.subnetSelectorTerms': {
    text: 'Subnets for the nodes. They decide in which zones nodes can be; within a zone the one with most free addresses is taken.',
    constraint: 'at least one, at most 30',
  },
  'spec.subnetSelectorTerms[]': 'One way to choose subnets; all that it says must match.',
  'spec.subnetSelectorTerms[].id': {
    text: 'A subnet by its ID.',
    constraint: '`subnet-…`; alone in its term',
  },
  'spec.subnetSelectorTerms[].tags': TAGS,
  'spec.subnetSelectorTerms[].tags.*': TAG,
};

const KUBELET: FieldDocs = {
  'spec.kubelet':
    'Settings of kubelet on the nodes. Karpenter reckons with them when it estimates what fits on a type.',
  'spec.kubelet.*': 'A setting of kubelet, by its name in the kubelet configuration file.',
  'spec.kubelet.clusterDNS': "Addresses of the cluster's DNS server; discovered when left out.",
  'spec.kubelet.clusterDNS[]':
    'IP address of a resolver, written into the `resolv.conf` of pods with the DNS policy `ClusterFirst`.',
  'spec.kubelet.cpuCFSQuota': {
    text: 'Whether CPU limits of containers are enforced by throttling.',
    default: '`true`',
  },
  'spec.kubelet.evictionHard': {
    text: 'Pods are evicted at once when less than this is left. Memory and disk kept free this way cannot be asked for by pods.',
    default: '`memory.available: 100Mi`, `nodefs.available: 10%`, `nodefs.inodesFree: 5%`',
    constraint:
      'keys: `memory.available`, `nodefs.available`, `nodefs.inodesFree`, `imagefs.available`, `imagefs.inodesFree`, `pid.available`',
  },
  'spec.kubelet.evictionHard.*': 'An amount, or a share such as `10%`.',
  'spec.kubelet.evictionMaxPodGracePeriod':
    'Most seconds that a pod gets to stop when a soft threshold evicts it.',
  'spec.kubelet.evictionSoft': {
    text: 'Pods are evicted when less than this is left for as long as `evictionSoftGracePeriod` says.',
    constraint: 'every key also in `evictionSoftGracePeriod`',
  },
  'spec.kubelet.evictionSoft.*': 'An amount, or a share such as `15%`.',
  'spec.kubelet.evictionSoftGracePeriod': {
    text: 'How long a soft threshold must be crossed before pods are evicted.',
    constraint: 'every key also in `evictionSoft`',
  },
  'spec.kubelet.evictionSoftGracePeriod.*': 'A duration such as `2m`.',
  'spec.kubelet.imageGCHighThresholdPercent': {
    text: 'Disk usage above which unused images are deleted.',
    constraint: 'above `imageGCLowThresholdPercent`',
    default: "kubelet's: 85",
  },
  'spec.kubelet.imageGCLowThresholdPercent': {
    text: 'Disk usage down to which unused images are deleted.',
    constraint: 'below `imageGCHighThresholdPercent`',
    default: "kubelet's: 80",
  },
  'spec.kubelet.kubeReserved': {
    text: 'Kept for kubelet and the container runtime, not for pods.',
    default: 'CPU by number of cores; memory 255 Mi and 11 Mi per pod; 1 Gi of ephemeral storage',
    constraint: '`cpu`, `memory`, `ephemeral-storage`, `pid`; not negative',
  },
  'spec.kubelet.kubeReserved.*':
    'Held back from pods for the kubelet and the container runtime. The other resources keep what Karpenter computes.',
  'spec.kubelet.maxPods': {
    text: "Most pods on a node. Left out, what the addresses of the type's network interfaces allow (110 for Windows).",
  },
  'spec.kubelet.podsPerCore': {
    text: 'Most pods per vCPU; `maxPods` still caps the product. Bottlerocket ignores it.',
    constraint: '0 switches it off',
  },
  'spec.kubelet.systemReserved': {
    text: 'Kept for the operating system, besides `kubeReserved`.',
    default: 'nothing',
    constraint: '`cpu`, `memory`, `ephemeral-storage`, `pid`; not negative',
  },
  'spec.kubelet.systemReserved.*':
    'Held back from pods for daemons of the operating system, on top of `kubeReserved`.',
};

const INSTANCE: FieldDocs = {
  'spec.context': 'Context ID passed to CreateFleet; reserved by EC2.',
  'spec.cpuOptions':
    'Abilities of the processor that must be switched on at launch; types without them drop out of the choice.',
  'spec.cpuOptions.nestedVirtualization':
    '`enabled` lets nodes run virtual machines; only instance types that support it remain.',
  'spec.detailedMonitoring': 'CloudWatch metrics every minute instead of every five; costs extra.',
  'spec.enclaveOptions':
    'Nitro Enclaves: isolated machines carved out of the instance. What an enclave takes is missing for pods.',
  'spec.enclaveOptions.enabled': 'Whether instances may run enclaves; only types that support them remain.',
  'spec.instanceProfile': {
    text: 'Existing instance profile of the nodes. Karpenter then makes none itself.',
    constraint: 'either this or `role`',
  },
  'spec.instanceStorePolicy':
    '`RAID0` joins local NVMe disks and gives them to pods as ephemeral storage. Left out, such disks lie idle.',
  'spec.metadataOptions': 'How the instance metadata service (IMDS) can be reached.',
  'spec.metadataOptions.httpEndpoint': 'Whether the metadata service answers at all.',
  'spec.metadataOptions.httpProtocolIPv6': 'Whether it also answers on IPv6.',
  'spec.metadataOptions.httpPutResponseHopLimit':
    "How many network hops an answer may travel. 1 keeps pods without host network away from the node's role; some need 2.",
  'spec.metadataOptions.httpTokens':
    '`required` allows IMDSv2 only. `optional` also answers requests without a session token.',
  'spec.role': {
    text: 'IAM role of the nodes, by name. Karpenter makes the instance profile for it.',
    constraint: 'either this or `instanceProfile`; not the empty string',
  },
  'spec.tags': {
    text: 'Tags of what Karpenter makes: instances, volumes, launch templates.',
    constraint:
      'not `karpenter.sh/nodepool`, `karpenter.sh/nodeclaim`, `karpenter.k8s.aws/ec2nodeclass`, `kubernetes.io/cluster/…`, `eks:eks-cluster-name`',
  },
  'spec.tags.*':
    'Value of the tag, put on instances, volumes and launch templates alike; a change makes nodes drift.',
  'spec.userData':
    'What the instance runs or reads at first start, in the format of the AMI family: MIME or shell for Amazon Linux, TOML for Bottlerocket, PowerShell for Windows. Karpenter merges its bootstrap into it, but for family `Custom`, where it is passed on untouched.',
};

const STATUS: FieldDocs = {
  spec: 'How instances are launched: image, network, disks, kubelet. A change makes existing nodes drift, save for selectors, whose results are compared.',
  status: 'What the selectors found; written by Karpenter.',
  'status.amis': 'Images that the terms select now.',
  'status.amis[]': 'One image.',
  'status.amis[].deprecated': 'EC2 marks the image as deprecated.',
  'status.amis[].id': 'ID of the image.',
  'status.amis[].name': 'Name of the image.',
  'status.amis[].requirements': 'Which instance types start from it, by architecture and accelerators.',
  'status.amis[].requirements[]': 'One condition on a label of the instance type.',
  'status.amis[].requirements[].key': 'The label.',
  'status.amis[].requirements[].operator': 'How the label is compared.',
  'status.amis[].requirements[].values': 'Values it is compared with.',
  'status.amis[].requirements[].values[]': 'One value.',
  'status.capacityReservations': 'Reservations that the terms select now.',
  'status.capacityReservations[]': 'One reservation.',
  'status.capacityReservations[].availabilityZone': 'Zone of the reserved capacity.',
  'status.capacityReservations[].endTime': 'When the reservation ends; none: when it is cancelled.',
  'status.capacityReservations[].id': 'ID of the reservation.',
  'status.capacityReservations[].instanceMatchCriteria': '`open` or `targeted`.',
  'status.capacityReservations[].instanceType': 'Instance type that is reserved.',
  'status.capacityReservations[].interruptible': 'Whether the capacity can be taken back.',
  'status.capacityReservations[].ownerID': 'Account that owns the reservation.',
  'status.capacityReservations[].reservationType':
    '`default` for an ODCR, `capacity-block` for a capacity block.',
  'status.capacityReservations[].state': '`active`, or `expiring` shortly before a capacity block ends.',
  'status.instanceProfile': 'Instance profile that nodes are launched with.',
  'status.securityGroups': 'Security groups that the terms select now.',
  'status.securityGroups[]': 'One security group.',
  'status.securityGroups[].id': 'ID of the group.',
  'status.securityGroups[].name': 'Name of the group.',
  'status.subnets': 'Subnets that the terms select now.',
  'status.subnets[]': 'One subnet.',
  'status.subnets[].id': 'ID of the subnet.',
  'status.subnets[].zone': 'Zone of the subnet.',
  'status.subnets[].zoneID': 'Zone ID: the same place under the same ID in every account.',
};

export const EC2_NODE_CLASS: FieldDocs = {
  ...AMI,
  ...DISKS,
  ...RESERVATIONS,
  ...NETWORK,
  ...KUBELET,
  ...INSTANCE,
  ...STATUS,
};
