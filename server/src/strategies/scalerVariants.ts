/** Strategies that change what scales the workload: tuned, by schedule, through a queue, with headroom. */
import { isTrueAt, listAt, mappingAt, optionalMappingAt, valueAt } from '../manifest/fields';
import { dailyCron, neededByBucket, windowsAbove, type Window } from './demand';
import { boundsOf, isScaledObject, referenceTo, titleOf, withSpec, type StrategySubject } from './subject';
import type { Manifest, NotApplicable, Variant } from './types';

type Made = Variant | NotApplicable;

export const reactive = (): Variant => ({
  ...{ id: 'reactive', title: 'As configured', complexity: 'none', takes: 'Nothing.' },
  ...{ written: [], removed: [] },
});

/** Twice the size and more at every sync, slow on the way down. */
const BEHAVIOR = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Percent', value: 300, periodSeconds: 15 },
      { type: 'Pods', value: 20, periodSeconds: 15 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }],
  },
};
const POLLING_SECONDS = 5;

const notScaled = ({ cronHpas }: StrategySubject): string =>
  cronHpas.length > 0 ? 'a CronHPA alone sets its size, whatever the load' : 'nothing scales the workload';

export function tuned(subject: StrategySubject): Made {
  const base = { id: 'tuned', title: 'Reactive, tuned' } as const;
  const { scaler } = subject;
  if (!scaler) return { ...base, why: notScaled(subject) };
  const advanced = mappingAt(scaler, 'spec', 'advanced');
  const config = mappingAt(advanced, 'horizontalPodAutoscalerConfig');
  const changed = isScaledObject(scaler)
    ? withSpec(scaler, {
        // Polls matter between zero and the first pod alone.
        ...(boundsOf(scaler).min === 0 ? { pollingInterval: POLLING_SECONDS } : {}),
        advanced: { ...advanced, horizontalPodAutoscalerConfig: { ...config, behavior: BEHAVIOR } },
      })
    : withSpec(scaler, { behavior: BEHAVIOR });
  return { ...base, complexity: 'low', takes: 'A few lines in the scaler.', written: [changed], removed: [] };
}

/** Pods are started so long before they are needed. */
const LEAD_MINUTES = 5;

export function scheduled(subject: StrategySubject): Made {
  const base = { id: 'scheduled', title: 'By schedule' } as const;
  const { scaler, demand, cronHpas } = subject;
  if (!scaler) return { ...base, why: notScaled(subject) };
  const { min } = boundsOf(scaler);
  const windows = windowsAbove(neededByBucket(demand), Math.max(min, 1));
  if (windows.length === 0) return { ...base, why: 'the load never needs more than the minimum' };
  const isWholeDay = windows.every(({ fromMinute, toMinute }) => toMinute - fromMinute >= 24 * 60);
  if (isWholeDay) return { ...base, why: 'the load needs the same size all day' };
  const written = isScaledObject(scaler) ? cronTriggers(scaler, windows) : cronHpa(subject, scaler, windows);
  return {
    ...{ ...base, complexity: 'medium' },
    // Two schedules would undo each other.
    removed: isScaledObject(scaler) ? [] : cronHpas.filter((title) => title !== titleOf(written)),
    takes: isScaledObject(scaler)
      ? 'Cron triggers, kept in step with the load.'
      : "The CronHPA controller, and its schedules kept in step with the load. KEDA's cron would take the HPA's place.",
    written: [written],
  };
}

function cronTriggers(scaler: Manifest, windows: readonly Window[]): Manifest {
  const triggers = windows.map(({ fromMinute, toMinute, replicas }) => ({
    type: 'cron',
    metadata: {
      timezone: 'Etc/UTC',
      start: dailyCron(fromMinute - LEAD_MINUTES),
      end: dailyCron(toMinute),
      desiredReplicas: String(replicas),
    },
  }));
  return withSpec(scaler, { triggers: [...listAt(scaler, 'spec', 'triggers'), ...triggers] });
}

/** Each window raises the minimum, and the end of the last one gives it back. */
function cronHpa(
  { namespace, name, cronHpaAheadMinutes }: StrategySubject,
  scaler: Manifest,
  windows: readonly Window[],
): Manifest {
  const { min } = boundsOf(scaler);
  const starts = windows.map(({ fromMinute, replicas }) => ({
    minute: fromMinute - LEAD_MINUTES,
    size: replicas,
  }));
  const ends = windows
    .filter(({ toMinute }) => !windows.some((one) => one.fromMinute === toMinute))
    .map(({ toMinute }) => ({ minute: toMinute, size: min }));
  const jobs = [...starts, ...ends].map(({ minute, size }) => {
    const cron = dailyCron(minute + cronHpaAheadMinutes);
    const [minutes = '0', hours = '0'] = cron.split(' ');
    const two = (text: string): string => text.padStart(2, '0');
    return { name: `at-${two(hours)}${two(minutes)}-to-${size}`, schedule: `0 ${cron}`, targetSize: size };
  });
  return {
    apiVersion: 'autoscaling.alibabacloud.com/v1beta1',
    kind: 'CronHorizontalPodAutoscaler',
    metadata: { name: `${name}-by-schedule`, namespace },
    spec: {
      scaleTargetRef: {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        name: valueAt(scaler, 'metadata', 'name'),
      },
      jobs,
    },
  };
}

