/** Kueue's admission of gangs: all pods of a Job by quota, or none.
 *  Differs from upstream: no preemption, no fair sharing, cohorts of one level, no admission checks, no topology.
 *  @source kubernetes-sigs/kueue pkg/scheduler/scheduler.go, flavorassigner.go, pkg/cache */
import type { ClusterQueue, FlavorQuotas, Quota, ResourceFlavor, ResourceGroup } from '../../manifest/kueue';
import type { PodTemplate } from '../../model/pod';
import { untolerated } from '../../model/taints';

export interface Gang {
  /** "namespace/name". */
  readonly key: string;
  readonly clusterQueue: string;
  readonly priority: number;
  readonly podCount: number;
  /** Fewer pods that will do; `podCount` without partial admission. */
  readonly leastPods: number;
  readonly template: PodTemplate;
}

export type Decision =
  | {
      readonly kind: 'admitted';
      readonly podCount: number;
      /** By resource group, in order. */
      readonly flavors: readonly string[];
    }
  /** Others hold the quota now. */
  | { readonly kind: 'waits'; readonly resource: string; readonly needed: number; readonly free: number }
  /** Whatever others do. */
  | {
      readonly kind: 'never';
      readonly reason: 'no-queue' | 'uncovered' | 'quota' | 'flavors';
      readonly resource?: string;
      readonly needed?: number;
      readonly most?: number;
    }
  | { readonly kind: 'held' }
  /** An earlier one of a strict queue has to be admitted first. */
  | { readonly kind: 'behind'; readonly first: string };

export interface KueueCluster {
  readonly queues: readonly ClusterQueue[];
  readonly flavors: readonly ResourceFlavor[];
}

/** Decisions in the order of the gangs given; they are taken by priority, then in that order. */
export function admit(cluster: KueueCluster, gangs: readonly Gang[]): ReadonlyMap<string, Decision> {
  const usage = new Usage(cluster.queues);
  const blocked = new Map<string, string>();
  const decisions = new Map<string, Decision>();
  const ordered = [...gangs].sort((a, b) => b.priority - a.priority);
  for (const gang of ordered) {
    const first = blocked.get(gang.clusterQueue);
    const decision: Decision = first === undefined ? decide(cluster, usage, gang) : { kind: 'behind', first };
    decisions.set(gang.key, decision);
    const queue = cluster.queues.find(({ name }) => name === gang.clusterQueue);
    if (queue?.isStrict && decision.kind !== 'admitted' && first === undefined)
      blocked.set(queue.name, gang.key);
  }
  return new Map(gangs.map(({ key }) => [key, decisions.get(key) ?? { kind: 'held' }]));
}

function decide(cluster: KueueCluster, usage: Usage, gang: Gang): Decision {
  const queue = cluster.queues.find(({ name }) => name === gang.clusterQueue);
  if (!queue) return { kind: 'never', reason: 'no-queue' };
  if (queue.isHeld) return { kind: 'held' };
  const covered = new Set(queue.groups.flatMap(({ resources }) => resources));
  const uncovered = Object.entries(gang.template.requests).find(
    ([name, amount]) => amount > 0 && !covered.has(name),
  );
  if (uncovered) return { kind: 'never', reason: 'uncovered', resource: uncovered[0] };
  const never = impossible(cluster, usage, queue, gang);
  if (never) return never;
  for (let podCount = gang.podCount; podCount >= gang.leastPods; podCount--) {
    const flavors = assign(cluster, usage, queue, gang, podCount);
    if (!flavors) continue;
    usage.take(queue, flavors, amountsOf(gang, podCount));
    return { kind: 'admitted', podCount, flavors };
  }
  return shortage(cluster, usage, queue, gang);
}

/** What so many pods ask for, the `pods` resource included. */
const amountsOf = ({ template }: Gang, podCount: number): ReadonlyMap<string, number> =>
  new Map([
    ...Object.entries(template.requests).map(([name, amount]) => [name, amount * podCount] as const),
    ['pods', podCount],
  ]);

/** The first flavor of each group that has room for all of its resources; undefined when some group has none. */
function assign(
  cluster: KueueCluster,
  usage: Usage,
  queue: ClusterQueue,
  gang: Gang,
  podCount: number,
): readonly string[] | undefined {
  const amounts = amountsOf(gang, podCount);
  const chosen = queue.groups.map((group) =>
    suitable(cluster, group, gang).find((flavor) =>
      group.resources.every((name) => (amounts.get(name) ?? 0) <= usage.free(queue, flavor, name)),
    ),
  );
  const names = chosen.flatMap((flavor) => (flavor ? [flavor.flavor] : []));
  return names.length === queue.groups.length ? names : undefined;
}

