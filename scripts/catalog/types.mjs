// The types table of the snapshot: one column per fact, texts pooled; only types that Karpenter would consider
// (hvm, x86_64 or arm64) and that some region offers.

import { readFileSync } from 'node:fs';

// The resolver must see the facts that Karpenter sees: its built-in tables lag behind EC2.
const karpenter = JSON.parse(readFileSync(new URL('karpenterTables.json', import.meta.url), 'utf8'));
const withoutVpcLimits = new Set(karpenter.withoutVpcLimits);
const withoutTrunking = new Set(karpenter.withoutTrunking);
const vpcLimits = (type, files) =>
  withoutVpcLimits.has(type.InstanceType) ? undefined : files.vpcLimits[type.InstanceType];

const KUBE_ARCH = { x86_64: 'amd64', arm64: 'arm64' };
const compareText = (a, b) => (a === b ? 0 : a < b ? -1 : 1);

/** @returns the table, and a map from type name to its row */
export function typesLine(files) {
  const offered = new Set(Object.values(files.offerings).flatMap((region) => region.types));
  const rows = files.types
    .filter((type) => isConsidered(type) && offered.has(type.InstanceType))
    .sort((a, b) => compareText(a.InstanceType, b.InstanceType));
  const table = { names: rows.map((type) => type.InstanceType) };
  for (const [name, read] of Object.entries(COLUMNS)) table[name] = rows.map((type) => read(type, files));
  for (const [name, read] of Object.entries(POOLED)) table[name] = pool(rows.map((type) => read(type)));
  for (const [name, read] of Object.entries(SPARSE)) table[name] = sparse(rows.map((type) => read(type)));
  return { table, indexOf: new Map(table.names.map((name, index) => [name, index])) };
}

const archOf = (type) =>
  type.ProcessorInfo.SupportedArchitectures.map((name) => KUBE_ARCH[name]).find(Boolean);
const isConsidered = (type) =>
  type.SupportedVirtualizationTypes.includes('hvm') &&
  type.ProcessorInfo.SupportedArchitectures.some((name) => name in KUBE_ARCH);

const COLUMNS = {
  vcpuCount: (type) => type.VCpuInfo.DefaultVCpus,
  memoryMib: (type) => type.MemoryInfo.SizeInMiB,
  clockMhz: (type) => Math.round((type.ProcessorInfo.SustainedClockSpeedInGhz ?? 0) * 1000),
  ebsMbps: (type) =>
    type.EbsInfo?.EbsOptimizedSupport === 'default' && type.EbsInfo.EbsOptimizedInfo
      ? type.EbsInfo.EbsOptimizedInfo.MaximumBandwidthInMbps
      : null,
  networkMbps: (type, files) =>
    karpenter.networkMbps[type.InstanceType] ?? files.bandwidth[type.InstanceType] ?? null,
  ipv4PerInterface: (type) => type.NetworkInfo.Ipv4AddressesPerInterface,
  efaCount: (type) => type.NetworkInfo.EfaInfo?.MaximumEfaInterfaces ?? null,
  branchInterfaceCount: (type, files) => {
    const limits = vpcLimits(type, files);
    return limits?.trunking && !withoutTrunking.has(type.InstanceType) ? limits.branchInterfaces : 0;
  },
  vpcIpv4PerInterface: (type, files) => vpcLimits(type, files)?.ipv4PerInterface ?? null,
  flags: (type) => bits(FLAGS.map((test) => test(type))),
};

// The order is the format: server/src/catalog/snapshot.ts names the bits.
const FLAGS = [
  (type) => type.SupportedUsageClasses.includes('on-demand'),
  (type) => type.SupportedUsageClasses.includes('spot'),
  (type) => type.NetworkInfo.EncryptionInTransitSupported === true,
  (type) => type.NetworkInfo.EnaSupport !== 'unsupported',
  (type) => (type.ProcessorInfo.SupportedFeatures ?? []).includes('nested-virtualization'),
  (type) => type.InstanceStorageInfo !== undefined && type.InstanceStorageInfo.NvmeSupport !== 'unsupported',
  (type) => type.BareMetal === true,
  (type) => type.BurstablePerformanceSupported === true,
  (type) => type.CurrentGeneration === true,
];
const bits = (values) => values.reduce((mask, value, bit) => mask | (value ? 1 << bit : 0), 0);

const POOLED = {
  arch: (type) => {
    const arch = archOf(type);
    // Upstream takes the architecture's memory off when the first one named is arm64: keep the two the same.
    if ((type.ProcessorInfo.SupportedArchitectures[0] === 'arm64') !== (arch === 'arm64')) {
      throw new Error(`${type.InstanceType}: arm64 is not the first architecture`);
    }
    return arch;
  },
  hypervisor: (type) => type.Hypervisor ?? '',
  cpuManufacturer: (type) => type.ProcessorInfo.Manufacturer ?? '',
  networkPerformance: (type) => type.NetworkInfo.NetworkPerformance ?? '',
  networkCards: (type) => networkCards(type),
};

/** Interfaces per network card. The card at index i is the i-th, and card 0 is the default one: checked. */
function networkCards(type) {
  const cards = type.NetworkInfo.NetworkCards;
  if (type.NetworkInfo.DefaultNetworkCardIndex !== 0)
    throw new Error(`${type.InstanceType}: default card is not 0`);
  cards.forEach((card, index) => {
    if (card.NetworkCardIndex !== index)
      throw new Error(`${type.InstanceType}: card ${index} is out of place`);
  });
  return cards.map((card) => card.MaximumNetworkInterfaces);
}

const SPARSE = {
  storageGb: (type) => type.InstanceStorageInfo?.TotalSizeInGB,
  gpus: (type) =>
    type.GpuInfo?.Gpus.map((gpu) => [gpu.Name, gpu.Manufacturer, gpu.Count, gpu.MemoryInfo.SizeInMiB]),
  accelerators: (type) =>
    type.InferenceAcceleratorInfo?.Accelerators.map((device) => [
      device.Name,
      device.Manufacturer,
      device.Count,
    ]),
  neuronDevices: (type) =>
    type.NeuronInfo?.NeuronDevices.map((device) => [device.Name, device.Count, device.CoreInfo.Count]),
};

/** Distinct values, most frequent first, and per row the position of its value. */
function pool(values) {
  const counts = new Map();
  for (const value of values) counts.set(JSON.stringify(value), (counts.get(JSON.stringify(value)) ?? 0) + 1);
  const texts = [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([text]) => text);
  return {
    values: texts.map((text) => JSON.parse(text)),
    rows: values.map((value) => texts.indexOf(JSON.stringify(value))),
  };
}

/** Rows that have a value, and their values. */
function sparse(values) {
  const rows = values.flatMap((value, row) => (value === undefined ? [] : [row]));
  return { rows, values: rows.map((row) => values[row]) };
}
