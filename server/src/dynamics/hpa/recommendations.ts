/** The memory of proposals that keeps an HPA from flapping.
 *  @source kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go stabilizeRecommendation,
 *  stabilizeRecommendationWithBehaviors@v1.35.3 */
import { DOWNSCALE_STABILIZATION_SECONDS } from './spec';

interface Recommendation {
  readonly replicas: number;
  readonly at: number;
}

export interface Windows {
  readonly upSeconds: number;
  readonly downSeconds: number;
}

export class Recommendations {
  private readonly kept: Recommendation[] = [];

  /** The size that the controller first sees counts as a recommendation. */
  recordFirst(replicas: number, now: number): void {
    if (this.kept.length === 0) this.kept.push({ replicas, at: now });
  }

  /** Without `behavior`: the highest of the last five minutes, one exactly as old included. It may scale up, too. */
  highest(proposed: number, now: number): number {
    const cutoff = now - DOWNSCALE_STABILIZATION_SECONDS;
    let [highest, reusable] = [proposed, -1];
    for (let index = 0; index < this.kept.length; index++) {
      const { replicas, at } = this.kept[index] as Recommendation;
      if (at < cutoff) reusable = index;
      else if (replicas > highest) highest = replicas;
    }
    this.record({ replicas: proposed, at: now }, reusable);
    return highest;
  }

  /** With `behavior`: the current size, moved no further than the least of the window up and the most of the window
   *  down ask for. A recommendation exactly as old as a window is out of it. */
  within(proposed: number, now: number, current: number, { upSeconds, downSeconds }: Windows): number {
    let [lowest, highest, reusable] = [proposed, proposed, -1];
    for (let index = 0; index < this.kept.length; index++) {
      const { replicas, at } = this.kept[index] as Recommendation;
      if (at > now - upSeconds && replicas < lowest) lowest = replicas;
      if (at > now - downSeconds && replicas > highest) highest = replicas;
      if (at < now - upSeconds && at < now - downSeconds) reusable = index;
    }
    this.record({ replicas: proposed, at: now }, reusable);
    return Math.min(Math.max(current, lowest), highest);
  }

  /** An outdated place is used again, the last one found. */
  private record(recommendation: Recommendation, reusable: number): void {
    if (reusable < 0) this.kept.push(recommendation);
    else this.kept[reusable] = recommendation;
  }
}
