/** What sets sizes by the clock: CronHPA objects, and CronJobs that run kubectl. */
import type { ObjectId } from '../../manifest/objectId';
import type { Cron } from '../../model/cron';
import { nextFire } from '../../model/cronNext';
import type { OffsetAt } from '../../model/zoneClock';

/** A schedule and what each of its firings does. */
export interface ScheduledScaling {
  /** Of the object, for people: `CronJob/warm-up`. */
  readonly name: string;
  readonly cron: Cron;
  /** Seconds after the minute at which it fires. */
  readonly secondOfMinute: number;
  readonly clock: OffsetAt;
  /** Days on which nothing is done. */
  readonly excluded: readonly Cron[];
  readonly isOnce: boolean;
  readonly effect: ScalingEffect;
}

/** Sizes: of a workload itself, or the bounds of its scaler. */
export type ScalingEffect =
  | { readonly kind: 'replicas'; readonly target: ObjectId; readonly replicas: number }
  /** As CronHPA does it: the bounds move as far as they must, and the workload is raised to the size. */
  | { readonly kind: 'through-hpa'; readonly target: ObjectId; readonly replicas: number }
  | { readonly kind: 'bounds'; readonly target: ObjectId; readonly min?: number; readonly max?: number };

export interface ScheduledChange {
  /** Seconds since 1970. */
  readonly at: number;
  readonly name: string;
  readonly effect: ScalingEffect;
}

const MAX_CHANGES = 20_000;

/** The firings from `from` to before `to`, by time, then in the order of the schedules. */
export function scheduledChanges(
  scalings: readonly ScheduledScaling[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly ScheduledChange[] {
  const changes = scalings.flatMap((scaling) => firings(scaling, from, to));
  return changes.sort((a, b) => a.at - b.at);
}

function firings(scaling: ScheduledScaling, from: number, to: number): ScheduledChange[] {
  const { cron, secondOfMinute, clock, name, effect, isOnce } = scaling;
  const changes: ScheduledChange[] = [];
  let fire = nextFire(cron, from - secondOfMinute - 1, clock);
  while (fire !== undefined && fire + secondOfMinute < to && changes.length < MAX_CHANGES) {
    if (!isExcluded(scaling, fire)) changes.push({ at: fire + secondOfMinute, name, effect });
    if (isOnce && changes.length > 0) break;
    fire = nextFire(cron, fire, clock);
  }
  return changes;
}

const DAY = 86_400;

/** Whether one of the excluded schedules fires on the local day of `second`. */
function isExcluded({ excluded, clock }: ScheduledScaling, second: number): boolean {
  const local = second + clock(second);
  const start = local - (((local % DAY) + DAY) % DAY) - clock(second);
  return excluded.some((cron) => {
    const fire = nextFire(cron, start - 1, clock);
    return fire !== undefined && fire < start + DAY;
  });
}
