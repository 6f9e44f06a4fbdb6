/** Pods per domain of one topology constraint, and which domain a pod may go to next. Domains are kept sorted: among
 *  equals the first by name counts, where upstream takes whichever its map yields.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topologygroup.go@v1.14.1 */
import { allowsValue, type Requirement } from '../model/requirement';

/** undefined: any value. */
type Allowed = Requirement | undefined;

const allows = (requirement: Allowed, value: string): boolean =>
  requirement === undefined || allowsValue(requirement, value);

export interface SpreadRule {
  readonly maxSkew: number;
  readonly minDomains: number | undefined;
}

export class DomainCounts {
  readonly #names: string[];
  readonly #counts: number[];
  /** Grows with every change. */
  version = 0;

  /** @param domains  sorted */
  constructor(domains: readonly string[]) {
    this.#names = [...domains];
    this.#counts = domains.map(() => 0);
  }

  record(domain: string, count: number): void {
    this.version++;
    const place = this.#placeOf(domain);
    if (this.#names[place] === domain) {
      this.#counts[place] = (this.#counts[place] ?? 0) + count;
      return;
    }
    this.#names.splice(place, 0, domain);
    this.#counts.splice(place, 0, count);
  }

  /** Makes a domain known, without a pod. */
  register(domain: string): void {
    const place = this.#placeOf(domain);
    if (this.#names[place] === domain) return;
    this.version++;
    this.#names.splice(place, 0, domain);
    this.#counts.splice(place, 0, 0);
  }

  #placeOf(domain: string): number {
    let low = 0;
    let high = this.#names.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#names[middle] ?? '') < domain) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  entries(): readonly (readonly [domain: string, podCount: number])[] {
    return this.#names.map((name, place) => [name, this.#counts[place] ?? 0]);
  }

  /** The domain with the fewest pods that keeps the skew; undefined when there is none. The node's domains bound the
   *  choice, the pod's own only the count of the emptiest domain. */
  nextForSpread(rule: SpreadRule, countsItself: boolean, pod: Allowed, node: Allowed): string | undefined {
    const least = this.#leastCount(rule, pod);
    let best: string | undefined;
    let bestCount = Infinity;
    for (const [place, name] of this.#names.entries()) {
      const count = (this.#counts[place] ?? 0) + (countsItself ? 1 : 0);
      if (count >= bestCount || count - least > rule.maxSkew || !allows(node, name)) continue;
      best = name;
      bestCount = count;
    }
    return best === '' ? undefined : best;
  }

  #leastCount({ minDomains }: SpreadRule, pod: Allowed): number {
    let least = Infinity;
    let domainCount = 0;
    for (const [place, name] of this.#names.entries()) {
      if (!allows(pod, name)) continue;
      domainCount++;
      least = Math.min(least, this.#counts[place] ?? 0);
    }
    return minDomains !== undefined && domainCount < minDomains ? 0 : least;
  }

  /** Domains that hold a selected pod; for the first pod of its own kind any domain, preferably one of the node's. */
  nextForAffinity(countsItself: boolean, pod: Allowed, node: Allowed): readonly string[] {
    const inhabited = this.#names.filter(
      (name, place) => this.#counts[place] !== 0 && allows(pod, name) && allows(node, name),
    );
    if (inhabited.length > 0) return inhabited;
    if (!countsItself || this.#names.some((name, place) => this.#counts[place] !== 0 && allows(pod, name)))
      return [];
    const shared = this.#names.find((name) => allows(pod, name) && allows(node, name));
    const own = this.#names.find((name) => allows(pod, name));
    return [...new Set([shared, own])].filter((name) => name !== undefined);
  }

  /** Domains without a selected pod. */
  nextForAntiAffinity(pod: Allowed, node: Allowed): readonly string[] {
    return this.#names.filter(
      (name, place) => this.#counts[place] === 0 && allows(pod, name) && allows(node, name),
    );
  }
}

/** Pods per node, for constraints over host names: each node is its own domain, and a new one is always possible. */
export class HostCounts {
  /** Small at first, so that the engine keeps it on its own heap. */
  #counts = new Int32Array(16);
  inhabitedCount = 0;

  of(claimId: number): number {
    return this.#counts[claimId] ?? 0;
  }

  record(claimId: number, count: number): void {
    if (claimId >= this.#counts.length) this.#grow(claimId);
    const before = this.of(claimId);
    if (before === 0) this.inhabitedCount++;
    this.#counts[claimId] = before + count;
  }

  #grow(claimId: number): void {
    const larger = new Int32Array(Math.max(claimId + 1, this.#counts.length * 2));
    larger.set(this.#counts);
    this.#counts = larger;
  }
}
