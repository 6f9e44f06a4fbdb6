/** EC2NodeClasses of karpenter.k8s.aws/v1.
 *  @source aws/karpenter-provider-aws pkg/apis/v1/ec2nodeclass.go AMIFamily@v1.14.1 */
import type {
  AmiFamily,
  BlockDeviceMapping,
  EC2NodeClass,
  KubeletConfiguration,
  NetworkInterface,
} from '../model/nodeClass';
import { parseQuantity, scaledValue } from '../util/quantity';
import { integerAt, isTrueAt, listAt, optionalMappingAt, textAt, textMapAt, valueAt } from './fields';

/** The node class that a plain object spells; undefined when it is no EC2NodeClass or has no name. */
export function decodeEc2NodeClass(value: unknown): EC2NodeClass | undefined {
  const name = textAt(value, 'metadata', 'name');
  if (textAt(value, 'kind') !== 'EC2NodeClass' || !isProviderGroup(value) || name === undefined)
    return undefined;
  const spec = valueAt(value, 'spec');
  const amiAlias = firstAlias(spec);
  return {
    name,
    amiFamily: amiFamily(textAt(spec, 'amiFamily'), amiAlias),
    amiAlias,
    kubelet: decodeKubelet(valueAt(spec, 'kubelet')),
    blockDeviceMappings: listAt(spec, 'blockDeviceMappings').map(decodeMapping),
    usesInstanceStore: textAt(spec, 'instanceStorePolicy') === 'RAID0',
    networkInterfaces: decodeInterfaces(valueAt(spec, 'networkInterfaces')),
    hasConnectionTracking: optionalMappingAt(spec, 'connectionTracking') !== undefined,
    needsNestedVirtualization: textAt(spec, 'cpuOptions', 'nestedVirtualization') === 'enabled',
    hasPlacementGroup: optionalMappingAt(spec, 'placementGroupSelector') !== undefined,
    hasCapacityReservations: listAt(spec, 'capacityReservationSelectorTerms').length > 0,
    hasDetailedMonitoring: isTrueAt(spec, 'detailedMonitoring'),
  };
}

const isProviderGroup = (value: unknown): boolean =>
  textAt(value, 'apiVersion')?.startsWith('karpenter.k8s.aws/') === true;

const FAMILIES: readonly AmiFamily[] = [
  'AL2',
  'AL2023',
  'Bottlerocket',
  'Windows2019',
  'Windows2022',
  'Windows2025',
  'Custom',
];

/** `spec.amiFamily` wins over the alias; upstream falls back to AL2 for a family that it does not know. */
function amiFamily(written: string | undefined, alias: string | undefined): AmiFamily {
  if (written !== undefined) return FAMILIES.find((family) => family === written) ?? 'AL2';
  const prefix = alias?.split('@')[0];
  return FAMILIES.find((family) => family.toLowerCase() === prefix) ?? 'Custom';
}

const firstAlias = (spec: unknown): string | undefined =>
  listAt(spec, 'amiSelectorTerms')
    .map((term) => textAt(term, 'alias'))
    .find((alias) => alias !== undefined && alias !== '');

function decodeKubelet(kubelet: unknown): KubeletConfiguration {
  return {
    maxPods: integerAt(kubelet, 'maxPods'),
    podsPerCore: integerAt(kubelet, 'podsPerCore'),
    kubeReserved: textMapAt(kubelet, 'kubeReserved'),
    systemReserved: textMapAt(kubelet, 'systemReserved'),
    evictionHard: textMapAt(kubelet, 'evictionHard'),
    evictionSoft: textMapAt(kubelet, 'evictionSoft'),
  };
}

function decodeMapping(mapping: unknown): BlockDeviceMapping {
  const ebs = valueAt(mapping, 'ebs');
  return {
    deviceName: textAt(mapping, 'deviceName'),
    rootVolume: isTrueAt(mapping, 'rootVolume'),
    volumeBytes: bytes(valueAt(ebs, 'volumeSize')),
    volumeType: textAt(ebs, 'volumeType'),
    iops: integerAt(ebs, 'iops'),
    throughputMibPerSecond: integerAt(ebs, 'throughput'),
  };
}

const decodeInterfaces = (value: unknown): readonly NetworkInterface[] | undefined =>
  Array.isArray(value) ? value.map(decodeInterface) : undefined;

function decodeInterface(value: unknown): NetworkInterface {
  return {
    networkCardIndex: integerAt(value, 'networkCardIndex') ?? 0,
    deviceIndex: integerAt(value, 'deviceIndex') ?? 0,
    interfaceType: textAt(value, 'interfaceType') ?? '',
  };
}

/** A quantity may be written as a number of bytes. */
function bytes(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const quantity = parseQuantity(String(value));
  return quantity && scaledValue(quantity, 0);
}
