/** The domains that a topology key can have: the values that instance types and pools give it, and behind which taints.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topology.go buildDomainGroups@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topologydomaingroup.go@v1.14.1 */
import { allowsValue, operatorOf, type Requirement } from '../model/requirement';
import { joinRequirements, labelRequirements, requirementsOf } from '../model/requirements';
import { untolerated, type Taint, type Toleration } from '../model/taints';
import { compareText } from '../util/sort';
import type { SolvePool } from './input';
import { labelValues } from './typeIndex';

/** Domain -> the taint sets of the pools that offer it; one empty set when some pool offers it without taints. */
type DomainTaints = Map<string, (readonly Taint[])[]>;

export class TopologyDomains {
  readonly #pools: readonly SolvePool[];
  readonly #byKey = new Map<string, DomainTaints>();
  /** By key: all of its domains, sorted. */
  readonly #all = new Map<string, readonly string[]>();

  constructor(pools: readonly SolvePool[]) {
    this.#pools = pools.filter(({ instanceTypes }) => instanceTypes.length > 0);
  }

  /** The key's domains, sorted.
   *  @param tolerations  leave only domains that some untainted or tolerated pool offers; undefined: all */
  of(key: string, tolerations: readonly Toleration[] | undefined): readonly string[] {
    if (!tolerations) return this.#allOf(key);
    return [...this.#domainsOf(key)]
      .filter(([, sets]) => sets.some((taints) => untolerated(taints, tolerations).length === 0))
      .map(([domain]) => domain)
      .sort(compareText);
  }

  #allOf(key: string): readonly string[] {
    const known = this.#all.get(key) ?? [...this.#domainsOf(key).keys()].sort(compareText);
    this.#all.set(key, known);
    return known;
  }

  #domainsOf(key: string): DomainTaints {
    return this.#byKey.get(key) ?? this.#collect(key);
  }

  #collect(key: string): DomainTaints {
    const domains: DomainTaints = new Map();
    for (const pool of this.#pools) {
      for (const domain of domainsOf(pool, key)) addDomain(domains, domain, pool.pool.taints);
    }
    this.#byKey.set(key, domains);
    return domains;
  }
}

function addDomain(domains: DomainTaints, domain: string, taints: readonly Taint[]): void {
  const sets = domains.get(domain);
  if (!sets || taints.length === 0) domains.set(domain, [taints]);
  else if (sets[0]?.length !== 0) sets.push(taints);
}

/** Values that the pool's types keep under its requirement, and those that the pool itself lists: also ones that none
 *  of its types has, and also the excluded values of a label that only the pool knows, as upstream collects them. */
function domainsOf({ pool, instanceTypes }: SolvePool, key: string): Set<string> {
  const own = joinRequirements(
    requirementsOf(pool.requirements),
    labelRequirements(pool.labels).values(),
  ).get(key);
  const domains = new Set<string>();
  const seen = new Set<readonly string[] | undefined>();
  for (const type of instanceTypes) {
    const values = labelValues(type, key);
    if (seen.has(values)) continue;
    seen.add(values);
    for (const value of valuesUnder(own, values)) domains.add(value);
  }
  if (own && operatorOf(own) === 'In') for (const value of own.values) domains.add(value);
  return domains;
}

function valuesUnder(own: Requirement | undefined, values: readonly string[] | undefined): Iterable<string> {
  if (!values) return own?.values ?? [];
  return own ? values.filter((value) => allowsValue(own, value)) : values;
}
