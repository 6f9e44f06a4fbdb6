/** Labels that Karpenter's AWS provider defines, the domains it keeps to itself, and old spellings it still reads.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/labels.go@v1.14.1
 *  @source aws/karpenter-provider-aws pkg/apis/v1/labels.go@v1.14.1 */
import {
  ARCH,
  CAPACITY_TYPE,
  HOSTNAME,
  INSTANCE_TYPE,
  NODE_POOL,
  ON_DEMAND,
  OS,
  REGION,
  RESERVED,
  SPOT,
  ZONE,
  ZONE_ID,
} from './labels';

const PROVIDER_LABELS = [
  'capacity-reservation-id',
  'capacity-reservation-type',
  'capacity-reservation-interruptible',
  'instance-hypervisor',
  'instance-encryption-in-transit-supported',
  'instance-category',
  'instance-capability-flex',
  'instance-family',
  'instance-generation',
  'instance-size',
  'instance-local-nvme',
  'instance-cpu',
  'instance-cpu-manufacturer',
  'instance-cpu-sustained-clock-speed-mhz',
  'instance-memory',
  'instance-ebs-bandwidth',
  'instance-network-bandwidth',
  'instance-gpu-name',
  'instance-gpu-manufacturer',
  'instance-gpu-count',
  'instance-gpu-memory',
  'instance-accelerator-name',
  'instance-accelerator-manufacturer',
  'instance-accelerator-count',
  'instance-tenancy',
  'placement-group-id',
  'placement-group-partition',
].map((name) => `karpenter.k8s.aws/${name}`);

/** Labels that a pod may ask for without any pool naming them. */
export const WELL_KNOWN_LABELS: ReadonlySet<string> = new Set([
  NODE_POOL,
  ZONE,
  REGION,
  INSTANCE_TYPE,
  ARCH,
  OS,
  CAPACITY_TYPE,
  'node.kubernetes.io/windows-build',
  ZONE_ID,
  ...PROVIDER_LABELS,
]);

/** The only values that the label can have; labels not listed may have any. */
export const WELL_KNOWN_VALUES: Readonly<Record<string, readonly string[]>> = {
  [CAPACITY_TYPE]: [ON_DEMAND, SPOT, RESERVED],
  'karpenter.k8s.aws/instance-tenancy': ['dedicated', 'default'],
};

/** Old or foreign spelling -> the label that Karpenter reads instead. */
export const NORMALIZED_LABELS: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': ZONE,
  'failure-domain.beta.kubernetes.io/region': REGION,
  'beta.kubernetes.io/arch': ARCH,
  'beta.kubernetes.io/os': OS,
  'beta.kubernetes.io/instance-type': INSTANCE_TYPE,
  'topology.ebs.csi.aws.com/zone': ZONE,
};

const RESTRICTED_DOMAINS = ['karpenter.sh', 'karpenter.k8s.aws'];

/** The domain of Karpenter's own that the key lies in, whether or not Karpenter defines the label. */
export function restrictedDomainOf(key: string): string | undefined {
  const slash = key.indexOf('/');
  const domain = slash < 0 ? '' : key.slice(0, slash);
  return RESTRICTED_DOMAINS.find((own) => domain === own || domain.endsWith(`.${own}`));
}

/** Whether Karpenter refuses the label as a requirement: one of its own domains that it does not define, or the host name. */
export const isRestrictedLabel = (key: string): boolean =>
  !WELL_KNOWN_LABELS.has(key) && (key === HOSTNAME || restrictedDomainOf(key) !== undefined);
