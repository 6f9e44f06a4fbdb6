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
      const pods = nodes.flatMap((node) => [...node.pods.filter(covers), ...node.daemons.filter(covers)]);
      return { covers, allowed: allowedBy(budget, pods) };
    });
  }

  /** Whether every pod could be evicted by itself. Pods that stay anyway, or are protected, ask no budget. */
  allowEach(pods: readonly RunningPod[]): boolean {
    if (this.#limits.length === 0) return true;
    return pods.every((pod) => {
      const limits = this.#limits.filter(({ covers }) => covers(pod));
      if (limits.length === 0 || (limits.length === 1 && (limits[0]?.allowed ?? 0) > 0)) return true;
      return toleratesDisruption(pod) || pod.isProtected;
    });
  }
}

const DISRUPTED: Taint = { key: 'karpenter.sh/disrupted', value: '', effect: 'NoSchedule' };

const toleratesDisruption = ({ template }: RunningPod): boolean =>
  untolerated([DISRUPTED], template.tolerations).length === 0;

function allowedBy(budget: PodDisruptionBudget, pods: readonly RunningPod[]): number {
  const desired = budgetDesires(budget, pods);
  return desired === undefined ? 0 : Math.max(0, pods.length - desired);
}

/** How many of the pods have to stay healthy; undefined where the budget allows nothing whatever their number. */
export function budgetDesires(
  { minAvailable, maxUnavailable }: PodDisruptionBudget,
  pods: readonly RunningPod[],
): number | undefined {
  const expected = pods.length;
  const asksControllers = maxUnavailable !== undefined || (minAvailable?.endsWith('%') ?? false);
  if (expected === 0 || (asksControllers && pods.some(hasNoScale))) return undefined;
  return maxUnavailable === undefined
    ? scaled(minAvailable ?? '0', expected)
    : expected - scaled(maxUnavailable, expected);
}

/** Only what has a scale can say how many pods there should be. */
const hasNoScale = ({ kind }: RunningPod): boolean => kind === 'Pod' || kind === 'Job';

/** Percentages round up. */
function scaled(text: string, total: number): number {
  const percent = /^(\d+)%$/.exec(text)?.[1];
  return percent === undefined ? Number(text) || 0 : Math.ceil((Number(percent) * total) / 100);
}
