/** Which flavors a gang gets: of each resource group the first that suits its pods and has the quota.
 *  @source kubernetes-sigs/kueue pkg/scheduler/flavorassigner/flavorassigner.go@v0.17.0 */
import {
  uncoveredResources,
  type ClusterQueue,
  type FlavorQuotas,
  type ResourceFlavor,
  type ResourceGroup,
} from '../../manifest/kueue';
import type { PodTemplate } from '../../model/pod';
import { allowsValue, newRequirement, type RequirementSpec } from '../../model/requirement';
import { untolerated } from '../../model/taints';
import { quotaKey, type QuotaTree } from './quotaTree';

export interface Assignment {
  /** `short`: the quota is there, but in use. */
  readonly mode: 'fit' | 'short' | 'none';
  /** By resource group, in order. */
  readonly flavors: readonly string[];
  /** By flavor and resource. */
  readonly usage: ReadonlyMap<string, number>;
  /** How far up quota is borrowed; 0 for none. */
  readonly borrowing: number;
}

/** What so many pods ask for of what the queue covers, the `pods` resource included. */
export function requestsOf(
  queue: ClusterQueue,
  template: PodTemplate,
  podCount: number,
): ReadonlyMap<string, number> {
  const asked = Object.entries(template.requests).map(([name, amount]) => [name, amount * podCount] as const);
  const all = new Map<string, number>([...asked, ['pods', podCount]]);
  const covered = coveredBy(queue);
  return new Map([...all].filter(([name]) => covered.includes(name)));
}

/** One that the pods ask for and the queue has no quota of. */
export const uncoveredResource = (queue: ClusterQueue, { requests }: PodTemplate): string | undefined =>
  uncoveredResources(requests, coveredBy(queue))[0];

const coveredBy = ({ groups }: ClusterQueue): readonly string[] =>
  groups.flatMap(({ resources }) => resources);

/** Groups that the requests touch, and of each those requests. */
export const groupsOf = (
  { groups }: ClusterQueue,
  requests: ReadonlyMap<string, number>,
): readonly { readonly group: ResourceGroup; readonly asked: readonly (readonly [string, number])[] }[] =>
  groups
    .map((group) => ({
      group,
      asked: [...requests].filter(([name]) => group.resources.includes(name)),
    }))
    .filter(({ asked }) => asked.length > 0);

export function assignFlavors(
  tree: QuotaTree,
  queue: ClusterQueue,
  known: readonly ResourceFlavor[],
  { template, podCount }: { readonly template: PodTemplate; readonly podCount: number },
): Assignment {
  const usage = new Map<string, number>();
  const flavors: string[] = [];
  let mode: Assignment['mode'] = 'fit';
  let borrowing = 0;
  if (uncoveredResource(queue, template) !== undefined) return { mode: 'none', flavors, usage, borrowing };
  for (const { group, asked } of groupsOf(queue, requestsOf(queue, template, podCount))) {
    const choice = chooseFlavor(tree, queue, asked, suitableFlavors(known, group, template));
    if (!choice || choice.fit === 'none') return { mode: 'none', flavors: [], usage, borrowing: 0 };
    if (choice.fit === 'short') mode = 'short';
    borrowing = Math.max(borrowing, choice.borrowing);
    flavors.push(choice.flavor);
    for (const [name, amount] of asked) usage.set(quotaKey(choice.flavor, name), amount);
  }
  return { mode, flavors, usage, borrowing };
}

interface Choice {
  readonly flavor: string;
  readonly fit: Assignment['mode'];
  readonly borrowing: number;
}

const RANKS = { none: 0, short: 1, fit: 2 } as const;

/** The first that fits; with `whenCanBorrow: TryNextFlavor` the one that borrows from nearest. */
function chooseFlavor(
  tree: QuotaTree,
  queue: ClusterQueue,
  asked: readonly (readonly [string, number])[],
  flavors: readonly FlavorQuotas[],
): Choice | undefined {
  let best: Choice | undefined;
  for (const { flavor } of flavors) {
    const choice = judgeFlavor(tree, queue, flavor, asked);
    const isFinal = choice.fit === 'fit' && (choice.borrowing === 0 || !queue.avoidsBorrowing);
    if (isFinal) return choice;
    if (!best || isBetter(choice, best)) best = choice;
  }
  return best;
}

const isBetter = (a: Choice, b: Choice): boolean =>
  RANKS[a.fit] > RANKS[b.fit] || (a.fit === b.fit && a.borrowing < b.borrowing);

function judgeFlavor(
  tree: QuotaTree,
  queue: ClusterQueue,
  flavor: string,
  asked: readonly (readonly [string, number])[],
): Choice {
  let fit: Assignment['mode'] = 'fit';
  let borrowing = 0;
  for (const [name, amount] of asked) {
    const key = quotaKey(flavor, name);
    if (amount > tree.most(queue, key)) return { flavor, fit: 'none', borrowing: 0 };
    const { height, isBelowTop } = tree.borrowing(queue, key, amount);
    borrowing = Math.max(borrowing, height);
    if (amount <= tree.available(queue, key)) continue;
    // Only what preemption could ever reclaim holds a place; the rest is as good as not there for now.
    if (amount > (tree.quotaOf(queue, key)?.nominal ?? 0) && !isBelowTop)
      return { flavor, fit: 'none', borrowing: 0 };
    fit = 'short';
  }
  return { flavor, fit, borrowing };
}

/** Flavors whose taints the pods bear and whose labels they ask for. Of selectors only labels count that some flavor of the
 *  group has: the others are the scheduler's business. */
export function suitableFlavors(
  known: readonly ResourceFlavor[],
  group: ResourceGroup,
  template: PodTemplate,
): readonly FlavorQuotas[] {
  const named = (name: string): ResourceFlavor | undefined => known.find((one) => one.name === name);
  const labelKeys = new Set(
    group.flavors.flatMap(({ flavor }) => Object.keys(named(flavor)?.nodeLabels ?? {})),
  );
  return group.flavors.filter(({ flavor }) => {
    const found = named(flavor);
    if (!found) return false;
    const hard = found.nodeTaints.filter(({ effect }) => effect !== 'PreferNoSchedule');
    const tolerations = [...template.tolerations, ...found.tolerations];
    return untolerated(hard, tolerations).length === 0 && isAskedFor(template, found.nodeLabels, labelKeys);
  });
}

function isAskedFor(
  { nodeSelector, requiredNodeTerms }: PodTemplate,
  labels: Readonly<Record<string, string>>,
  labelKeys: ReadonlySet<string>,
): boolean {
  const isExcluded = Object.entries(nodeSelector).some(
    ([key, value]) => labelKeys.has(key) && labels[key] !== value,
  );
  if (isExcluded) return false;
  const terms = requiredNodeTerms.map(({ matchExpressions }) =>
    matchExpressions.filter(({ key }) => labelKeys.has(key)),
  );
  // A term that says nothing about flavors suits every one of them.
  if (terms.length === 0 || terms.some((term) => term.length === 0)) return true;
  return terms.some((term) => term.every((expression) => holds(expression, labels[expression.key])));
}

function holds(expression: RequirementSpec, value: string | undefined): boolean {
  if (value !== undefined) return allowsValue(newRequirement(expression), value);
  return expression.operator === 'DoesNotExist' || expression.operator === 'NotIn';
}
