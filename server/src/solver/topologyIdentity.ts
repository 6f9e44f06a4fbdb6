/** When Karpenter takes two topology constraints for the same one. It compares hashes that leave things out, and pods
 *  whose constraints hash alike share the counts and everything else of whichever came first: minDomains, the values
 *  (not the labels) that node affinity asks for, the tolerations behind the domains of an affinity term.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topologygroup.go Hash@v1.14.1
 *  @source mitchellh/hashstructure hashstructure.go@v2.0.2 (unexported fields are skipped, slices as sets are XORed) */
import type { Toleration } from '../model/taints';
import { compareText } from '../util/sort';
import type { RequirementSet } from './requirementTable';

export type TopologyType = 'spread' | 'affinity' | 'anti-affinity';

export interface NodeFilterIdentity {
  readonly terms: readonly RequirementSet[];
  readonly taintsPolicy: string;
  readonly affinityPolicy: string;
  readonly tolerations: readonly Toleration[];
}

/** A text that is equal for constraints that upstream takes for the same. */
export function topologyIdentity(
  key: string,
  type: TopologyType,
  audience: { readonly namespaces: readonly string[]; readonly selectorText: string },
  spread: { readonly maxSkew: number; readonly filter: NodeFilterIdentity } | undefined,
): string {
  const filter = spread && filterIdentity(spread.filter);
  return JSON.stringify([key, type, audience.namespaces, audience.selectorText, spread?.maxSkew, filter]);
}

function filterIdentity({ terms, taintsPolicy, affinityPolicy, tolerations }: NodeFilterIdentity): unknown {
  const keys = terms.map(({ byKey }) => JSON.stringify([...byKey.keys()].sort(compareText)));
  return [
    evenlyCancelled(keys),
    taintsPolicy,
    affinityPolicy,
    evenlyCancelled(tolerations.map(tolerationText)),
  ];
}

const tolerationText = ({ key, operator, value, effect, tolerationSeconds }: Toleration): string =>
  JSON.stringify([key ?? '', operator ?? '', value ?? '', effect ?? '', tolerationSeconds ?? 0]);

/** The texts that occur an odd number of times, sorted: what is left of a set that is hashed by XOR. */
export function evenlyCancelled(texts: readonly string[]): readonly string[] {
  const odd = new Set<string>();
  for (const text of texts) if (!odd.delete(text)) odd.add(text);
  return [...odd].sort(compareText);
}
