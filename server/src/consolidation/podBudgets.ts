/** How many evictions each PodDisruptionBudget allows, all pods being healthy.
 *  @source kubernetes/kubernetes pkg/controller/disruption/disruption.go getExpectedPodCount@v1.35.3
 *  @source kubernetes-sigs/karpenter pkg/utils/pdb/pdb.go@v1.14.1 */
import type { PodDisruptionBudget } from '../manifest/podDisruptionBudget';
import { labelMatcher } from '../model/labelSelector';
import { untolerated, type Taint } from '../model/taints';
import { perObject } from '../util/perObject';
import type { ClusterNode, RunningPod } from './state';

interface Limit {
  readonly covers: (pod: RunningPod) => boolean;
  readonly allowed: number;
}

/** Whether the budget covers a pod; asked of many pods, and pods of one template are alike. */
export const coverageOf = perObject((budget: PodDisruptionBudget): Limit['covers'] => {
  const matches = labelMatcher(budget.selector);
  const selects = perObject(({ labels }: RunningPod['template']) => matches(labels));
  return ({ namespace, template }) => namespace === budget.namespace && selects(template);
});

export class PodBudgets {
  readonly #limits: readonly Limit[];

  /** Of the pods and daemons on the nodes. */
  constructor(budgets: readonly PodDisruptionBudget[], nodes: readonly ClusterNode[]) {
    this.#limits = budgets.map((budget) => {
      const covers = coverageOf(budget);
      const covered: Residents[] = [];
      for (const node of nodes)
        for (const residents of residentsOf(node)) if (covers(residents.pod)) covered.push(residents);
      return { covers, allowed: allowedBy(budget, covered) };
    });
  }

  /** Whether every pod and daemon on the node could be evicted by itself. Those that stay anyway, or are protected, ask no
   *  budget. */
  allowEach(node: ClusterNode): boolean {
    return this.#limits.length === 0 || residentsOf(node).every(({ pod }) => this.#allows(pod));
  }

  #allows(pod: RunningPod): boolean {
    let [count, allowed] = [0, 0];
    for (const limit of this.#limits)
      if (limit.covers(pod)) {
        count++;
        allowed = limit.allowed;
      }
    if (count === 0 || (count === 1 && allowed > 0)) return true;
    return toleratesDisruption(pod) || pod.isProtected;
  }
}

/** Pods that budgets cannot tell apart, and one of them. */
export interface Residents {
  readonly pod: RunningPod;
  readonly count: number;
}

/** Of one template, and protected or not. */
const residentsOf = perObject(({ daemons, pods }: ClusterNode): readonly Residents[] => {
  const alike = new Map<RunningPod['template'], Residents[]>();
  for (const pod of [...pods, ...daemons]) {
    const known = alike.get(pod.template) ?? [];
    const place = known.findIndex((one) => one.pod.isProtected === pod.isProtected);
    if (place < 0) known.push({ pod, count: 1 });
    else known[place] = { pod, count: (known[place]?.count ?? 0) + 1 };
    alike.set(pod.template, known);
  }
  return [...alike.values()].flat();
});

const DISRUPTED: Taint = { key: 'karpenter.sh/disrupted', value: '', effect: 'NoSchedule' };

const toleratesDisruption = ({ template }: RunningPod): boolean =>
  untolerated([DISRUPTED], template.tolerations).length === 0;

function allowedBy(budget: PodDisruptionBudget, covered: readonly Residents[]): number {
  const desired = budgetDesires(budget, covered);
  return desired === undefined ? 0 : Math.max(0, countOf(covered) - desired);
}

const countOf = (covered: readonly Residents[]): number => covered.reduce((sum, { count }) => sum + count, 0);

/** How many of the covered pods have to stay healthy; undefined where the budget allows nothing whatever their number. */
export function budgetDesires(
  { minAvailable, maxUnavailable }: PodDisruptionBudget,
  covered: readonly Residents[],
): number | undefined {
  const expected = countOf(covered);
  const asksControllers = maxUnavailable !== undefined || (minAvailable?.endsWith('%') ?? false);
  if (expected === 0 || (asksControllers && covered.some(hasNoScale))) return undefined;
  return maxUnavailable === undefined
    ? scaled(minAvailable ?? '0', expected)
    : expected - scaled(maxUnavailable, expected);
}

/** Only what has a scale can say how many pods there should be. */
const hasNoScale = ({ pod: { kind } }: Residents): boolean => kind === 'Pod' || kind === 'Job';

/** Percentages round up. */
function scaled(text: string, total: number): number {
  const percent = /^(\d+)%$/.exec(text)?.[1];
  return percent === undefined ? Number(text) || 0 : Math.ceil((Number(percent) * total) / 100);
}
