/** How many replicas one metric asks for.
 *  @source kubernetes/kubernetes pkg/controller/podautoscaler/replica_calculator.go, metrics/utilization.go@v1.35.3 */
import { failed, success, type Outcome } from '../../util/outcome';
import { ceilToInt32, multiplyDivide, toInt32, toInt64, wrapInt32 } from './integers';
import { groupPods, podCount, runningReadyCount, type PodGroup, type PodMetrics, type Sample } from './pods';

/** What a metric proposes, and what the status shows of it: percent of the request, or milli-units. */
export interface Proposal {
  readonly replicas: number;
  readonly shown: number;
}

/** Shares of the target within which nothing changes; the bounds themselves belong to it. */
export interface Tolerances {
  readonly down: number;
  readonly up: number;
}

export interface Scene {
  readonly now: number;
  readonly currentReplicas: number;
  /** Asked only by metrics of pods. */
  readonly target: { readonly podGroups: readonly PodGroup[] };
  readonly tolerances: Tolerances;
}

const isWithin = ({ down, up }: Tolerances, ratio: number): boolean => 1 - down <= ratio && ratio <= 1 + up;

interface Gauge {
  readonly isCpu: boolean;
  readonly metrics: PodMetrics;
  /** Usage over target of some pods, and what the status shows. */
  readonly read: (sample: Sample) => { readonly ratio: number; readonly shown: number };
  /** What a pod without metrics counts as when the others would scale down. */
  readonly missingOnTheWayDown: number;
}

/** A share of the request of all measured pods. `requestMilli` is undefined when some container has none. */
export function utilizationReplicas(
  scene: Scene,
  source: {
    readonly isCpu: boolean;
    readonly metrics: PodMetrics;
    readonly requestMilli: number | undefined;
    readonly targetPercent: number;
  },
): Outcome<Proposal> {
  const { isCpu, metrics, requestMilli, targetPercent } = source;
  return podReplicas(scene, requestMilli ? undefined : 'a container has no request', {
    isCpu,
    metrics,
    missingOnTheWayDown: multiplyDivide(requestMilli ?? 0, Math.max(100, targetPercent), 100),
    read: ({ total, count }) => {
      const percent = wrapInt32(multiplyDivide(total, 100, (requestMilli ?? 0) * count));
      return { ratio: percent / targetPercent, shown: percent };
    },
  });
}

/** An average over the measured pods. */
export function averageReplicas(
  scene: Scene,
  source: { readonly isCpu: boolean; readonly metrics: PodMetrics; readonly targetMilli: number },
): Outcome<Proposal> {
  const { isCpu, metrics, targetMilli } = source;
  return podReplicas(scene, undefined, {
    isCpu,
    metrics,
    missingOnTheWayDown: targetMilli,
    read: ({ total, count }) => {
      const average = Math.trunc(total / count);
      return { ratio: average / targetMilli, shown: average };
    },
  });
}

function podReplicas(scene: Scene, problem: string | undefined, gauge: Gauge): Outcome<Proposal> {
  const { currentReplicas, tolerances } = scene;
  const pods = scene.target.podGroups;
  if (podCount(pods) === 0) return failed('there are no pods');
  const grouped = groupPods(pods, gauge.metrics, { isCpu: gauge.isCpu, now: scene.now });
  if (grouped.measured.count === 0) return failed('no pod has metrics that count');
  if (problem !== undefined) return failed(problem);
  const { ratio, shown } = gauge.read(grouped.measured);
  const isHeldByUnready = grouped.unreadyCount > 0 && ratio > 1;
  const stay = success({ replicas: currentReplicas, shown });
  if (!isHeldByUnready && grouped.missingCount === 0) {
    if (isWithin(tolerances, ratio)) return stay;
    return success({ replicas: toInt32(Math.ceil(ratio * grouped.measured.count)), shown });
  }
  const filled = fillIn(grouped.measured, ratio, {
    missing: grouped.missingCount,
    unready: isHeldByUnready ? grouped.unreadyCount : 0,
    missingOnTheWayDown: gauge.missingOnTheWayDown,
  });
  const newRatio = gauge.read(filled).ratio;
  if (isWithin(tolerances, newRatio) || turns(ratio, newRatio)) return stay;
  const replicas = toInt32(Math.ceil(newRatio * filled.count));
  const isAgainstRatio =
    (newRatio < 1 && replicas > currentReplicas) || (newRatio > 1 && replicas < currentReplicas);
  return isAgainstRatio ? stay : success({ replicas, shown });
}

const turns = (before: number, after: number): boolean =>
  (before < 1 && after > 1) || (before > 1 && after < 1);

/** The careful guess: pods without a metric count as idle on the way up, as busy on the way down. */
function fillIn(
  { total, count }: Sample,
  ratio: number,
  guess: { readonly missing: number; readonly unready: number; readonly missingOnTheWayDown: number },
): Sample {
  const missing = ratio === 1 ? 0 : guess.missing;
  const assumed = ratio < 1 ? guess.missingOnTheWayDown * missing : 0;
  return { total: total + assumed, count: count + missing + guess.unready };
}

/** A value of the whole, held against a target for the whole: times the pods that are ready. */
export function valueReplicas(scene: Scene, usageMilli: number, targetMilli: number): Outcome<Proposal> {
  const { currentReplicas, tolerances } = scene;
  const ratio = usageMilli / targetMilli;
  if (currentReplicas === 0) return success({ replicas: toInt32(Math.ceil(ratio)), shown: usageMilli });
  if (isWithin(tolerances, ratio)) return success({ replicas: currentReplicas, shown: usageMilli });
  const pods = scene.target.podGroups;
  if (podCount(pods) === 0) return failed('there are no pods');
  return success({ replicas: ceilToInt32(ratio * runningReadyCount(pods)), shown: usageMilli });
}

/** A value of the whole, held against a target for each pod of the current size. */
export function perPodReplicas(
  scene: Scene,
  { usageMilli, targetMilli, isCapped }: PerPodSource,
): Outcome<Proposal> {
  const { currentReplicas, tolerances } = scene;
  const shown = toInt64(Math.ceil(usageMilli / currentReplicas));
  const ratio = usageMilli / (targetMilli * currentReplicas);
  if (isWithin(tolerances, ratio)) return success({ replicas: currentReplicas, shown });
  const wanted = usageMilli / targetMilli;
  return success({ replicas: isCapped ? ceilToInt32(wanted) : toInt32(Math.ceil(wanted)), shown });
}

interface PerPodSource {
  readonly usageMilli: number;
  readonly targetMilli: number;
  /** Whether more replicas than 32 bits hold become the most that they hold, or overflow. */
  readonly isCapped: boolean;
}
