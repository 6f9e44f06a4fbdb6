/** Kueue's admission of gangs: all pods of a Job by quota, or none, cycle by cycle.
 *  Differs from upstream: no preemption, no fair sharing, no admission checks, no topology.
 *  @source kubernetes-sigs/kueue pkg/scheduler/scheduler.go, pkg/cache/queue@v0.17.0 */
import type { ClusterQueue, Cohort, ResourceFlavor } from '../../manifest/kueue';
import { labelMatcher } from '../../model/labelSelector';
import { assignFlavors, type Assignment } from './flavors';
import type { Decision, Gang } from './gang';
import { QuotaTree } from './quotaTree';
import { impossibility, shortage } from './refusal';

export interface KueueCluster {
  readonly queues: readonly ClusterQueue[];
  readonly cohorts: readonly Cohort[];
  readonly flavors: readonly ResourceFlavor[];
}

/** A gang that waits in its queue. */
interface Waiting {
  readonly gang: Gang;
  readonly queue: ClusterQueue;
  /** Where it stands by priority, then in the order given. */
  readonly place: number;
}

interface Entry extends Waiting {
  readonly assignment: Assignment;
  readonly podCount: number;
}

/** Quota that is kept for a gang whose turn it is, while others hold it. */
interface Kept {
  readonly gang: Gang;
  readonly queue: ClusterQueue;
  readonly usage: ReadonlyMap<string, number>;
}

/** Decisions in the order of the gangs given. */
export function admit(cluster: KueueCluster, gangs: readonly Gang[]): ReadonlyMap<string, Decision> {
  const decisions = new Admission(cluster).run(gangs);
  return new Map(
    gangs.flatMap(({ key }) => {
      const decision = decisions.get(key);
      return decision ? [[key, decision] as const] : [];
    }),
  );
}

class Admission {
  readonly #tree: QuotaTree;
  readonly #decisions = new Map<string, Decision>();
  /** By queue, first in line first. */
  readonly #lines = new Map<string, Waiting[]>();

  constructor(private readonly cluster: KueueCluster) {
    this.#tree = new QuotaTree(cluster.queues, cluster.cohorts);
  }

  run(gangs: readonly Gang[]): ReadonlyMap<string, Decision> {
    const ordered = [...gangs].sort((a, b) => b.priority - a.priority);
    for (const [place, gang] of ordered.entries()) {
      const queue = this.cluster.queues.find(({ name }) => name === gang.clusterQueue);
      const barred = this.#barred(queue, gang);
      if (barred) this.#decisions.set(gang.key, barred);
      else if (queue) this.#join({ gang, queue, place });
    }
    while (this.#cycle());
    for (const [first, ...others] of this.#lines.values())
      for (const { gang } of others)
        this.#decisions.set(gang.key, { kind: 'behind', first: first?.gang.key ?? '' });
    return this.#decisions;
  }

  #join(waiting: Waiting): void {
    const { name } = waiting.queue;
    this.#lines.set(name, [...(this.#lines.get(name) ?? []), waiting]);
  }

  /** What keeps a gang out whatever the quota. */
  #barred(queue: ClusterQueue | undefined, gang: Gang): Decision | undefined {
    if (!queue) return { kind: 'never', reason: 'no-queue' };
    if (gang.isHeld) return { kind: 'held', by: 'LocalQueue' };
    if (queue.isHeld) return { kind: 'held', by: 'ClusterQueue' };
    if (this.#tree.hasCycle(queue)) return { kind: 'never', reason: 'circle' };
    const missing = queue.groups
      .flatMap(({ flavors }) => flavors)
      .find(({ flavor }) => !this.cluster.flavors.some(({ name }) => name === flavor));
    return missing && { kind: 'never', reason: 'no-flavor', resource: missing.flavor };
  }

  /** The heads of all queues: those within their own quota first, then by priority. False when nothing changes any more. */
  #cycle(): boolean {
    const heads = [...this.#lines.values()].flatMap(([head]) => head ?? []);
    const strangers = heads.filter(
      ({ queue, gang }) => !labelMatcher(queue.namespaceSelector)(gang.namespaceLabels),
    );
    const entries = heads.filter((head) => !strangers.includes(head)).map((head) => this.#nominate(head));
    entries.sort((a, b) => a.assignment.borrowing - b.assignment.borrowing || a.place - b.place);
    const kept: Kept[] = [];
    // One of a namespace that may not use the queue has its turn, and leaves even a strict line.
    for (const one of strangers) this.#leave(one, { kind: 'never', reason: 'namespace' });
    let isChanged = strangers.length > 0;
    for (const entry of entries) {
      if (entry.assignment.mode === 'fit') isChanged = this.#take(entry, kept) || isChanged;
      else isChanged = this.#park(entry, kept) || isChanged;
    }
    for (const { queue, usage } of kept) this.#tree.release(queue, usage);
    return isChanged;
  }

  #nominate(waiting: Waiting): Entry {
    const { gang, queue } = waiting;
    const assign = (podCount: number): Entry => ({
      ...{ ...waiting, podCount },
      assignment: assignFlavors(this.#tree, queue, this.cluster.flavors, {
        template: gang.template,
        podCount,
      }),
    });
    const full = assign(gang.podCount);
    if (full.assignment.mode === 'fit') return full;
    return largestFit(gang.leastPods, gang.podCount - 1, assign) ?? full;
  }

