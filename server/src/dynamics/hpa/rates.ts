/** How fast `behavior` lets an HPA scale: policies over the changes of their last period.
 *  @source kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go calculateScaleUpLimitWithScalingRules,
 *  calculateScaleDownLimitWithBehaviors, storeScaleEvent@v1.35.3 */
import { toInt32, wrapInt32 } from './integers';
import type { ScalingPolicy, ScalingRules } from './spec';

interface ScaleEvent {
  readonly change: number;
  readonly at: number;
  isOutdated: boolean;
}

/** Changes in one direction. */
export class ScaleEvents {
  private readonly events: ScaleEvent[] = [];

  /** Remembers a change. Places of changes older than the longest period of `rules` are used again. */
  store(change: number, now: number, rules: ScalingRules): void {
    const longest = Math.max(0, ...rules.policies.map(({ periodSeconds }) => periodSeconds));
    for (const event of this.events) if (event.at < now - longest) event.isOutdated = true;
    const reusable = this.events.findLastIndex(({ isOutdated }) => isOutdated);
    const event = { change, at: now, isOutdated: false };
    if (reusable < 0) this.events.push(event);
    else this.events[reusable] = event;
  }

  /** Pods that were added or removed within a period; exactly a period ago is too long ago. */
  changeWithin(periodSeconds: number, now: number): number {
    let sum = 0;
    for (const { change, at } of this.events) if (at > now - periodSeconds) sum += change;
    return sum;
  }
}

export interface History {
  readonly ups: ScaleEvents;
  readonly downs: ScaleEvents;
}

/** The most replicas that the policies allow; percentages round up, or one pod could never become two. A policy of more
 *  pods than 32 bits hold overflows: it allows none. */
export function scaleUpLimit(rules: ScalingRules, history: History, current: number, now: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const start = periodStart(history, current, periodSeconds, now);
    return type === 'Pods' ? wrapInt32(start + value) : toInt32(Math.ceil(start * (1 + value / 100)));
  });
  return rules.selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
}

/** The fewest replicas that the policies allow; percentages are truncated. */
export function scaleDownLimit(rules: ScalingRules, history: History, current: number, now: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const start = periodStart(history, current, periodSeconds, now);
    return type === 'Pods' ? wrapInt32(start - value) : toInt32(start * (1 - value / 100));
  });
  return rules.selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
}

/** The size at the begin of the period: both directions count. */
function periodStart(
  { ups, downs }: History,
  current: number,
  periodSeconds: ScalingPolicy['periodSeconds'],
  now: number,
): number {
  return current - ups.changeWithin(periodSeconds, now) + downs.changeWithin(periodSeconds, now);
}
