/** Which nodes a spread constraint counts: by the node affinity and the tolerations of the pod that brought it in.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topologynodefilter.go@v1.14.1 */
import { untolerated, type Taint } from '../model/taints';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { NodeFilterIdentity } from './topologyIdentity';

export class NodeFilter {
  readonly #identity: NodeFilterIdentity;
  readonly #table: RequirementTable;
  readonly #bySet: (boolean | undefined)[] = [];
  readonly #byTaints = new Map<readonly Taint[], boolean>();

  constructor(identity: NodeFilterIdentity, table: RequirementTable) {
    this.#identity = identity;
    this.#table = table;
  }

  matches(taints: readonly Taint[], set: RequirementSet): boolean {
    return (this.#bySet[set.id] ??= this.#meetsSome(set)) && this.#toleratesAll(taints);
  }

  /** Terms are alternatives. A label that the node does not name yet counts as absent here, even a well-known one. */
  #meetsSome(set: RequirementSet): boolean {
    const { affinityPolicy, terms } = this.#identity;
    if (affinityPolicy === 'Ignore' || terms.length === 0) return true;
    return terms.some((term) => this.#table.strictCompatibility(set, term) === 'compatible');
  }

  #toleratesAll(taints: readonly Taint[]): boolean {
    if (this.#identity.taintsPolicy === 'Ignore' || taints.length === 0) return true;
    const known = this.#byTaints.get(taints);
    if (known !== undefined) return known;
    const tolerated = untolerated(taints, this.#identity.tolerations).length === 0;
    this.#byTaints.set(taints, tolerated);
    return tolerated;
  }
}
