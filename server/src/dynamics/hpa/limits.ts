/** What becomes of a stabilized recommendation: the bounds of the HPA, and how fast it may get there.
 *  @source kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go convertDesiredReplicasWithRules,
 *  convertDesiredReplicasWithBehaviorRate@v1.35.3 */
import { scaleDownLimit, scaleUpLimit, type History } from './rates';
import type { HpaBehavior, HpaSpec } from './spec';

export interface Limited {
  readonly replicas: number;
  /** Of the ScalingLimited condition. */
  readonly reason: string;
}

const WITHIN_RANGE = 'DesiredWithinRange';
const SCALE_UP_FACTOR = 2;
const SCALE_UP_MINIMUM = 4;

/** Without `behavior`: at most twice the size, or 4, a sync. */
export function limitByFactor(
  { minReplicas, maxReplicas }: HpaSpec,
  current: number,
  recommended: number,
): Limited {
  const upLimit = Math.max(SCALE_UP_FACTOR * current, SCALE_UP_MINIMUM);
  const most = Math.min(maxReplicas, upLimit);
  if (recommended < minReplicas) return { replicas: minReplicas, reason: 'TooFewReplicas' };
  if (recommended <= most) return { replicas: recommended, reason: WITHIN_RANGE };
  return { replicas: most, reason: maxReplicas > upLimit ? 'ScaleUpLimit' : 'TooManyReplicas' };
}

export interface RateContext {
  readonly behavior: HpaBehavior;
  readonly history: History;
  readonly current: number;
  readonly now: number;
}

/** With `behavior`: what its policies allow. */
export function limitByRate(
  { minReplicas, maxReplicas }: HpaSpec,
  { behavior, history, current, now }: RateContext,
  recommended: number,
): Limited {
  if (recommended > current) {
    const upLimit = Math.max(scaleUpLimit(behavior.scaleUp, history, current, now), current);
    const most = Math.min(maxReplicas, upLimit);
    if (recommended > most)
      return { replicas: most, reason: maxReplicas > upLimit ? 'ScaleUpLimit' : 'TooManyReplicas' };
  } else if (recommended < current) {
    const downLimit = Math.min(scaleDownLimit(behavior.scaleDown, history, current, now), current);
    const fewest = Math.max(minReplicas, downLimit);
    if (recommended < fewest)
      return { replicas: fewest, reason: minReplicas < downLimit ? 'ScaleDownLimit' : 'TooFewReplicas' };
  }
  return { replicas: recommended, reason: WITHIN_RANGE };
}
