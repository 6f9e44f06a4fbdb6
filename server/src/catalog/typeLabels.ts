/** The requirements of an instance type, as label values.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/types.go computeRequirements@v1.14.1 */
import * as aws from '../model/awsLabels';
import { ARCH, CAPACITY_TYPE, INSTANCE_TYPE, OS, REGION, ZONE, ZONE_ID } from '../model/labels';
import type { FamilyTraits } from './amiFamily';
import type { TypeFacts } from './typeFacts';

/** An empty list: the label does not exist on nodes of the type. */
export type Labels = Readonly<Record<string, readonly string[]>>;

export interface Placement {
  readonly region: string;
  /** Zones where the type is offered and the node class has a subnet, sorted. */
  readonly zones: readonly string[];
}

const NONE: readonly string[] = [];
const TENANCIES: readonly string[] = ['dedicated', 'default'];
const CATEGORY_AND_GENERATION = /(^[a-z]+)(-[0-9]+tb)?([0-9]+).*\./;

export function labelsOf(facts: TypeFacts, traits: FamilyTraits, { region, zones }: Placement): Labels {
  return {
    [INSTANCE_TYPE]: [facts.name],
    [ARCH]: [facts.arch],
    // Windows runs on amd64 only: there, the label does not exist on arm64.
    [OS]: traits.os === 'windows' && facts.arch !== 'amd64' ? NONE : [traits.os],
    [ZONE]: zones,
    ...(zones.length > 0 && { [ZONE_ID]: zones.map(zoneId) }),
    [REGION]: [region],
    [aws.WINDOWS_BUILD]: optional(traits.windowsBuild),
    [CAPACITY_TYPE]: facts.capacityTypes,
    [aws.INSTANCE_TENANCY]: TENANCIES,
    [aws.CAPACITY_RESERVATION_ID]: NONE,
    [aws.CAPACITY_RESERVATION_TYPE]: NONE,
    [aws.CAPACITY_RESERVATION_INTERRUPTIBLE]: NONE,
    ...nameLabels(facts.name),
    ...sizeLabels(facts),
    ...gpuLabels(facts),
    ...acceleratorLabels(facts),
  };
}

/** Zone ids differ between accounts, so the mapping is made up: `<zone>-id`. */
const zoneId = (zone: string): string => `${zone}-id`;

function nameLabels(name: string): Labels {
  const match = CATEGORY_AND_GENERATION.exec(name);
  const [family = '', size, ...more] = name.split('.');
  const isPlain = size !== undefined && more.length === 0;
  return {
    [aws.INSTANCE_CATEGORY]: optional(match?.[1]),
    [aws.INSTANCE_GENERATION]: optional(match?.[3]),
    [aws.INSTANCE_FAMILY]: isPlain ? [family] : NONE,
    [aws.INSTANCE_SIZE]: isPlain ? [size] : NONE,
    [aws.INSTANCE_CAPABILITY_FLEX]: [String(family.includes('-flex'))],
  };
}

function sizeLabels(facts: TypeFacts): Labels {
  return {
    [aws.INSTANCE_CPU]: [String(facts.vcpuCount)],
    [aws.INSTANCE_MEMORY]: [String(facts.memoryMib)],
    [aws.INSTANCE_CPU_MANUFACTURER]: [kebab(facts.cpuManufacturer)],
    [aws.INSTANCE_CPU_CLOCK_MHZ]: [String(facts.clockMhz)],
    [aws.INSTANCE_EBS_BANDWIDTH]: optional(facts.ebsMbps),
    [aws.INSTANCE_NETWORK_BANDWIDTH]: optional(facts.networkMbps),
    [aws.INSTANCE_HYPERVISOR]: [facts.hypervisor],
    [aws.INSTANCE_ENCRYPTION_IN_TRANSIT]: [String(facts.hasEncryptionInTransit)],
    [aws.INSTANCE_LOCAL_NVME]: facts.hasNvmeStorage ? optional(facts.storageGb) : NONE,
  };
}

/** Types with several kinds of GPU have none of these labels. */
function gpuLabels({ gpus }: TypeFacts): Labels {
  const gpu = gpus.length === 1 ? gpus[0] : undefined;
  return {
    [aws.INSTANCE_GPU_NAME]: optional(gpu && kebab(gpu.name)),
    [aws.INSTANCE_GPU_MANUFACTURER]: optional(gpu && kebab(gpu.manufacturer)),
    [aws.INSTANCE_GPU_COUNT]: optional(gpu?.count),
    [aws.INSTANCE_GPU_MEMORY]: optional(gpu?.memoryMib),
  };
}

/** EC2 lists Inferentia both as accelerator and as Neuron device: the latter wins. */
function acceleratorLabels({ accelerators, neuronDevices }: TypeFacts): Labels {
  const neuron = neuronDevices.length === 1 ? neuronDevices[0] : undefined;
  const other = accelerators.length === 1 && neuronDevices.length === 0 ? accelerators[0] : undefined;
  const device = neuron ? { ...neuron, manufacturer: 'aws' } : other;
  return {
    [aws.INSTANCE_ACCELERATOR_NAME]: optional(device && kebab(device.name)),
    [aws.INSTANCE_ACCELERATOR_MANUFACTURER]: optional(device && kebab(device.manufacturer)),
    [aws.INSTANCE_ACCELERATOR_COUNT]: optional(device?.count),
  };
}

const optional = (value: string | number | undefined): readonly string[] =>
  value === undefined ? NONE : [String(value)];

const kebab = (text: string): string => text.replaceAll(' ', '-').toLowerCase();
