/** The pods of a scenario: created and removed by the HPA, ready after a while, unready for a while. */
import { compareNumber } from '../../../util/sort';
import type { PodGroup } from '../pods';
import type { Flap, Settings } from './settings';

interface Unready {
  readonly from: number;
  readonly to: number;
}

/** Times are in seconds of the scenario. */
export interface ScenarioPod {
  readonly ordinal: number;
  readonly createdAt: number;
  readonly readyAt: number;
  /** A pod that is ready runs, whatever its time of being pending. */
  readonly runningAt: number;
  readonly flaps: Unready[];
}

export const isReadyAt = ({ createdAt, readyAt, flaps }: ScenarioPod, t: number): boolean =>
  t >= createdAt && t >= readyAt && !flaps.some(({ from, to }) => from <= t && t < to);

export const isPendingAt = ({ runningAt }: ScenarioPod, t: number): boolean => t < runningAt;

/** When the Ready condition last changed, as seen at `t`. */
function readyChangedAt({ createdAt, readyAt, flaps }: ScenarioPod, t: number): number {
  const changes = [readyAt, ...flaps.flatMap(({ from, to }) => [from, to])];
  return Math.max(createdAt, ...changes.filter((change) => change <= t));
}

/** More are not played. */
const MAX_PODS = 50_000;

/** Since long before the scenario. */
const INITIAL_CREATION = -3600;

export class ScenarioPods {
  /** By ordinal. */
  alive: readonly ScenarioPod[];
  private removed: { readonly pod: ScenarioPod; readonly at: number }[] = [];
  private nextOrdinal = 0;

  constructor(
    initialCount: number,
    private readonly delays: Pick<Settings, 'pendingSeconds' | 'readySeconds' | 'metricsDelaySeconds'>,
  ) {
    this.alive = Array.from({ length: Math.min(initialCount, MAX_PODS) }, () => ({
      ...{ ordinal: this.nextOrdinal++, createdAt: INITIAL_CREATION, flaps: [] },
      ...{ readyAt: INITIAL_CREATION, runningAt: INITIAL_CREATION },
    }));
  }

  scaleTo(wanted: number, t: number): void {
    const count = Math.min(wanted, MAX_PODS);
    const { pendingSeconds, readySeconds } = this.delays;
    if (count < this.alive.length) this.remove(this.alive.length - count, t);
    const added = Array.from({ length: count - this.alive.length }, () => ({
      ...{ ordinal: this.nextOrdinal++, createdAt: t, flaps: [] },
      ...{ readyAt: t + readySeconds, runningAt: t + Math.min(pendingSeconds, readySeconds) },
    }));
    this.alive = [...this.alive, ...added];
  }

  /** The first pods by ordinal that were ready for the first time by the begin of the flap lose readiness. */
  flap({ from, to, count }: Flap): void {
    const ready = this.alive.filter(({ readyAt }) => readyAt <= from);
    for (const pod of ready.slice(0, count)) pod.flaps.push({ from, to });
  }

  /** How many pods shared the load at `t`, which may be past: those removed since count, too. */
  readyCountAt(t: number): number {
    const sharers = [...this.alive, ...this.removed.flatMap(({ pod, at }) => (at > t ? [pod] : []))];
    return sharers.filter((pod) => isReadyAt(pod, t)).length;
  }

  groupsAt(t: number): readonly PodGroup[] {
    return this.alive.map((pod) => ({
      count: 1,
      isPending: isPendingAt(pod, t),
      isReady: isReadyAt(pod, t),
      startedAt: pod.createdAt,
      readyChangedAt: readyChangedAt(pod, t),
    }));
  }

  /** As the ReplicaSet controller ranks them: the least useful first, and of equals the newest. */
  private remove(count: number, t: number): void {
    const rank = (pod: ScenarioPod): number => {
      if (isReadyAt(pod, t)) return 2;
      return isPendingAt(pod, t) ? 0 : 1;
    };
    const ranked = [...this.alive].sort(
      (a, b) =>
        compareNumber(rank(a), rank(b)) ||
        compareNumber(readyChangedAt(b, t), readyChangedAt(a, t)) ||
        compareNumber(b.createdAt, a.createdAt) ||
        compareNumber(b.ordinal, a.ordinal),
    );
    const gone = new Set(ranked.slice(0, count));
    const forgotten = t - this.delays.metricsDelaySeconds;
    this.removed = this.removed.filter(({ at }) => at > forgotten);
    for (const pod of gone) this.removed.push({ pod, at: t });
    this.alive = this.alive.filter((pod) => !gone.has(pod));
  }
}
