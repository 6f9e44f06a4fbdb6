/** Node labels that Karpenter and EKS Auto Mode know, in our words. */
import { karpenterLabelFor } from '../../model/autoModeLabels';

const LABEL_DOCS: Readonly<Record<string, string>> = {
  'karpenter.sh/nodepool': 'The NodePool that the node belongs to.',
  'karpenter.sh/capacity-type':
    '`spot`, `on-demand` or `reserved`. With several allowed: reserved first, then spot.',
  'topology.kubernetes.io/zone': 'Availability zone of the node.',
  'topology.kubernetes.io/region': 'AWS region of the node.',
  'topology.k8s.aws/zone-id': 'Zone ID: the same place under the same ID in every account.',
  'node.kubernetes.io/instance-type': 'EC2 instance type.',
  'kubernetes.io/arch': 'Processor architecture: `amd64` or `arm64`. Left open, images must exist for both.',
  'kubernetes.io/os': 'Operating system: `linux` or `windows`.',
  'kubernetes.io/hostname': 'Name of the node. For topology only: Karpenter refuses it in requirements.',
  'node.kubernetes.io/windows-build': 'Build number of Windows.',
  'karpenter.k8s.aws/ec2nodeclass': 'The EC2NodeClass that the node was launched with.',
  'karpenter.k8s.aws/capacity-reservation-id': 'Capacity reservation that the node uses.',
  'karpenter.k8s.aws/capacity-reservation-type':
    '`default` for an ODCR, `capacity-block` for a capacity block.',
  'karpenter.k8s.aws/capacity-reservation-interruptible': 'Whether the reserved capacity can be taken back.',
  'karpenter.k8s.aws/instance-category': 'Letters before the generation: `c`, `m`, `r`, …',
  'karpenter.k8s.aws/instance-family': 'What stands before the dot: `m7g`, `c6i`, …',
  'karpenter.k8s.aws/instance-generation': 'Number of the generation; `Gt "4"` keeps old ones out.',
  'karpenter.k8s.aws/instance-size': 'What stands behind the dot: `large`, `2xlarge`, `metal`, …',
  'karpenter.k8s.aws/instance-cpu': 'Number of vCPUs.',
  'karpenter.k8s.aws/instance-cpu-manufacturer': '`intel`, `amd` or `aws` (Graviton).',
  'karpenter.k8s.aws/instance-cpu-sustained-clock-speed-mhz': 'Sustained clock speed, in MHz.',
  'karpenter.k8s.aws/instance-memory': 'Memory in MiB, as bought; nodes offer less.',
  'karpenter.k8s.aws/instance-ebs-bandwidth': 'Largest EBS bandwidth, in Mbit/s.',
  'karpenter.k8s.aws/instance-network-bandwidth': 'Baseline network bandwidth, in Mbit/s.',
  'karpenter.k8s.aws/instance-hypervisor': '`nitro`, `xen`, or empty for bare metal.',
  'karpenter.k8s.aws/instance-encryption-in-transit-supported':
    'Whether traffic between instances is encrypted.',
  'karpenter.k8s.aws/instance-capability-flex':
    'Whether it is a flex type: cheaper, full CPU only part of the time.',
  'karpenter.k8s.aws/instance-local-nvme': 'Local NVMe storage, in GB; types without have no such label.',
  'karpenter.k8s.aws/instance-gpu-name': 'Model of the GPU.',
  'karpenter.k8s.aws/instance-gpu-manufacturer': 'Manufacturer of the GPU.',
  'karpenter.k8s.aws/instance-gpu-count': 'Number of GPUs.',
  'karpenter.k8s.aws/instance-gpu-memory': 'Memory of a GPU, in MiB.',
  'karpenter.k8s.aws/instance-accelerator-name': 'Model of the accelerator: Inferentia, Trainium, Gaudi.',
  'karpenter.k8s.aws/instance-accelerator-manufacturer': 'Manufacturer of the accelerator.',
  'karpenter.k8s.aws/instance-accelerator-count': 'Number of accelerators.',
  'karpenter.k8s.aws/instance-tenancy':
    '`default` for shared hardware, `dedicated` for hardware of your own.',
  'karpenter.k8s.aws/placement-group-id': 'Placement group of the node.',
  'karpenter.k8s.aws/placement-group-partition': 'Partition of the placement group.',
};

/** Those of EKS Auto Mode that Karpenter has no like of. */
const AUTO_MODE_DOCS: Readonly<Record<string, string>> = {
  'eks.amazonaws.com/compute-type': '`auto` on nodes that EKS Auto Mode launched.',
};

/** What a node label says; undefined for labels that nobody defines. */
export function labelDoc(key: string): string | undefined {
  const known = karpenterLabelFor(key) ?? key;
  if (Object.hasOwn(LABEL_DOCS, known)) return LABEL_DOCS[known];
  return Object.hasOwn(AUTO_MODE_DOCS, known) ? AUTO_MODE_DOCS[known] : undefined;
}

/** Annotations that change what happens, by the objects they are for. */
export const ANNOTATION_DOCS: Readonly<Record<string, string>> = {
  'karpenter.sh/do-not-disrupt':
    '`"true"` keeps Karpenter from disrupting the node by choice; on a pod also a time after its start, such as `"30m"`. Expiration and interruption go on.',
  'autoscaling.keda.sh/paused': '`"true"` pauses scaling at the present number of replicas.',
  'autoscaling.keda.sh/paused-replicas': 'Pauses scaling at this number of replicas.',
  'autoscaling.keda.sh/paused-scale-in': '`"true"` keeps the workload from shrinking; growing goes on.',
  'autoscaling.keda.sh/paused-scale-out': '`"true"` keeps the workload from growing; shrinking goes on.',
  'autoscaling.keda.sh/force-activation':
    '`"true"` treats the object as active, whatever its triggers say, so that it does not go to zero.',
  'scaledobject.keda.sh/transfer-hpa-ownership': '`"true"` lets KEDA take over an HPA that exists.',
  'validations.keda.sh/hpa-ownership':
    '`"false"` switches off the check that no HPA manages the same workload.',
};

export const OPERATOR_DOCS: Readonly<Record<string, string>> = {
  In: 'The label has one of the values.',
  NotIn: 'The label has none of the values, or is missing.',
  Exists: 'The label is there, with any value.',
  DoesNotExist: 'The label is not there.',
  Gt: 'The label is a number above the value.',
  Lt: 'The label is a number below the value.',
  Gte: 'The label is a number not below the value.',
  Lte: 'The label is a number not above the value.',
};
