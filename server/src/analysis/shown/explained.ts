/** An explanation as a panel shows it: words for each step. */
import { stepText } from '../../simulate/explainFunnel';
import type { Explanation } from '../../simulate/explanation/types';

export interface WorkloadExplained {
  readonly workload: string;
  readonly code: string;
  readonly funnels: readonly FunnelExplained[];
  readonly nearestMiss?: string;
  readonly change?: string;
}

export interface FunnelExplained {
  readonly nodePool: string;
  readonly totalCount: number;
  readonly steps: readonly { readonly text: string; readonly leftCount: number }[];
}

export const explained = ({ unplaced }: Explanation): readonly WorkloadExplained[] =>
  unplaced.map(({ workload, reason, funnels, nearestMiss, change }) => ({
    ...{ workload, code: reason.code },
    funnels: funnels.map(({ nodePool, total, steps }) => ({
      ...{ nodePool, totalCount: total },
      steps: steps.map((step) => ({ text: stepText(step), leftCount: step.left })),
    })),
    ...(nearestMiss ? { nearestMiss: nearestMiss.message } : {}),
    ...(change ? { change: change.message } : {}),
  }));
