/** What EC2 says about an instance type, whatever the region and the node class. */
import {
  Flag,
  type AcceleratorTuple,
  type GpuTuple,
  type NeuronTuple,
  type Pooled,
  type Sparse,
  type TypesTable,
} from './snapshot';

export interface Gpu {
  readonly name: string;
  readonly manufacturer: string;
  /** 0 for a fraction of one. */
  readonly count: number;
  readonly memoryMib: number;
}

export interface Accelerator {
  readonly name: string;
  readonly manufacturer: string;
  readonly count: number;
}

export interface NeuronDevice {
  readonly name: string;
  readonly count: number;
  readonly coresPerDevice: number;
}

/** Facts of one type. `undefined` and empty lists: it has none of it, or EC2 does not say. */
export interface TypeFacts {
  readonly name: string;
  readonly vcpuCount: number;
  /** As bought; Karpenter sees less, see `memoryBytes` of capacity.ts. */
  readonly memoryMib: number;
  readonly arch: 'amd64' | 'arm64';
  readonly cpuManufacturer: string;
  /** 0 when unknown. */
  readonly clockMhz: number;
  /** Empty for bare metal. */
  readonly hypervisor: string;
  /** Usage classes that Karpenter knows, sorted. */
  readonly capacityTypes: readonly ('on-demand' | 'spot')[];
  /** Maximum EBS bandwidth, when EBS optimisation is the default. */
  readonly ebsMbps: number | undefined;
  /** Baseline network bandwidth. */
  readonly networkMbps: number | undefined;
  /** EC2's words, e.g. "Up to 10 Gigabit". */
  readonly networkPerformance: string;
  readonly hasEncryptionInTransit: boolean;
  readonly hasEnaSupport: boolean;
  readonly hasNestedVirtualization: boolean;
  readonly isBareMetal: boolean;
  readonly isBurstable: boolean;
  readonly isCurrentGeneration: boolean;
  /** Network interfaces per network card; the first card is the default one. */
  readonly networkCards: readonly number[];
  readonly ipv4PerInterface: number;
  readonly efaCount: number | undefined;
  /** Branch interfaces for security groups per pod; 0 without trunking. */
  readonly branchInterfaceCount: number;
  /** IPv4 addresses per interface in the table of the VPC resource controller. */
  readonly vpcIpv4PerInterface: number | undefined;
  /** Total of the local disks. */
  readonly storageGb: number | undefined;
  readonly hasNvmeStorage: boolean;
  readonly gpus: readonly Gpu[];
  readonly accelerators: readonly Accelerator[];
  readonly neuronDevices: readonly NeuronDevice[];
}

/** The rows of the types table, in its order. */
export function decodeTypes(table: TypesTable): readonly TypeFacts[] {
  const storageGb = sparse(table.storageGb);
  const devices = {
    gpus: sparse(table.gpus),
    accelerators: sparse(table.accelerators),
    neuronDevices: sparse(table.neuronDevices),
  };
  return table.names.map((name, row) => ({
    name,
    ...sizeFacts(table, row),
    ...networkFacts(table, row),
    ...flagFacts(table.flags[row] ?? 0),
    storageGb: storageGb.get(row),
    gpus: (devices.gpus.get(row) ?? []).map(toGpu),
    accelerators: (devices.accelerators.get(row) ?? []).map(toAccelerator),
    neuronDevices: (devices.neuronDevices.get(row) ?? []).map(toNeuronDevice),
  }));
}

function sizeFacts(table: TypesTable, row: number) {
  return {
    vcpuCount: table.vcpuCount[row] ?? 0,
    memoryMib: table.memoryMib[row] ?? 0,
    arch: pooled(table.arch, row) ?? 'amd64',
    cpuManufacturer: pooled(table.cpuManufacturer, row) ?? '',
    clockMhz: table.clockMhz[row] ?? 0,
    hypervisor: pooled(table.hypervisor, row) ?? '',
  };
}

function networkFacts(table: TypesTable, row: number) {
  return {
    ebsMbps: table.ebsMbps[row] ?? undefined,
    networkMbps: table.networkMbps[row] ?? undefined,
    networkPerformance: pooled(table.networkPerformance, row) ?? '',
    networkCards: pooled(table.networkCards, row) ?? [],
    ipv4PerInterface: table.ipv4PerInterface[row] ?? 0,
    efaCount: table.efaCount[row] ?? undefined,
    branchInterfaceCount: table.branchInterfaceCount[row] ?? 0,
    vpcIpv4PerInterface: table.vpcIpv4PerInterface[row] ?? undefined,
  };
}

const CAPACITY_TYPES: readonly (readonly ('on-demand' | 'spot')[])[] = [
  [],
  ['on-demand'],
  ['spot'],
  ['on-demand', 'spot'],
];

function flagFacts(flags: number) {
  const has = (flag: number): boolean => (flags & flag) !== 0;
  return {
    capacityTypes: CAPACITY_TYPES[flags & (Flag.onDemand | Flag.spot)] ?? [],
    hasEncryptionInTransit: has(Flag.encryptionInTransit),
    hasEnaSupport: has(Flag.enaSupport),
    hasNestedVirtualization: has(Flag.nestedVirtualization),
    hasNvmeStorage: has(Flag.nvmeStorage),
    isBareMetal: has(Flag.bareMetal),
    isBurstable: has(Flag.burstable),
    isCurrentGeneration: has(Flag.currentGeneration),
  };
}

const pooled = <T>(column: Pooled<T>, row: number): T | undefined => column.values[column.rows[row] ?? -1];

const sparse = <T>(column: Sparse<T>): Map<number, T> =>
  new Map(column.values.map((value, index) => [column.rows[index] ?? -1, value]));

const toGpu = ([name, manufacturer, count, memoryMib]: GpuTuple): Gpu => ({
  name,
  manufacturer,
  count,
  memoryMib,
});

const toAccelerator = ([name, manufacturer, count]: AcceleratorTuple): Accelerator => ({
  name,
  manufacturer,
  count,
});

const toNeuronDevice = ([name, count, coresPerDevice]: NeuronTuple): NeuronDevice => ({
  name,
  count,
  coresPerDevice,
});
