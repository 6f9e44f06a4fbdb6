/** Label keys that Karpenter knows, aliases of them, and domains it keeps for itself.
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
} from '../../model/labels';

const AWS = 'karpenter.k8s.aws';
const AWS_LABELS = (
  'capacity-reservation-id capacity-reservation-type capacity-reservation-interruptible instance-hypervisor ' +
  'instance-encryption-in-transit-supported instance-category instance-capability-flex instance-family instance-generation ' +
  'instance-size instance-local-nvme instance-cpu instance-cpu-manufacturer instance-cpu-sustained-clock-speed-mhz ' +
  'instance-memory instance-ebs-bandwidth instance-network-bandwidth instance-gpu-name instance-gpu-manufacturer ' +
  'instance-gpu-count instance-gpu-memory instance-accelerator-name instance-accelerator-manufacturer ' +
  'instance-accelerator-count instance-tenancy placement-group-id placement-group-partition'
).split(' ');

/** Keys that requirements and labels may use although their domain is Karpenter's. */
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
  ...AWS_LABELS.map((name) => `${AWS}/${name}`),
]);

const RESTRICTED_DOMAINS = ['karpenter.sh', AWS];

/** Values of keys that have only these. */
export const KNOWN_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  [CAPACITY_TYPE, [ON_DEMAND, SPOT, RESERVED]],
  [`${AWS}/instance-tenancy`, ['dedicated', 'default']],
]);

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['failure-domain.beta.kubernetes.io/zone', ZONE],
  ['failure-domain.beta.kubernetes.io/region', REGION],
  ['beta.kubernetes.io/arch', ARCH],
  ['beta.kubernetes.io/os', OS],
  ['beta.kubernetes.io/instance-type', INSTANCE_TYPE],
]);

/** The key that Karpenter reads `key` as. */
export function normalizedLabel(key: string): string {
  return ALIASES.get(key) ?? key;
}

/** Why a label of this key would disturb provisioning; undefined when it does not. */
export function restrictionOf(key: string): string | undefined {
  if (WELL_KNOWN_LABELS.has(key)) return undefined;
  const slash = key.indexOf('/');
  const domain = slash < 0 ? '' : key.slice(0, slash);
  const owner = RESTRICTED_DOMAINS.find(
    (restricted) => domain === restricted || domain.endsWith(`.${restricted}`),
  );
  if (owner !== undefined) return `the domain ${owner} belongs to Karpenter, which has no label of this name`;
  return key === HOSTNAME ? 'Karpenter sets this label itself' : undefined;
}