/** Flavors whose labels the pods do not exclude, and whose taints they bear. */
function suitable(
  { flavors }: KueueCluster,
  group: ResourceGroup,
  { template }: Gang,
): readonly FlavorQuotas[] {
  return group.flavors.filter(({ flavor }) => {
    const known = flavors.find(({ name }) => name === flavor);
    if (!known) return false;
    const { nodeLabels, nodeTaints, tolerations } = known;
    const isExcluded = Object.entries(template.nodeSelector).some(
      ([key, value]) => nodeLabels[key] !== undefined && nodeLabels[key] !== value,
    );
    const hard = nodeTaints.filter(({ effect }) => effect !== 'PreferNoSchedule');
    return !isExcluded && untolerated(hard, [...template.tolerations, ...tolerations]).length === 0;
  });
}

function impossible(
  cluster: KueueCluster,
  usage: Usage,
  queue: ClusterQueue,
  gang: Gang,
): Decision | undefined {
  const amounts = amountsOf(gang, gang.leastPods);
  for (const group of queue.groups) {
    const flavors = suitable(cluster, group, gang);
    if (flavors.length === 0) return { kind: 'never', reason: 'flavors' };
    const fits = (flavor: FlavorQuotas, name: string): boolean =>
      (amounts.get(name) ?? 0) <= usage.most(queue, flavor, name);
    if (flavors.some((flavor) => group.resources.every((name) => fits(flavor, name)))) continue;
    const resource =
      group.resources.find((name) => flavors.every((flavor) => !fits(flavor, name))) ??
      group.resources[0] ??
      '';
    const most = Math.max(...flavors.map((flavor) => usage.most(queue, flavor, resource)));
    return { kind: 'never', reason: 'quota', resource, needed: amounts.get(resource) ?? 0, most };
  }
  return undefined;
}

function shortage(cluster: KueueCluster, usage: Usage, queue: ClusterQueue, gang: Gang): Decision {
  const amounts = amountsOf(gang, gang.leastPods);
  for (const group of queue.groups) {
    const flavors = suitable(cluster, group, gang);
    const freeOf = (name: string): number =>
      Math.max(...flavors.map((flavor) => usage.free(queue, flavor, name)));
    const resource = group.resources.find((name) => (amounts.get(name) ?? 0) > freeOf(name)) ?? '';
    if (resource !== '')
      return { kind: 'waits', resource, needed: amounts.get(resource) ?? 0, free: freeOf(resource) };
  }
  return { kind: 'waits', resource: '', needed: 0, free: 0 };
}

const NO_QUOTA: Quota = { nominal: 0, borrowingLimit: undefined, lendingLimit: undefined };

/** What is in use, by queue, flavor and resource. */
class Usage {
  readonly #used = new Map<string, number>();

  constructor(private readonly queues: readonly ClusterQueue[]) {}

  take(queue: ClusterQueue, flavors: readonly string[], amounts: ReadonlyMap<string, number>): void {
    for (const [index, group] of queue.groups.entries())
      for (const name of group.resources) {
        const key = keyOf(queue, flavors[index] ?? '', name);
        this.#used.set(key, (this.#used.get(key) ?? 0) + (amounts.get(name) ?? 0));
      }
  }

  #usedBy(queue: ClusterQueue, flavor: string, resource: string): number {
    return this.#used.get(keyOf(queue, flavor, resource)) ?? 0;
  }

  /** Its own and what it may borrow, less what is in use. */
  free(queue: ClusterQueue, { flavor, quotas }: FlavorQuotas, resource: string): number {
    const own = quotas.get(resource) ?? NO_QUOTA;
    const used = this.#usedBy(queue, flavor, resource);
    const others = this.#others(queue).reduce((sum, one) => {
      const quota = quotaOf(one, flavor, resource);
      const lendable = Math.min(quota.nominal, quota.lendingLimit ?? Infinity);
      return sum + lendable - this.#usedBy(one, flavor, resource);
    }, 0);
    const borrowable = Math.min(Math.max(0, others), own.borrowingLimit ?? Infinity);
    return Math.max(0, own.nominal + (queue.cohort === undefined ? 0 : borrowable) - used);
  }

  /** If nothing were in use. */
  most(queue: ClusterQueue, { flavor, quotas }: FlavorQuotas, resource: string): number {
    const own = quotas.get(resource) ?? NO_QUOTA;
    const lent = this.#others(queue).reduce((sum, one) => {
      const { nominal, lendingLimit } = quotaOf(one, flavor, resource);
      return sum + Math.min(nominal, lendingLimit ?? Infinity);
    }, 0);
    return own.nominal + (queue.cohort === undefined ? 0 : Math.min(lent, own.borrowingLimit ?? Infinity));
  }

  #others(queue: ClusterQueue): readonly ClusterQueue[] {
    if (queue.cohort === undefined) return [];
    return this.queues.filter(({ name, cohort }) => name !== queue.name && cohort === queue.cohort);
  }
}

const keyOf = ({ name }: ClusterQueue, flavor: string, resource: string): string =>
  `${name}|${flavor}|${resource}`;

function quotaOf({ groups }: ClusterQueue, flavor: string, resource: string): Quota {
  const found = groups.flatMap(({ flavors }) => flavors).find((one) => one.flavor === flavor);
  return found?.quotas.get(resource) ?? NO_QUOTA;
}
