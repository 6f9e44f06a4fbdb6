/** Pods and their metrics, as the controller groups them before it counts.
 *  @source kubernetes/kubernetes pkg/controller/podautoscaler/replica_calculator.go groupPods@v1.35.3 */

/** Pods that are alike in everything that the controller looks at. Times are in seconds. */
export interface PodGroup {
  readonly count: number;
  readonly isPending: boolean;
  readonly isReady: boolean;
  readonly startedAt: number;
  /** When the Ready condition last changed. */
  readonly readyChangedAt: number;
}

/** What the metrics API returns: one value a group, in milli-units, undefined where a group reports nothing. */
export interface PodMetrics {
  readonly values: readonly (number | undefined)[];
  /** When they were taken. */
  readonly at: number;
  readonly windowSeconds: number;
}

/** How far a count of pods and their sum of a metric have come. */
export interface Sample {
  readonly total: number;
  readonly count: number;
}

export interface GroupedPods {
  /** Pods whose metric counts. */
  readonly measured: Sample;
  readonly unreadyCount: number;
  /** Running pods without a metric. */
  readonly missingCount: number;
}

const CPU_INITIALIZATION_SECONDS = 300;
const INITIAL_READINESS_SECONDS = 30;

/** @param isCpu CPU of pods that start is not trusted; other metrics are */
export function groupPods(
  pods: readonly PodGroup[],
  metrics: PodMetrics,
  { isCpu, now }: { readonly isCpu: boolean; readonly now: number },
): GroupedPods {
  let [total, count, unreadyCount, missingCount] = [0, 0, 0, 0];
  for (let index = 0; index < pods.length; index++) {
    const pod = pods[index] as PodGroup;
    const value = metrics.values[index];
    if (pod.isPending) unreadyCount += pod.count;
    else if (value === undefined) missingCount += pod.count;
    else if (isCpu && isUnreadyForCpu(pod, metrics, now)) unreadyCount += pod.count;
    else {
      total += value * pod.count;
      count += pod.count;
    }
  }
  return { measured: { total, count }, unreadyCount, missingCount };
}

function isUnreadyForCpu(pod: PodGroup, { at, windowSeconds }: PodMetrics, now: number): boolean {
  if (pod.startedAt + CPU_INITIALIZATION_SECONDS > now)
    return !pod.isReady || at < pod.readyChangedAt + windowSeconds;
  // Later only a pod that has never been ready is set aside.
  return !pod.isReady && pod.startedAt + INITIAL_READINESS_SECONDS > pod.readyChangedAt;
}

export const podCount = (pods: readonly PodGroup[]): number =>
  pods.reduce((count, pod) => count + pod.count, 0);

export const runningReadyCount = (pods: readonly PodGroup[]): number =>
  podCount(pods.filter(({ isPending, isReady }) => isReady && !isPending));
