/** Facts of an instance type out of EC2's answer to DescribeInstanceTypes. */
import { entriesOf, field, listOf, numberOf, textOf } from '../../util/plainData';
import type { TypeFacts } from '../typeFacts';

const KUBE_ARCH: Readonly<Record<string, 'amd64' | 'arm64'>> = { x86_64: 'amd64', arm64: 'arm64' };

/** What EC2 does not tell and Karpenter has in tables of its own (branch interfaces, baseline bandwidth, addresses of the VPC
 *  resource controller) is absent: for a type newer than Karpenter it is absent there as well.
 *  @param answer  an entry of `InstanceTypes`
 *  @returns undefined for what Karpenter does not consider (neither x86_64 nor arm64, or not hvm), or what lacks name, CPU or
 *    memory
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/instancetype.go UpdateInstanceTypes@v1.14.1 */
export function readInstanceType(answer: unknown): TypeFacts | undefined {
  const name = textOf(field(answer, 'InstanceType'));
  const vcpuCount = numberOf(at(answer, 'VCpuInfo', 'DefaultVCpus'));
  const memoryMib = numberOf(at(answer, 'MemoryInfo', 'SizeInMiB'));
  const arch = listOf(at(answer, 'ProcessorInfo', 'SupportedArchitectures'))
    .map((one) => KUBE_ARCH[textOf(one) ?? ''])
    .find((one) => one !== undefined);
  const isHvm = listOf(field(answer, 'SupportedVirtualizationTypes')).includes('hvm');
  if (name === undefined || vcpuCount === undefined || memoryMib === undefined || !arch || !isHvm)
    return undefined;
  return {
    ...{ name, vcpuCount, memoryMib, arch },
    ...processorFacts(answer),
    ...networkFacts(answer),
    ...purchaseFacts(answer),
    ...deviceFacts(answer),
  };
}

function processorFacts(answer: unknown) {
  const processor = field(answer, 'ProcessorInfo');
  return {
    cpuManufacturer: textOf(field(processor, 'Manufacturer')) ?? '',
    clockMhz: Math.round((numberOf(field(processor, 'SustainedClockSpeedInGhz')) ?? 0) * 1000),
    hypervisor: textOf(field(answer, 'Hypervisor')) ?? '',
    hasNestedVirtualization: listOf(field(processor, 'SupportedFeatures')).includes('nested-virtualization'),
  };
}

function networkFacts(answer: unknown) {
  const network = field(answer, 'NetworkInfo');
  return {
    networkMbps: undefined,
    networkPerformance: textOf(field(network, 'NetworkPerformance')) ?? '',
    networkCards: listOf(field(network, 'NetworkCards')).map(
      (card) => numberOf(field(card, 'MaximumNetworkInterfaces')) ?? 0,
    ),
    ipv4PerInterface: numberOf(field(network, 'Ipv4AddressesPerInterface')) ?? 0,
    efaCount: numberOf(at(network, 'EfaInfo', 'MaximumEfaInterfaces')),
    branchInterfaceCount: 0,
    vpcIpv4PerInterface: undefined,
    hasEncryptionInTransit: field(network, 'EncryptionInTransitSupported') === true,
    hasEnaSupport: field(network, 'EnaSupport') !== 'unsupported',
  };
}

function purchaseFacts(answer: unknown) {
  const usages = listOf(field(answer, 'SupportedUsageClasses'));
  return {
    capacityTypes: (['on-demand', 'spot'] as const).filter((usage) => usages.includes(usage)),
    isBareMetal: field(answer, 'BareMetal') === true,
    isBurstable: field(answer, 'BurstablePerformanceSupported') === true,
    isCurrentGeneration: field(answer, 'CurrentGeneration') === true,
  };
}

function deviceFacts(answer: unknown) {
  const isEbsOptimized = at(answer, 'EbsInfo', 'EbsOptimizedSupport') === 'default';
  const storage = field(answer, 'InstanceStorageInfo');
  return {
    ebsMbps: isEbsOptimized
      ? numberOf(at(answer, 'EbsInfo', 'EbsOptimizedInfo', 'MaximumBandwidthInMbps'))
      : undefined,
    storageGb: numberOf(field(storage, 'TotalSizeInGB')),
    hasNvmeStorage: entriesOf(storage).length > 0 && field(storage, 'NvmeSupport') !== 'unsupported',
    gpus: listOf(at(answer, 'GpuInfo', 'Gpus')).map((gpu) => ({
      ...device(gpu),
      memoryMib: numberOf(at(gpu, 'MemoryInfo', 'SizeInMiB')) ?? 0,
    })),
    accelerators: listOf(at(answer, 'InferenceAcceleratorInfo', 'Accelerators')).map(device),
    neuronDevices: listOf(at(answer, 'NeuronInfo', 'NeuronDevices')).map((neuron) => ({
      name: device(neuron).name,
      count: device(neuron).count,
      coresPerDevice: numberOf(at(neuron, 'CoreInfo', 'Count')) ?? 0,
    })),
  };
}

const device = (value: unknown) => ({
  name: textOf(field(value, 'Name')) ?? '',
  manufacturer: textOf(field(value, 'Manufacturer')) ?? '',
  count: numberOf(field(value, 'Count')) ?? 0,
});

const at = (value: unknown, ...path: readonly string[]): unknown => path.reduce(field, value);
