/** What sets sizes by the clock: CronHPA objects, and CronJobs that run kubectl. */
import type { ObjectId } from '../../manifest/objectId';
import { nextFiring, type SecondCron } from '../../model/secondCron';
import { localTime, type OffsetAt } from '../../model/zoneClock';

/** A schedule and what each of its firings does. */
export interface ScheduledScaling {
  /** Of the object, for people: `CronJob/warm-up`. */
  readonly name: string;
  readonly schedule: SecondCron;
  readonly clock: OffsetAt;
  /** Nothing is done while one of them fires next in the same month, at the same hour of its day. */
  readonly excluded: readonly SecondCron[];
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
  const { schedule, clock, name, effect, isOnce } = scaling;
  const changes: ScheduledChange[] = [];
  let fire = nextFiring(schedule, from - 1, clock);
  while (fire !== undefined && fire < to && changes.length < MAX_CHANGES) {
    const at: number = fire;
    if (!isExcluded(scaling, at)) changes.push({ at, name, effect });
    if (isOnce && changes.length > 0) break;
    // Further seconds of the same minute set the same size.
    fire = nextFiring(schedule, at - (at % 60) + 59, clock);
  }
  return changes;
}

/** The controller takes it for the comparison of dates, but what it compares are the month and the hour: before an excluded
 *  day, whatever is due at the hour at which that day's schedule begins is left out as well.
 *  @source AliyunContainerService/kubernetes-cronhpa-controller pkg/controller/cronjob.go IsTodayOff, dateFormat@v1.4.3 */
function isExcluded({ excluded, clock }: ScheduledScaling, second: number): boolean {
  const now = localTime(second, clock);
  return excluded.some((schedule) => {
    const next = nextFiring(schedule, second, clock);
    const then = next === undefined ? undefined : localTime(next, clock);
    return then?.month === now.month && then.hour === now.hour;
  });
}
