/** Label keys and resource names of Karpenter's AWS provider.
 *  @source aws/karpenter-provider-aws pkg/apis/v1/labels.go@v1.14.1 */

const GROUP = 'karpenter.k8s.aws';

export const INSTANCE_HYPERVISOR = `${GROUP}/instance-hypervisor`;
export const INSTANCE_ENCRYPTION_IN_TRANSIT = `${GROUP}/instance-encryption-in-transit-supported`;
export const INSTANCE_CATEGORY = `${GROUP}/instance-category`;
export const INSTANCE_CAPABILITY_FLEX = `${GROUP}/instance-capability-flex`;
export const INSTANCE_FAMILY = `${GROUP}/instance-family`;
export const INSTANCE_GENERATION = `${GROUP}/instance-generation`;
export const INSTANCE_LOCAL_NVME = `${GROUP}/instance-local-nvme`;
export const INSTANCE_SIZE = `${GROUP}/instance-size`;
export const INSTANCE_CPU = `${GROUP}/instance-cpu`;
export const INSTANCE_CPU_MANUFACTURER = `${GROUP}/instance-cpu-manufacturer`;
export const INSTANCE_CPU_CLOCK_MHZ = `${GROUP}/instance-cpu-sustained-clock-speed-mhz`;
export const INSTANCE_MEMORY = `${GROUP}/instance-memory`;
export const INSTANCE_EBS_BANDWIDTH = `${GROUP}/instance-ebs-bandwidth`;
export const INSTANCE_NETWORK_BANDWIDTH = `${GROUP}/instance-network-bandwidth`;
export const INSTANCE_GPU_NAME = `${GROUP}/instance-gpu-name`;
export const INSTANCE_GPU_MANUFACTURER = `${GROUP}/instance-gpu-manufacturer`;
export const INSTANCE_GPU_COUNT = `${GROUP}/instance-gpu-count`;
export const INSTANCE_GPU_MEMORY = `${GROUP}/instance-gpu-memory`;
export const INSTANCE_ACCELERATOR_NAME = `${GROUP}/instance-accelerator-name`;
export const INSTANCE_ACCELERATOR_MANUFACTURER = `${GROUP}/instance-accelerator-manufacturer`;
export const INSTANCE_ACCELERATOR_COUNT = `${GROUP}/instance-accelerator-count`;
export const INSTANCE_TENANCY = `${GROUP}/instance-tenancy`;
export const CAPACITY_RESERVATION_ID = `${GROUP}/capacity-reservation-id`;
export const CAPACITY_RESERVATION_TYPE = `${GROUP}/capacity-reservation-type`;
export const CAPACITY_RESERVATION_INTERRUPTIBLE = `${GROUP}/capacity-reservation-interruptible`;
/** What only a node in reserved capacity has. */
export const CAPACITY_RESERVATION_LABELS: readonly string[] = [
  CAPACITY_RESERVATION_ID,
  CAPACITY_RESERVATION_TYPE,
  CAPACITY_RESERVATION_INTERRUPTIBLE,
];
export const WINDOWS_BUILD = 'node.kubernetes.io/windows-build';

export const NVIDIA_GPU = 'nvidia.com/gpu';
export const AMD_GPU = 'amd.com/gpu';
export const HABANA_GAUDI = 'habana.ai/gaudi';
export const NEURON = 'aws.amazon.com/neuron';
export const NEURON_CORE = 'aws.amazon.com/neuroncore';
export const POD_ENI = 'vpc.amazonaws.com/pod-eni';
export const PRIVATE_IPV4_ADDRESS = 'vpc.amazonaws.com/PrivateIPv4Address';
export const EFA = 'vpc.amazonaws.com/efa';