/** More than what is needed, at every size. */
const HEADROOM = 1.25;

/** What may wait, in seconds of one pod's work. */
const QUEUE_SECONDS = 10;

export function queued(subject: StrategySubject): Made {
  const base = { id: 'queue', title: 'Buffered by a queue' } as const;
  const { scaler, namespace, name, podCapacity, region, demand, warmPool, cronHpas } = subject;
  const triggers = scaler && isScaledObject(scaler) ? listAt(scaler, 'spec', 'triggers') : [];
  if (triggers.length > 0) return { ...base, why: 'the workload is scaled by KEDA already' };
  // Without bounds: what the peak needs, and room to work off what has waited.
  const unbounded = { min: demand.minReplicas, max: Math.ceil(warmPool.peakReplicas * HEADROOM) };
  const { min, max } = scaler ? boundsOf(scaler) : unbounded;
  const length = Math.max(1, Math.round(podCapacity * QUEUE_SECONDS));
  const authentication = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: { name: `${name}-queue`, namespace },
    spec: { podIdentity: { provider: 'aws' } },
  };
  const scaledObject = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, namespace },
    spec: {
      scaleTargetRef: referenceTo(subject),
      minReplicaCount: Math.max(1, min),
      maxReplicaCount: Math.max(max, min),
      advanced: { horizontalPodAutoscalerConfig: { behavior: BEHAVIOR } },
      triggers: [
        {
          type: 'aws-sqs-queue',
          authenticationRef: { name: `${name}-queue` },
          metadata: {
            queueURL: `https://sqs.${region}.amazonaws.com/111122223333/${name}`,
            queueLength: String(length),
            awsRegion: region,
          },
        },
      ],
    },
  };
  return {
    ...{ ...base, complexity: 'high', overload: 'queue' },
    takes: 'Callers that take an answer later, a queue (its URL is made up here), and KEDA.',
    written: [authentication, scaledObject],
    removed: [...(scaler ? [titleOf(scaler)] : []), ...cronHpas],
  };
}

export function headroom(subject: StrategySubject): Made {
  const base = { id: 'headroom', title: 'Base capacity +25 %' } as const;
  const { scaler, demand } = subject;
  if (!scaler) return { ...base, why: notScaled(subject) };
  const { min, max } = boundsOf(scaler);
  const raised = Math.ceil(Math.max(min, 1) * HEADROOM);
  if (raised > max) return { ...base, why: `a minimum of ${raised} is above the maximum of ${max}` };
  const changed = isScaledObject(scaler)
    ? alwaysOn(scaler, raised)
    : withSpec(scaler, { minReplicas: raised, metrics: listAt(scaler, 'spec', 'metrics').map(relaxed) });
  return {
    ...{ ...base, complexity: 'low', removed: [], written: [changed] },
    takes: `A minimum of ${raised} instead of ${Math.max(min, demand.minReplicas)}${isScaledObject(scaler) ? '' : ', and utilization targets that much lower'}.`,
  };
}

/** A larger minimum, without what counts on the way to zero alone where nothing goes there any more. */
function alwaysOn(scaler: Manifest, minReplicaCount: number): Manifest {
  const { cooldownPeriod, initialCooldownPeriod, pollingInterval, ...spec } = mappingAt(scaler, 'spec');
  if (spec.idleReplicaCount !== undefined) return withSpec(scaler, { minReplicaCount });
  const triggers = listAt(scaler, 'spec', 'triggers');
  // The polls are all that asks a cached trigger.
  const isPolled = pollingInterval !== undefined && triggers.some((one) => isTrueAt(one, 'useCachedMetrics'));
  return {
    ...scaler,
    spec: {
      ...{ ...spec, ...(isPolled ? { pollingInterval } : {}) },
      ...{ minReplicaCount, triggers: triggers.map(withoutActivation) },
    },
  };
}

function withoutActivation(trigger: unknown): unknown {
  const metadata = optionalMappingAt(trigger, 'metadata');
  if (!metadata) return trigger;
  const kept = Object.entries(metadata).filter(([name]) => !/^activation[A-Z]/.test(name));
  return { ...mappingAt(trigger), metadata: Object.fromEntries(kept) };
}

/** A utilization target that much lower; other targets stay. */
function relaxed(metric: unknown): unknown {
  for (const source of ['resource', 'containerResource']) {
    const target = optionalMappingAt(metric, source, 'target');
    const percent = target?.averageUtilization;
    if (typeof percent !== 'number') continue;
    const lower = Math.max(1, Math.round(percent / HEADROOM));
    return {
      ...mappingAt(metric),
      [source]: { ...mappingAt(metric, source), target: { ...target, averageUtilization: lower } },
    };
  }
  return metric;
}
