/** Why a gang is not admitted: what it lacks for now, or what it could never get. */
import type { ClusterQueue, FlavorQuotas, ResourceFlavor } from '../../manifest/kueue';
import type { Decision, Gang } from './gang';
import { groupsOf, requestsOf, suitableFlavors, uncoveredResource } from './flavors';
import { quotaKey, type QuotaTree } from './quotaTree';

/** Undefined when the queue could hold its fewest pods if nothing else ran. */
export function impossibility(
  tree: QuotaTree,
  queue: ClusterQueue,
  known: readonly ResourceFlavor[],
  { template, leastPods }: Gang,
): Decision | undefined {
  const resource = uncoveredResource(queue, template);
  if (resource !== undefined) return { kind: 'never', reason: 'uncovered', resource };
  for (const { group, asked } of groupsOf(queue, requestsOf(queue, template, leastPods))) {
    const flavors = suitableFlavors(known, group, template);
    if (flavors.length === 0) return { kind: 'never', reason: 'flavors' };
    const most = ({ flavor }: FlavorQuotas, name: string): number => tree.most(queue, quotaKey(flavor, name));
    if (flavors.some((flavor) => asked.every(([name, amount]) => amount <= most(flavor, name)))) continue;
    // Where no single resource is at fault, no flavor has all of them.
    const [resource, needed] = asked.find(([name, amount]) =>
      flavors.every((flavor) => amount > most(flavor, name)),
    ) ??
      asked[0] ?? ['', 0];
    const best = Math.max(...flavors.map((flavor) => most(flavor, resource)));
    return { kind: 'never', reason: 'quota', resource, needed, most: best };
  }
  return undefined;
}

/** What is missing for now. */
export function shortage(
  tree: QuotaTree,
  queue: ClusterQueue,
  known: readonly ResourceFlavor[],
  { template, leastPods }: Gang,
): Decision {
  for (const { group, asked } of groupsOf(queue, requestsOf(queue, template, leastPods))) {
    const flavors = suitableFlavors(known, group, template);
    for (const [resource, needed] of asked) {
      const free = Math.max(
        ...flavors.map(({ flavor }) => tree.available(queue, quotaKey(flavor, resource))),
      );
      if (needed > free) return { kind: 'waits', resource, needed, free };
    }
  }
  return { kind: 'waits', resource: '', needed: 0, free: 0 };
}
