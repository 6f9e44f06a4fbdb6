/** The EBS volumes of a node, and what they cost. Volumes that pods claim are not the node's, and not in here.
 *  @source aws/karpenter-provider-aws pkg/providers/amifamily/*.go DefaultBlockDeviceMappings, resolver.go DefaultEBS@v1.14.1
 *  @source aws/karpenter-provider-aws pkg/providers/launchtemplate/launchtemplate.go volumeSize@v1.14.1 */
import type { AmiFamily, BlockDeviceMapping, EC2NodeClass } from '../model/nodeClass';
import type { VolumePriceOptions } from '../model/costOptions';
import { EBS_HOURS_PER_MONTH, GP3_FREE } from './published';

export interface NodeVolume {
  readonly deviceName: string;
  /** undefined: the AMI or a snapshot decides. */
  readonly volumeType: string | undefined;
  /** Whole GiB, which EBS bills as GB. */
  readonly sizeGib: number | undefined;
  readonly iops: number | undefined;
  readonly throughputMibPerSecond: number | undefined;
}

const GIB = 2 ** 30;

/** What each family's AMI boots from; Bottlerocket keeps the pods' data on a second volume. */
const DEFAULT_SIZES_GIB: Readonly<Record<AmiFamily, Readonly<Record<string, number>>>> = {
  AL2: { '/dev/xvda': 20 },
  AL2023: { '/dev/xvda': 20 },
  Bottlerocket: { '/dev/xvda': 4, '/dev/xvdb': 20 },
  Custom: {},
  Windows2019: { '/dev/sda1': 50 },
  Windows2022: { '/dev/sda1': 50 },
  Windows2025: { '/dev/sda1': 50 },
};

/** The volumes that a node of the class starts with, in the order of the class, those of the AMI last. A class that names
 *  some replaces the family's defaults: a device of the AMI that it leaves out is as large as the AMI says. */
export function nodeVolumes({ amiFamily, blockDeviceMappings }: EC2NodeClass): readonly NodeVolume[] {
  const defaults = Object.entries(DEFAULT_SIZES_GIB[amiFamily]);
  if (blockDeviceMappings.length === 0)
    return amiFamily === 'Custom'
      ? [ofAmi(OF_CUSTOM_AMI)]
      : defaults.map(([name, size]) => defaultVolume(name, size));
  const named = blockDeviceMappings.map(volumeOf);
  const left = defaults.filter(([name]) => !named.some(({ deviceName }) => deviceName === name));
  return [...named, ...left.map(([name]) => ofAmi(name))];
}

const defaultVolume = (deviceName: string, sizeGib: number): NodeVolume => ({
  deviceName,
  volumeType: 'gp3',
  sizeGib,
  iops: undefined,
  throughputMibPerSecond: undefined,
});

const ofAmi = (deviceName: string): NodeVolume => ({
  deviceName,
  volumeType: undefined,
  sizeGib: undefined,
  iops: undefined,
  throughputMibPerSecond: undefined,
});

function volumeOf({ deviceName, volumeBytes, volumeType, iops, throughputMibPerSecond }: BlockDeviceMapping) {
  return {
    deviceName: deviceName ?? '',
    volumeType,
    sizeGib: volumeBytes === undefined ? undefined : Math.ceil(volumeBytes / GIB),
    iops,
    throughputMibPerSecond,
  };
}

export type VolumeCharge =
  | { readonly usdPerHour: number }
  /** One sentence. */
  | { readonly missing: string };

export function volumeCharge(
  volume: NodeVolume,
  prices: Readonly<Record<string, VolumePriceOptions>>,
): VolumeCharge {
  const { deviceName, volumeType, sizeGib } = volume;
  if (sizeGib === undefined || volumeType === undefined) return { missing: missingOf(deviceName) };
  const price = Object.hasOwn(prices, volumeType) ? prices[volumeType] : undefined;
  if (price?.usdPerGbMonth === undefined) return { missing: priceMissing(volumeType, 'usdPerGbMonth') };
  const extra = extraCharge(volume, volumeType, price);
  if (typeof extra === 'string') return { missing: priceMissing(volumeType, extra) };
  return { usdPerHour: (sizeGib * price.usdPerGbMonth + extra) / EBS_HOURS_PER_MONTH };
}

/** Stands for all volumes of an AMI that is not looked into. */
const OF_CUSTOM_AMI = 'the AMI';

const missingOf = (deviceName: string): string =>
  deviceName === OF_CUSTOM_AMI
    ? 'The volumes of a custom AMI: the EC2NodeClass has no blockDeviceMappings.'
    : `The volume ${deviceName}: its size or type is not in the EC2NodeClass.`;

const PRICED: Readonly<Record<keyof VolumePriceOptions, string>> = {
  usdPerGbMonth: '',
  usdPerIopsMonth: ' IOPS',
  usdPerThroughputMonth: ' throughput',
};

const priceMissing = (volumeType: string, name: keyof VolumePriceOptions): string =>
  `The price of ${volumeType}${PRICED[name]}: set dryfit.cost.volumePrices.${volumeType}.${name}.`;

/** Dollars a month for IOPS and throughput; the name of the price that is missing. */
function extraCharge(
  { iops = 0, throughputMibPerSecond = 0 }: NodeVolume,
  volumeType: string,
  { usdPerIopsMonth, usdPerThroughputMonth }: VolumePriceOptions,
): number | 'usdPerIopsMonth' | 'usdPerThroughputMonth' {
  const free = volumeType === 'gp3' ? GP3_FREE : NOTHING_FREE;
  const paidIops = Math.max(0, iops - free.iops);
  const paidThroughput = Math.max(0, throughputMibPerSecond - free.throughputMibPerSecond);
  if (paidIops > 0 && usdPerIopsMonth === undefined) return 'usdPerIopsMonth';
  if (paidThroughput > 0 && usdPerThroughputMonth === undefined) return 'usdPerThroughputMonth';
  return paidIops * (usdPerIopsMonth ?? 0) + paidThroughput * (usdPerThroughputMonth ?? 0);
}

const NOTHING_FREE = { iops: 0, throughputMibPerSecond: 0 } as const;
