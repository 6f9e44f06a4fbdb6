/** Labels of instances that EKS Auto Mode launches: what they measure is what Karpenter's own labels measure.
 *  @source https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html#auto-supported-labels (2026) */

export const AUTO_MODE_GROUP = 'eks.amazonaws.com';
const KARPENTER_GROUP = 'karpenter.k8s.aws';

const SHARED = [
  ...['instance-hypervisor', 'instance-encryption-in-transit-supported', 'instance-category'],
  ...['instance-generation', 'instance-family', 'instance-size', 'instance-cpu', 'instance-cpu-manufacturer'],
  ...['instance-memory', 'instance-ebs-bandwidth', 'instance-network-bandwidth', 'instance-gpu-name'],
  ...['instance-gpu-manufacturer', 'instance-gpu-count', 'instance-gpu-memory', 'instance-local-nvme'],
];

/** The documented ones. Others may exist. */
export const AUTO_MODE_LABELS: readonly string[] = [
  ...SHARED.map((name) => `${AUTO_MODE_GROUP}/${name}`),
  `${AUTO_MODE_GROUP}/compute-type`,
];

/** Karpenter's label for the same fact; undefined for labels that are not Auto Mode's, or its alone. */
export const karpenterLabelFor = (key: string): string | undefined =>
  otherGroup(key, AUTO_MODE_GROUP, KARPENTER_GROUP);

/** Auto Mode's label for the same fact; undefined for labels that are not Karpenter's, or its alone. */
export const autoModeLabelFor = (key: string): string | undefined =>
  otherGroup(key, KARPENTER_GROUP, AUTO_MODE_GROUP);

function otherGroup(key: string, from: string, to: string): string | undefined {
  const name = key.startsWith(`${from}/`) ? key.slice(from.length + 1) : '';
  return SHARED.includes(name) ? `${to}/${name}` : undefined;
}
