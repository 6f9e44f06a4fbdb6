/** Whether instances of a type can be launched with a node class at all; if not, the type has no offering.
 *  Differs from upstream: the strategy of a placement group is known to AWS only, so it refuses no type here.
 *  @source aws/karpenter-provider-aws pkg/providers/instancetype/compatibility/compatibility.go@v1.14.1 */
import type { EC2NodeClass, NetworkInterface } from '../model/nodeClass';
import type { TypeFacts } from './typeFacts';

export function isCompatible(facts: TypeFacts, nodeClass: EC2NodeClass): boolean {
  if (nodeClass.amiFamily === 'AL2023' && facts.name.startsWith('a1.')) return false;
  if (nodeClass.hasConnectionTracking && facts.hypervisor !== 'nitro') return false;
  if (nodeClass.needsNestedVirtualization && !facts.hasNestedVirtualization) return false;
  return nodeClass.networkInterfaces === undefined || takesInterfaces(facts, nodeClass.networkInterfaces);
}

/** Each interface needs a card, and a slot on it; EFA-only ones need EFA. Even an empty list needs ENA. */
function takesInterfaces(facts: TypeFacts, interfaces: readonly NetworkInterface[]): boolean {
  if (!facts.hasEnaSupport || facts.networkCards.length === 0) return false;
  const hasSlot = ({ networkCardIndex, deviceIndex }: NetworkInterface): boolean =>
    (facts.networkCards[networkCardIndex] ?? 0) > deviceIndex;
  const efaOnlyCount = interfaces.filter(({ interfaceType }) => interfaceType === 'efa-only').length;
  return interfaces.every(hasSlot) && efaOnlyCount <= (facts.efaCount ?? 0);
}