  /** False when its quota has gone in this cycle: it is looked at again in the next one, with what is left then. */
  #take(entry: Entry, kept: readonly Kept[]): boolean {
    const { queue, gang, assignment, podCount } = entry;
    const isFree = [...assignment.usage].every(([key, amount]) => amount <= this.#tree.available(queue, key));
    if (!isFree) {
      this.#decisions.set(gang.key, this.#waits(entry, kept[0]));
      return false;
    }
    this.#tree.use(queue, assignment.usage);
    this.#leave(entry, { kind: 'admitted', podCount, flavors: assignment.flavors });
    return true;
  }

  /** Not now. Quota that it might get back is kept for it, for this cycle; a strict queue goes no further. */
  #park(entry: Entry, kept: Kept[]): boolean {
    const { gang, queue, assignment } = entry;
    const decision =
      impossibility(this.#tree, queue, this.cluster.flavors, gang) ?? this.#waits(entry, undefined);
    if (assignment.mode === 'short' && !queue.reclaims) {
      const usage = this.#reserve(entry);
      this.#tree.use(queue, usage);
      kept.push({ gang, queue, usage });
    }
    if (!queue.isStrict) this.#leave(entry, decision);
    else this.#decisions.set(gang.key, decision);
    return !queue.isStrict;
  }

  #waits({ gang, queue }: Entry, keeper: Kept | undefined): Decision {
    if (keeper) return { kind: 'behind', first: keeper.gang.key };
    return shortage(this.#tree, queue, this.cluster.flavors, gang);
  }

  #reserve({ queue, assignment }: Entry): ReadonlyMap<string, number> {
    return new Map(
      [...assignment.usage].map(([key, amount]) => {
        const { nominal = 0, borrowingLimit = Infinity } = this.#tree.quotaOf(queue, key) ?? {};
        const own = nominal - this.#tree.usedBy(queue, key);
        if (assignment.borrowing === 0) return [key, Math.max(0, Math.min(amount, own))];
        return [key, Math.min(amount, own + borrowingLimit)];
      }),
    );
  }

  /** The next of its queue becomes the head. */
  #leave({ gang, queue }: Waiting, decision: Decision): void {
    this.#decisions.set(gang.key, decision);
    this.#lines.set(queue.name, (this.#lines.get(queue.name) ?? []).slice(1));
  }
}

/** The most pods of a range that fit, taking for granted that fewer fit where more do. */
function largestFit(least: number, most: number, assign: (podCount: number) => Entry): Entry | undefined {
  let found: Entry | undefined;
  for (let low = least, high = most; low <= high;) {
    const middle = Math.floor((low + high) / 2);
    const entry = assign(middle);
    if (entry.assignment.mode === 'fit') [found, low] = [entry, middle + 1];
    else high = middle - 1;
  }
  return found;
}
