/** The requirements of an instance type, as label values.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/types.go computeRequirements@v1.14.1 */
import * as aws from '../model/awsLabels';
import { ARCH, CAPACITY_TYPE, INSTANCE_TYPE, OS, REGION, ZONE, ZONE_ID } from '../model/labels';
import type { FamilyTraits } from './amiFamily';
import type { Gpu, TypeFacts } from './typeFacts';

/** An empty list: the label does not exist on nodes of the type. */
export type Labels = Readonly<Record<string, readonly string[]>>;

/** What labels depend on besides the type. */
export interface Placement {
  readonly region: string;
  /** Zones where the type is offered and the node class has a subnet, sorted. */
  readonly zones: readonly string[];
  /** Their ids. */
  readonly zoneIds: readonly string[];
  readonly family: FamilyTraits;
}

type Read = (facts: TypeFacts, placement: Placement) => readonly string[];

const NONE: readonly string[] = [];
const TENANCIES: readonly string[] = ['dedicated', 'default'];
const none: Read = () => NONE;

const LABELS: readonly (readonly [key: string, read: Read])[] = [
  [INSTANCE_TYPE, ({ name }) => [name]],
  [ARCH, ({ arch }) => [arch]],
  [OS, osOf],
  [ZONE, (_, { zones }) => zones],
  // Differs from upstream: a type without zones has no such requirement there, which matters to nothing that can launch.
  [ZONE_ID, (_, { zoneIds }) => zoneIds],
  [REGION, (_, { region }) => [region]],
  [aws.WINDOWS_BUILD, (_, { family }) => optional(family.windowsBuild)],
  [CAPACITY_TYPE, ({ capacityTypes }) => capacityTypes],
  [aws.CAPACITY_RESERVATION_ID, none],
  [aws.CAPACITY_RESERVATION_TYPE, none],
  [aws.CAPACITY_RESERVATION_INTERRUPTIBLE, none],
  [aws.INSTANCE_TENANCY, () => TENANCIES],
  [aws.INSTANCE_CATEGORY, ({ name }) => optional(CATEGORY_AND_GENERATION.exec(name)?.[1])],
  [aws.INSTANCE_GENERATION, ({ name }) => optional(CATEGORY_AND_GENERATION.exec(name)?.[3])],
  [aws.INSTANCE_FAMILY, ({ name }) => optional(FAMILY_AND_SIZE.exec(name)?.[1])],
  [aws.INSTANCE_SIZE, ({ name }) => optional(FAMILY_AND_SIZE.exec(name)?.[2])],
  [aws.INSTANCE_CAPABILITY_FLEX, ({ name }) => [String(name.split('.')[0]?.includes('-flex'))]],
  [aws.INSTANCE_CPU, ({ vcpuCount }) => [String(vcpuCount)]],
  [aws.INSTANCE_MEMORY, ({ memoryMib }) => [String(memoryMib)]],
  [aws.INSTANCE_CPU_MANUFACTURER, ({ cpuManufacturer }) => [kebab(cpuManufacturer)]],
  [aws.INSTANCE_CPU_CLOCK_MHZ, ({ clockMhz }) => [String(clockMhz)]],
  [aws.INSTANCE_EBS_BANDWIDTH, ({ ebsMbps }) => optional(ebsMbps)],
  [aws.INSTANCE_NETWORK_BANDWIDTH, ({ networkMbps }) => optional(networkMbps)],
  [aws.INSTANCE_HYPERVISOR, ({ hypervisor }) => [hypervisor]],
  [aws.INSTANCE_ENCRYPTION_IN_TRANSIT, ({ hasEncryptionInTransit }) => [String(hasEncryptionInTransit)]],
  [aws.INSTANCE_LOCAL_NVME, ({ hasNvmeStorage, storageGb }) => (hasNvmeStorage ? optional(storageGb) : NONE)],
  [aws.INSTANCE_GPU_NAME, (facts) => optional(kebab(onlyGpu(facts)?.name))],
  [aws.INSTANCE_GPU_MANUFACTURER, (facts) => optional(kebab(onlyGpu(facts)?.manufacturer))],
  [aws.INSTANCE_GPU_COUNT, (facts) => optional(onlyGpu(facts)?.count)],
  [aws.INSTANCE_GPU_MEMORY, (facts) => optional(onlyGpu(facts)?.memoryMib)],
  [aws.INSTANCE_ACCELERATOR_NAME, (facts) => optional(kebab(onlyAccelerator(facts)?.name))],
  [aws.INSTANCE_ACCELERATOR_MANUFACTURER, (facts) => optional(kebab(onlyAccelerator(facts)?.manufacturer))],
  [aws.INSTANCE_ACCELERATOR_COUNT, (facts) => optional(onlyAccelerator(facts)?.count)],
];

/** All labels, none of which exists. What JSON.parse makes and a spread copies is a compact object for V8; thirty keys
 *  added one by one become a hash table, four times slower to make for each of 1,300 types. */
const BLANK = JSON.parse(JSON.stringify(Object.fromEntries(LABELS.map(([key]) => [key, []])))) as Labels;

export function labelsOf(facts: TypeFacts, placement: Placement): Labels {
  const labels: Record<string, readonly string[]> = { ...BLANK };
  for (const [key, read] of LABELS) labels[key] = read(facts, placement);
  return labels;
}

/** The values of one label for one type, for callers that need no others; undefined for a label that types do not have. */
export function labelReader(
  key: string,
): ((facts: TypeFacts, placement: Placement) => readonly string[]) | undefined {
  return LABELS.find(([one]) => one === key)?.[1];
}

const CATEGORY_AND_GENERATION = /(^[a-z]+)(-[0-9]+tb)?([0-9]+).*\./;
const FAMILY_AND_SIZE = /^([^.]*)\.([^.]*)$/;

/** Windows runs on amd64 only: on arm64 types the label does not exist then. */
function osOf({ arch }: TypeFacts, { family }: Placement): readonly string[] {
  return family.os === 'windows' && arch !== 'amd64' ? NONE : [family.os];
}

/** Types with several kinds of GPU have none of these labels. */
const onlyGpu = ({ gpus }: TypeFacts): Gpu | undefined => (gpus.length === 1 ? gpus[0] : undefined);

/** EC2 lists Inferentia both as accelerator and as Neuron device: the latter wins. */
function onlyAccelerator({ accelerators, neuronDevices }: TypeFacts) {
  if (neuronDevices.length === 0) return accelerators.length === 1 ? accelerators[0] : undefined;
  const [device] = neuronDevices;
  return device && neuronDevices.length === 1 ? { ...device, manufacturer: 'aws' } : undefined;
}

const optional = (value: string | number | undefined): readonly string[] =>
  value === undefined ? NONE : [String(value)];

function kebab(text: string): string;
function kebab(text: string | undefined): string | undefined;
function kebab(text: string | undefined): string | undefined {
  return text?.replaceAll(' ', '-').toLowerCase();
}
