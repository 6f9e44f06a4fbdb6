/** One topology constraint with its counts, shared by all pods whose constraint is the same to upstream.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topologygroup.go@v1.14.1 */
import { HOSTNAME } from '../model/labels';
import { inRequirement, type Requirement } from '../model/requirement';
import type { Audience } from './audiences';
import { DomainCounts, HostCounts, type SpreadRule } from './domainCounts';
import type { NodeFilter } from './nodeFilter';
import type { InternedRequirement, RequirementSet, RequirementTable } from './requirementTable';
import type { TopologyType } from './topologyIdentity';

export interface TopologyRule {
  readonly key: string;
  readonly type: TopologyType;
  readonly audience: Audience;
  /** Of spread constraints. */
  readonly spread: SpreadRule | undefined;
  /** undefined: every node counts. */
  readonly filter: NodeFilter | undefined;
}

export class TopologyGroup {
  readonly rule: TopologyRule;
  /** Whether the domains are single nodes. */
  readonly isPerHost: boolean;
  readonly hosts = new HostCounts();
  readonly domains: DomainCounts;
  readonly #table: RequirementTable;
  readonly #oneDomain = new Map<string, InternedRequirement>();

  constructor(rule: TopologyRule, domains: readonly string[], table: RequirementTable) {
    this.rule = rule;
    this.isPerHost = rule.key === HOSTNAME;
    this.domains = new DomainCounts(domains);
    this.#table = table;
  }

  /** Whether the pod may go to this node, for constraints over host names. */
  admitsHost(claimId: number, countsItself: boolean): boolean {
    const count = this.hosts.of(claimId);
    switch (this.rule.type) {
      case 'spread':
        return count + (countsItself ? 1 : 0) <= (this.rule.spread?.maxSkew ?? 0);
      case 'affinity':
        return count > 0 || (countsItself && this.hosts.inhabitedCount === 0);
      case 'anti-affinity':
        return count === 0;
    }
  }

  /** What the constraint asks of the node, for other keys; undefined when no domain is left.
   *  @param pod  the pod's own requirement on the key (without preferences), if any
   *  @param node  the node's, if any */
  next(
    countsItself: boolean,
    pod: Requirement | undefined,
    node: Requirement | undefined,
  ): InternedRequirement | undefined {
    switch (this.rule.type) {
      case 'spread': {
        const spread = this.rule.spread ?? { maxSkew: 1, minDomains: undefined };
        const domain = this.domains.nextForSpread(spread, countsItself, pod, node);
        return domain === undefined ? undefined : this.#inOne(domain);
      }
      case 'affinity':
        return this.#inAny(this.domains.nextForAffinity(countsItself, pod, node));
      case 'anti-affinity':
        return this.#inAny(this.domains.nextForAntiAffinity(pod, node));
    }
  }

  #inAny(domains: readonly string[]): InternedRequirement | undefined {
    const [first] = domains;
    if (first === undefined) return undefined;
    if (domains.length === 1) return this.#inOne(first);
    return this.#table.intern(inRequirement(this.rule.key, domains));
  }

  #inOne(domain: string): InternedRequirement {
    const known = this.#oneDomain.get(domain);
    if (known) return known;
    const requirement = this.#table.intern(inRequirement(this.rule.key, [domain]));
    this.#oneDomain.set(domain, requirement);
    return requirement;
  }

  /** Counts pods that went to a node. Spread and affinity count only nodes whose domain is settled; anti-affinity
   *  blocks every domain that the node may end up in, by the values that the requirement lists: excluded ones too, as
   *  upstream does. */
  record(claimId: number, set: RequirementSet, count = 1): void {
    if (this.isPerHost) {
      this.hosts.record(claimId, count);
      return;
    }
    const requirement = set.byKey.get(this.rule.key);
    if (!requirement) return;
    const { values, complement } = requirement;
    const isSettled = !complement && values.size === 1;
    if (isSettled || this.rule.type === 'anti-affinity')
      for (const value of values) this.domains.record(value, count);
  }
}
