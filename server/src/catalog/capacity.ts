/** What a node of a type offers before anything is reserved.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/types.go computeCapacity@v1.14.1 */
import * as aws from '../model/awsLabels';
import type { BlockDeviceMapping, EC2NodeClass } from '../model/nodeClass';
import type { Resources } from '../model/resources';
import { FAMILY_TRAITS } from './amiFamily';
import { podCount } from './podDensity';
import type { TypeFacts } from './typeFacts';

const MIB = 2 ** 20;
const GB = 1e9;
/** Graviton keeps this much for its contiguous memory allocator. */
const ARM64_RESERVED_MIB = 64;

/** Settings of the Karpenter controller that capacity depends on. */
export interface CapacitySettings {
  readonly vmMemoryOverheadPercent: number;
  readonly reservedEniCount: number;
}

/** Resources of a node, zero ones left out. */
export function capacityOf(facts: TypeFacts, nodeClass: EC2NodeClass, settings: CapacitySettings): Resources {
  const capacity: Record<string, number> = {
    cpu: facts.vcpuCount * 1000,
    memory: memoryBytes(facts, settings.vmMemoryOverheadPercent),
    'ephemeral-storage': ephemeralStorageBytes(facts, nodeClass),
  };
  setUnlessZero(capacity, 'pods', podCount(facts, nodeClass, settings.reservedEniCount));
  setUnlessZero(capacity, aws.POD_ENI, facts.branchInterfaceCount);
  if (facts.gpus.length > 0) setGpus(capacity, facts);
  if (facts.neuronDevices.length > 0) setNeuronDevices(capacity, facts);
  setUnlessZero(capacity, aws.EFA, efaCount(facts, nodeClass));
  setUnlessZero(capacity, aws.PRIVATE_IPV4_ADDRESS, privateIpv4AddressCount(facts, nodeClass));
  return capacity;
}

function setUnlessZero(resources: Record<string, number>, name: string, amount: number): void {
  if (amount !== 0) resources[name] = amount;
}

function setGpus(resources: Record<string, number>, facts: TypeFacts): void {
  setUnlessZero(resources, aws.NVIDIA_GPU, gpuCount(facts, 'NVIDIA'));
  setUnlessZero(resources, aws.AMD_GPU, gpuCount(facts, 'AMD'));
  setUnlessZero(resources, aws.HABANA_GAUDI, gpuCount(facts, 'Habana'));
}

function setNeuronDevices(resources: Record<string, number>, facts: TypeFacts): void {
  setUnlessZero(resources, aws.NEURON, sum(facts.neuronDevices.map((device) => device.count)));
  setUnlessZero(resources, aws.NEURON_CORE, neuronCoreCount(facts));
}

const gpuCount = (facts: TypeFacts, manufacturer: string): number =>
  sum(facts.gpus.filter((gpu) => gpu.manufacturer === manufacturer).map((gpu) => gpu.count));

/** Upstream counts the cores of the first kind of device only. */
function neuronCoreCount(facts: TypeFacts): number {
  const [device] = facts.neuronDevices;
  return device ? device.count * device.coresPerDevice : 0;
}

/** Memory as Karpenter sees it: what was bought less the hypervisor's estimated share, in whole MiB. */
export function memoryBytes(facts: TypeFacts, vmMemoryOverheadPercent: number): number {
  const boughtBytes = (facts.memoryMib - (facts.arch === 'arm64' ? ARM64_RESERVED_MIB : 0)) * MIB;
  const overheadMib = Math.ceil((boughtBytes * vmMemoryOverheadPercent) / 1024 / 1024);
  return boughtBytes - overheadMib * MIB;
}

/** The local disks when the class makes them the nodes' storage, else the volume that the pods' data lives on. */
export function ephemeralStorageBytes(facts: TypeFacts, nodeClass: EC2NodeClass): number {
  if (nodeClass.usesInstanceStore && facts.storageGb !== undefined) return facts.storageGb * GB;
  const traits = FAMILY_TRAITS[nodeClass.amiFamily];
  return mappedVolumeBytes(nodeClass, traits.ephemeralDevice) ?? traits.defaultVolumeBytes;
}

/** Of the volume marked as root, else of the family's device; a custom AMI is taken to use the last one. */
function mappedVolumeBytes(nodeClass: EC2NodeClass, device: string | undefined): number | undefined {
  const mappings = nodeClass.blockDeviceMappings;
  const rootBytes = mappings.find((mapping) => mapping.rootVolume)?.volumeBytes;
  if (rootBytes !== undefined) return rootBytes;
  const isFamilyDevice = (mapping: BlockDeviceMapping): boolean => mapping.deviceName === device;
  return (device === undefined ? mappings.at(-1) : mappings.find(isFamilyDevice))?.volumeBytes;
}

/** The interfaces of the class, when it names any, replace what the type could have. */
function efaCount(facts: TypeFacts, nodeClass: EC2NodeClass): number {
  if (!nodeClass.networkInterfaces) return facts.efaCount ?? 0;
  return nodeClass.networkInterfaces.filter(({ interfaceType }) => interfaceType === 'efa-only').length;
}

/** Windows pods take addresses of the primary interface, handed out by the VPC resource controller. */
function privateIpv4AddressCount(facts: TypeFacts, nodeClass: EC2NodeClass): number {
  if (FAMILY_TRAITS[nodeClass.amiFamily].os !== 'windows' || facts.arch !== 'amd64') return 0;
  return facts.vpcIpv4PerInterface === undefined ? 0 : facts.vpcIpv4PerInterface - 1;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
