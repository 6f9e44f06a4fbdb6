/** Node classes and type facts for tests: a plain m5.large under a plain class, changed where the test says. */
import type { TypeFacts } from '../../server/src/catalog/typeFacts';
import type { EC2NodeClass, KubeletConfiguration, NetworkInterface } from '../../server/src/model/nodeClass';

const M5_LARGE: TypeFacts = {
  name: 'm5.large',
  vcpuCount: 2,
  memoryMib: 8192,
  arch: 'amd64',
  cpuManufacturer: 'Intel',
  clockMhz: 3100,
  hypervisor: 'nitro',
  capacityTypes: ['on-demand', 'spot'],
  ebsMbps: 4750,
  networkMbps: 750,
  networkPerformance: 'Up to 10 Gigabit',
  hasEncryptionInTransit: false,
  hasEnaSupport: true,
  hasNestedVirtualization: false,
  isBareMetal: false,
  isBurstable: false,
  isCurrentGeneration: false,
  networkCards: [3],
  ipv4PerInterface: 10,
  efaCount: undefined,
  branchInterfaceCount: 9,
  vpcIpv4PerInterface: 10,
  storageGb: undefined,
  hasNvmeStorage: false,
  gpus: [],
  accelerators: [],
  neuronDevices: [],
};

export const typeFacts = (changes: Partial<TypeFacts> = {}): TypeFacts => ({ ...M5_LARGE, ...changes });

const PLAIN_KUBELET: KubeletConfiguration = {
  maxPods: undefined,
  podsPerCore: undefined,
  kubeReserved: {},
  systemReserved: {},
  evictionHard: {},
  evictionSoft: {},
};

export const kubelet = (changes: Partial<KubeletConfiguration> = {}): KubeletConfiguration => ({
  ...PLAIN_KUBELET,
  ...changes,
});

export const nodeClass = (changes: Partial<EC2NodeClass> = {}): EC2NodeClass => ({
  name: 'default',
  amiFamily: 'AL2023',
  amiAlias: 'al2023@latest',
  kubelet: PLAIN_KUBELET,
  blockDeviceMappings: [],
  usesInstanceStore: false,
  networkInterfaces: undefined,
  hasConnectionTracking: false,
  needsNestedVirtualization: false,
  hasPlacementGroup: false,
  hasCapacityReservations: false,
  hasDetailedMonitoring: false,
  ...changes,
});

export const volume = (deviceName: string, volumeBytes: number | undefined, rootVolume = false) => ({
  deviceName,
  rootVolume,
  volumeBytes,
  volumeType: undefined,
  iops: undefined,
  throughputMibPerSecond: undefined,
});

export const efaOnly = (networkCardIndex: number, deviceIndex: number): NetworkInterface => ({
  networkCardIndex,
  deviceIndex,
  interfaceType: 'efa-only',
});

export const primaryInterface: NetworkInterface = {
  networkCardIndex: 0,
  deviceIndex: 0,
  interfaceType: 'interface',
};
