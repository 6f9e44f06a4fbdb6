/** How many pods a node takes.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/types.go pods, ENILimitedPods@v1.14.1 */
import type { EC2NodeClass, NetworkInterface } from '../model/nodeClass';
import { FAMILY_TRAITS } from './amiFamily';
import type { TypeFacts } from './typeFacts';

const PODS_WITHOUT_ENI_LIMIT = 110;

/** Pods of a node: `maxPods`, else what the interfaces or the kubelet's default allow; then `podsPerCore`. */
export function podCount(facts: TypeFacts, nodeClass: EC2NodeClass, reservedEniCount: number): number {
  const { maxPods, podsPerCore } = nodeClass.kubelet;
  const traits = FAMILY_TRAITS[nodeClass.amiFamily];
  const unlimited = traits.limitsPodsByEni
    ? eniLimitedPodCount(facts, nodeClass.networkInterfaces, reservedEniCount)
    : PODS_WITHOUT_ENI_LIMIT;
  const count = maxPods ?? unlimited;
  if (podsPerCore === undefined || podsPerCore <= 0 || !traits.honoursPodsPerCore) return count;
  return Math.min(count, podsPerCore * facts.vcpuCount);
}

/** Pods that have an address of their own, and two that use the host's network. Only the default card's interfaces
 *  carry pods, less the reserved ones and those that an EFA-only interface takes. */
export function eniLimitedPodCount(
  facts: TypeFacts,
  networkInterfaces: readonly NetworkInterface[] | undefined,
  reservedEniCount: number,
): number {
  const efaOnlyCount = (networkInterfaces ?? []).filter(isEfaOnlyOnDefaultCard).length;
  const usableCount = (facts.networkCards[0] ?? 0) - reservedEniCount - efaOnlyCount;
  return usableCount <= 0 ? 0 : usableCount * (facts.ipv4PerInterface - 1) + 2;
}

const isEfaOnlyOnDefaultCard = (networkInterface: NetworkInterface): boolean =>
  networkInterface.networkCardIndex === 0 && networkInterface.interfaceType === 'efa-only';
