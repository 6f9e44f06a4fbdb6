/** How many Jobs a ScaledJob starts at a poll.
 *  @source kedacore/keda pkg/scaling/executor/scale_jobs.go, pkg/scaling/scaledjob/metrics.go,
 *  apis/keda/v1alpha1/scaledjob_types.go@v2.21.0 */
import { integerAt, mappingAt, scalarText, textAt } from '../../manifest/fields';
import { parseGoFloat } from '../../util/goFloat';
import { toInt64, wrapInt64 } from '../hpa/integers';

export interface ScaledJobSpec {
  readonly pollingIntervalSeconds: number;
  readonly minReplicaCount: number;
  /** Above the minimum. */
  readonly maxReplicaCount: number;
  readonly strategy: 'default' | 'custom' | 'accurate' | 'eager';
  readonly queueLengthDeduction: number;
  /** Of `custom`: the share of running Jobs that counts. */
  readonly runningJobShare: number;
  readonly multipleScalers: 'max' | 'min' | 'avg' | 'sum';
}

const POLLING_SECONDS = 30;
const MAX_REPLICAS = 100;

export function decodeScaledJob(spec: unknown): ScaledJobSpec {
  const strategy = mappingAt(spec, 'scalingStrategy');
  const written = integerAt(spec, 'maxReplicaCount');
  const lowest = Math.min(integerAt(spec, 'minReplicaCount') ?? 0, written ?? Infinity);
  const isAtMost = (integerAt(spec, 'minReplicaCount') ?? 0) > (written ?? Infinity);
  const share = parseGoFloat(scalarText(strategy.customScalingRunningJobPercentage) ?? '');
  const name = textAt(strategy, 'strategy');
  return {
    pollingIntervalSeconds: integerAt(spec, 'pollingInterval') ?? POLLING_SECONDS,
    minReplicaCount: lowest,
    maxReplicaCount: written === undefined ? MAX_REPLICAS : written - (isAtMost ? 0 : lowest),
    strategy: strategyOf(name === 'custom' && share === undefined ? 'default' : name),
    queueLengthDeduction: integerAt(strategy, 'customScalingQueueLengthDeduction') ?? 0,
    runningJobShare: share ?? 0,
    multipleScalers: severalOf(textAt(strategy, 'multipleScalersCalculation')),
  };
}

const strategyOf = (name: string | undefined): ScaledJobSpec['strategy'] =>
  name === 'custom' || name === 'accurate' || name === 'eager' ? name : 'default';
const severalOf = (name: string | undefined): ScaledJobSpec['multipleScalers'] =>
  name === 'min' || name === 'avg' || name === 'sum' ? name : 'max';

/** What one trigger of a ScaledJob reports at a poll. */
export interface JobTrigger {
  readonly queueLength: number;
  /** Work for one Job. */
  readonly target: number;
  readonly isActive: boolean;
}

export interface JobCounts {
  /** Not finished, pending ones included. */
  readonly running: number;
  /** Without a pod that runs. */
  readonly pending: number;
}

interface Wish {
  readonly queueLength: number;
  readonly maxValue: number;
  readonly isActive: boolean;
}

/** Jobs that are started. */
export function jobsToStart(spec: ScaledJobSpec, triggers: readonly JobTrigger[], counts: JobCounts): number {
  const wish = joint(spec, triggers);
  if (!wish.isActive) return 0;
  const missing = spec.minReplicaCount - counts.running;
  if (missing > 0) return missing;
  const { most, wanted } = decision(spec, wish, {
    running: counts.running - spec.minReplicaCount,
    pending: counts.pending,
  });
  return Math.max(0, Math.min(most, wanted));
}

function joint(
  { multipleScalers, minReplicaCount, maxReplicaCount }: ScaledJobSpec,
  triggers: readonly JobTrigger[],
): Wish {
  const wishes = triggers
    .filter(({ isActive }) => isActive)
    .map(({ queueLength, target }) => ({
      queueLength,
      maxValue: Math.min(target > 0 ? queueLength / target : 0, maxReplicaCount),
    }));
  const { queueLength, maxValue } = combined(wishes, multipleScalers);
  const isActive =
    minReplicaCount > 0 || (wishes.length > 0 && (multipleScalers !== 'max' || queueLength > 0));
  return {
    queueLength: Math.ceil(queueLength),
    maxValue: Math.ceil(Math.min(maxValue, maxReplicaCount)),
    isActive,
  };
}

type Measured = Pick<Wish, 'queueLength' | 'maxValue'>;

function combined(wishes: readonly Measured[], how: ScaledJobSpec['multipleScalers']): Measured {
  const nothing = { queueLength: 0, maxValue: 0 };
  const sum = wishes.reduce<Measured>(
    (total, wish) => ({
      queueLength: total.queueLength + wish.queueLength,
      maxValue: total.maxValue + wish.maxValue,
    }),
    nothing,
  );
  if (how === 'sum') return sum;
  if (how === 'avg') {
    const count = Math.max(1, wishes.length);
    return { queueLength: sum.queueLength / count, maxValue: sum.maxValue / count };
  }
  const isBetter = (a: Measured, b: Measured): boolean =>
    how === 'min' ? b.queueLength === 0 || a.queueLength < b.queueLength : a.queueLength > b.queueLength;
  return wishes.reduce((best, wish) => (isBetter(wish, best) ? wish : best), nothing);
}

function decision(
  spec: ScaledJobSpec,
  { queueLength, maxValue }: Wish,
  { running, pending }: JobCounts,
): { readonly most: number; readonly wanted: number } {
  const { maxReplicaCount } = spec;
  switch (spec.strategy) {
    case 'custom': {
      const counted = toInt64(running * spec.runningJobShare);
      const rest = wrapInt64(BigInt(maxValue - spec.queueLengthDeduction) - BigInt(counted));
      const most = Math.min(rest, maxReplicaCount);
      return { most, wanted: queueLength };
    }
    case 'accurate': {
      const isOver = maxValue + running - pending > maxReplicaCount;
      return { most: isOver ? maxReplicaCount - running : maxValue - pending, wanted: queueLength };
    }
    case 'eager':
      return { most: Math.min(maxReplicaCount - running - pending, maxValue), wanted: maxReplicaCount };
    default:
      return { most: maxValue - running, wanted: queueLength };
  }
}
