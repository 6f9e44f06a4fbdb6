/** Kueue's quota: ClusterQueues as leaves, their cohorts as the nodes above, each with what it has, lends and uses.
 *  Amounts are those of `model/resources`, by flavor and resource.
 *  @source kubernetes-sigs/kueue pkg/cache/scheduler/resource_node.go,
 *  pkg/scheduler/preemption/classical/hierarchical_preemption.go FindHeightOfLowestSubtreeThatFits@v0.17.0 */
import type { ClusterQueue, Cohort, Quota, ResourceGroup } from '../../manifest/kueue';

/** Of a resource in a flavor. */
export const quotaKey = (flavor: string, resource: string): string => `${flavor}|${resource}`;

interface QuotaNode {
  readonly parent: QuotaNode | undefined;
  readonly quotas: ReadonlyMap<string, Quota>;
  /** Its own quota, and what those below it lend. */
  readonly total: Map<string, number>;
  /** Of a cohort: what those below it use beyond what they do not lend. */
  readonly used: Map<string, number>;
  /** Levels of cohorts below it; 0 for a queue. */
  height: number;
}

export class QuotaTree {
  readonly #queues = new Map<string, QuotaNode>();
  readonly #cohorts = new Map<string, QuotaNode>();

  constructor(
    queues: readonly ClusterQueue[],
    private readonly cohorts: readonly Cohort[],
  ) {
    for (const { name, cohort, groups } of queues)
      this.#queues.set(name, this.#add(groups, cohort === undefined ? undefined : this.#cohort(cohort)));
    // Those without a queue lend as well.
    for (const { name } of cohorts) this.#cohort(name);
  }

  /** The node of a cohort; one that no object describes has no quota of its own and no parent. */
  #cohort(name: string, below: ReadonlySet<string> = new Set()): QuotaNode {
    const known = this.#cohorts.get(name);
    if (known) return known;
    const { parent, groups = [] } = this.cohorts.find((one) => one.name === name) ?? {};
    // Kueue admits nothing in a circle of cohorts: `hasCycle` is asked first.
    const isCircle = parent === undefined || parent === name || below.has(parent);
    const node = this.#add(groups, isCircle ? undefined : this.#cohort(parent, new Set([...below, name])));
    this.#cohorts.set(name, node);
    return node;
  }

  #add(groups: readonly ResourceGroup[], parent: QuotaNode | undefined): QuotaNode {
    const quotas = quotasOf(groups);
    const node: QuotaNode = { parent, quotas, total: new Map(), used: new Map(), height: 0 };
    for (const [key, { nominal }] of quotas) contribute(node, key, nominal);
    for (let one = parent, height = 1; one; one = one.parent, height++)
      one.height = Math.max(one.height, height);
    return node;
  }

  hasCycle({ cohort }: ClusterQueue): boolean {
    const seen = new Set<string>();
    for (let name = cohort; name !== undefined;) {
      if (seen.has(name)) return true;
      seen.add(name);
      const at: string = name;
      name = this.cohorts.find((one) => one.name === at)?.parent;
    }
    return false;
  }

  /** The queue's own, as written. */
  quotaOf({ name }: ClusterQueue, key: string): Quota | undefined {
    return this.#queues.get(name)?.quotas.get(key);
  }

  /** What the queue can still take: its own, and what it may borrow. */
  available({ name }: ClusterQueue, key: string): number {
    const node = this.#queues.get(name);
    return node ? Math.max(0, available(node, key)) : 0;
  }

  /** If nothing were in use. */
  most({ name }: ClusterQueue, key: string): number {
    const node = this.#queues.get(name);
    return node ? potential(node, key) : 0;
  }

  use({ name }: ClusterQueue, usage: ReadonlyMap<string, number>): void {
    const node = this.#queues.get(name);
    if (node) for (const [key, amount] of usage) addUsage(node, key, amount);
  }

  release({ name }: ClusterQueue, usage: ReadonlyMap<string, number>): void {
    const node = this.#queues.get(name);
    if (node) for (const [key, amount] of usage) removeUsage(node, key, amount);
  }

  usedBy({ name }: ClusterQueue, key: string): number {
    return this.#queues.get(name)?.used.get(key) ?? 0;
  }

  /** How far up `amount` has to be borrowed: 0 for within the queue's own quota, 1 from its cohort, and so on.
   *  `isBelowTop` when that is not from all of the tree. */
  borrowing({ name }: ClusterQueue, key: string, amount: number): { height: number; isBelowTop: boolean } {
    const node = this.#queues.get(name);
    const parent = node?.parent;
    if (!node || !parent || !exceeds(node, key, amount))
      return { height: 0, isBelowTop: parent !== undefined };
    let rest = amount - localFree(node, key);
    for (let one: QuotaNode = parent; ; one = one.parent) {
      if (!exceeds(one, key, rest)) return { height: one.height, isBelowTop: one.parent !== undefined };
      rest -= localFree(one, key);
      if (!one.parent) return { height: one.height, isBelowTop: false };
    }
  }
}

const quotasOf = (groups: readonly ResourceGroup[]): ReadonlyMap<string, Quota> =>
  new Map(
    groups.flatMap(({ flavors }) =>
      flavors.flatMap(({ flavor, quotas }) =>
        [...quotas].map(([resource, quota]) => [quotaKey(flavor, resource), quota] as const),
      ),
    ),
  );

/** More quota at a node: what it may lend of that is its parent's too. */
function contribute(node: QuotaNode, key: string, amount: number): void {
  const kept = localQuota(node, key);
  node.total.set(key, (node.total.get(key) ?? 0) + amount);
  const lent = amount - (localQuota(node, key) - kept);
  if (node.parent) contribute(node.parent, key, lent);
}

/** What it never lends. */
function localQuota({ quotas, total }: QuotaNode, key: string): number {
  const { lendingLimit } = quotas.get(key) ?? {};
  return lendingLimit === undefined ? 0 : Math.max(0, (total.get(key) ?? 0) - lendingLimit);
}

const localFree = (node: QuotaNode, key: string): number =>
  Math.max(0, localQuota(node, key) - (node.used.get(key) ?? 0));

const exceeds = ({ used, total }: QuotaNode, key: string, amount: number): boolean =>
  (used.get(key) ?? 0) + amount > (total.get(key) ?? 0);

function available(node: QuotaNode, key: string): number {
  const total = node.total.get(key) ?? 0;
  const used = node.used.get(key) ?? 0;
  if (!node.parent) return total - used;
  const above = available(node.parent, key);
  const { borrowingLimit = Infinity } = node.quotas.get(key) ?? {};
  const kept = localQuota(node, key);
  const ownAbove = total - kept - Math.max(0, used - kept);
  return localFree(node, key) + Math.min(above, ownAbove + borrowingLimit);
}

function potential(node: QuotaNode, key: string): number {
  const total = node.total.get(key) ?? 0;
  if (!node.parent) return total;
  const { borrowingLimit = Infinity } = node.quotas.get(key) ?? {};
  return Math.min(total + borrowingLimit, localQuota(node, key) + potential(node.parent, key));
}

function addUsage(node: QuotaNode, key: string, amount: number): void {
  const free = localFree(node, key);
  node.used.set(key, (node.used.get(key) ?? 0) + amount);
  if (node.parent && amount > free) addUsage(node.parent, key, amount - free);
}

function removeUsage(node: QuotaNode, key: string, amount: number): void {
  const used = node.used.get(key) ?? 0;
  const above = used - localQuota(node, key);
  node.used.set(key, used - amount);
  if (node.parent && above > 0) removeUsage(node.parent, key, Math.min(amount, above));
}
