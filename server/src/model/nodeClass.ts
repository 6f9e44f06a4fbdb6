/** EC2NodeClasses as decoded from manifests: what instance types, drift and cost depend on.
 *  @source aws/karpenter-provider-aws pkg/apis/v1/ec2nodeclass.go@v1.14.1 */

/** A family that is none of upstream's behaves as AL2 there; validation refuses it before. */
export type AmiFamily =
  'AL2' | 'AL2023' | 'Bottlerocket' | 'Custom' | 'Windows2019' | 'Windows2022' | 'Windows2025';

export interface KubeletConfiguration {
  readonly maxPods: number | undefined;
  readonly podsPerCore: number | undefined;
  /** Quantities as written, per resource name. */
  readonly kubeReserved: Readonly<Record<string, string>>;
  readonly systemReserved: Readonly<Record<string, string>>;
  /** Quantities or percentages as written, per eviction signal. */
  readonly evictionHard: Readonly<Record<string, string>>;
  readonly evictionSoft: Readonly<Record<string, string>>;
}

export interface BlockDeviceMapping {
  readonly deviceName: string | undefined;
  readonly rootVolume: boolean;
  readonly volumeBytes: number | undefined;
  readonly volumeType: string | undefined;
  readonly iops: number | undefined;
  readonly throughputMibPerSecond: number | undefined;
}

export interface NetworkInterface {
  readonly networkCardIndex: number;
  readonly deviceIndex: number;
  /** `interface` or `efa-only`. */
  readonly interfaceType: string;
}

export interface EC2NodeClass {
  readonly name: string;
  /** `spec.amiFamily`, else the family of the alias, else Custom. */
  readonly amiFamily: AmiFamily;
  /** The first alias of `spec.amiSelectorTerms`, as written. */
  readonly amiAlias: string | undefined;
  readonly kubelet: KubeletConfiguration;
  readonly blockDeviceMappings: readonly BlockDeviceMapping[];
  /** Local disks become the nodes' ephemeral storage. */
  readonly usesInstanceStore: boolean;
  /** undefined when absent, which is not the same as an empty list. */
  readonly networkInterfaces: readonly NetworkInterface[] | undefined;
  readonly hasConnectionTracking: boolean;
  readonly needsNestedVirtualization: boolean;
  readonly hasPlacementGroup: boolean;
  readonly hasCapacityReservations: boolean;
  readonly hasDetailedMonitoring: boolean;
}
