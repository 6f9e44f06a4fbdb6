/** What the AMI family of a node class changes about its instance types.
 *  @source aws/karpenter-provider-aws pkg/providers/amifamily/*.go FeatureFlags, DefaultBlockDeviceMappings@v1.14.1 */
import type { AmiFamily } from '../model/nodeClass';

export interface FamilyTraits {
  readonly os: 'linux' | 'windows';
  readonly windowsBuild: string | undefined;
  /** Kube-reserved memory follows the interface limit even where `maxPods` sets another number of pods. */
  readonly reservesMemoryByEniLimit: boolean;
  readonly honoursPodsPerCore: boolean;
  /** Pods are limited by the addresses of the network interfaces; otherwise 110. */
  readonly limitsPodsByEni: boolean;
  /** The device whose size is the nodes' ephemeral storage; undefined when only the AMI knows. */
  readonly ephemeralDevice: string | undefined;
  readonly defaultVolumeBytes: number;
}

const GIB = 2 ** 30;

const AMAZON_LINUX: FamilyTraits = {
  os: 'linux',
  windowsBuild: undefined,
  reservesMemoryByEniLimit: true,
  honoursPodsPerCore: true,
  limitsPodsByEni: true,
  ephemeralDevice: '/dev/xvda',
  defaultVolumeBytes: 20 * GIB,
};

const windows = (windowsBuild: string): FamilyTraits => ({
  os: 'windows',
  windowsBuild,
  reservesMemoryByEniLimit: false,
  honoursPodsPerCore: true,
  limitsPodsByEni: false,
  ephemeralDevice: '/dev/sda1',
  defaultVolumeBytes: 50 * GIB,
});

export const FAMILY_TRAITS: Readonly<Record<AmiFamily, FamilyTraits>> = {
  AL2: AMAZON_LINUX,
  AL2023: AMAZON_LINUX,
  Bottlerocket: {
    ...AMAZON_LINUX,
    reservesMemoryByEniLimit: false,
    honoursPodsPerCore: false,
    ephemeralDevice: '/dev/xvdb',
  },
  Custom: { ...AMAZON_LINUX, ephemeralDevice: undefined },
  Windows2019: windows('10.0.17763'),
  Windows2022: windows('10.0.20348'),
  Windows2025: windows('10.0.26100'),
};
