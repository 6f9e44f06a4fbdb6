/** How many evictions each PodDisruptionBudget allows, all pods being healthy.
 *  @source kubernetes/kubernetes pkg/controller/disruption/disruption.go getExpectedPodCount@v1.35.3
 *  @source kubernetes-sigs/karpenter pkg/utils/pdb/pdb.go@v1.14.1 */
import type { PodDisruptionBudget } from '../manifest/podDisruptionBudget';
import { labelMatcher } from '../model/labelSelector';
import { untolerated, type Taint } from '../model/taints';
import type { RunningPod } from './state';

interface Limit {
  readonly covers: (pod: RunningPod) => boolean;
  readonly allowed: number;
}

export class PodBudgets {
  readonly #limits: readonly Limit[];

  constructor(budgets: readonly PodDisruptionBudget[], pods: readonly RunningPod[]) {
    this.#limits = budgets.map((budget) => {
      const matches = labelMatcher(budget.selector);
      const covers = ({ namespace, template }: RunningPod): boolean =>
        namespace === budget.namespace && matches(template.labels);
      return { covers, allowed: allowedBy(budget, pods.filter(covers)) };
    });
  }

  /** Whether every pod could be evicted by itself. Pods that stay anyway, or are protected, ask no budget. */
  allowEach(pods: readonly RunningPod[]): boolean {
    return pods.every((pod) => {
      if (toleratesDisruption(pod) || pod.isProtected) return true;
      const covering = this.#limits.filter(({ covers }) => covers(pod));
      return covering.length === 0 || (covering.length === 1 && (covering[0]?.allowed ?? 0) > 0);
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
