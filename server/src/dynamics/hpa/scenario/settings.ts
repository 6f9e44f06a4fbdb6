/** The settings of a scenario, read leniently. */
import { integerAt, isTrueAt, listAt, textAt, valueAt } from '../../../manifest/fields';
import { compareNumber } from '../../../util/sort';
import { numberAt } from './load';

export interface Flap {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Container {
  readonly name: string;
  readonly requests: Readonly<Record<'cpu' | 'memory', number | undefined>>;
  /** Shares of what the pod uses; the last container has the rest. */
  readonly percent: Readonly<Record<'cpu' | 'memory', number>>;
}

export interface Settings {
  readonly durationSeconds: number;
  readonly initialReplicas: number;
  readonly pendingSeconds: number;
  readonly readySeconds: number;
  readonly metricsWindowSeconds: number;
  readonly metricsDelaySeconds: number;
  readonly base: Readonly<Record<'cpu' | 'memory', number>>;
  readonly cpuLimitMilli: number;
  /** Whether running pods that are not ready report what an idle pod uses. */
  readonly unreadyReportBase: boolean;
  /** Never empty. */
  readonly containers: readonly Container[];
  /** By their begin. */
  readonly flaps: readonly Flap[];
  readonly missing: readonly Flap[];
  readonly outages: readonly { readonly from: number; readonly to: number; readonly source: string }[];
}

export function decodeSettings(scenario: unknown): Settings {
  return {
    durationSeconds: integerAt(scenario, 'durationSeconds') ?? 0,
    initialReplicas: Math.max(0, integerAt(scenario, 'initialReplicas') ?? 0),
    pendingSeconds: numberAt(scenario, 'podPendingSeconds') ?? 0,
    readySeconds: numberAt(scenario, 'podReadySeconds') ?? 0,
    metricsWindowSeconds: numberAt(scenario, 'metricsWindowSeconds') ?? 0,
    metricsDelaySeconds: numberAt(scenario, 'metricsDelaySeconds') ?? 0,
    base: {
      cpu: numberAt(scenario, 'podBase', 'cpuMilli') ?? 0,
      memory: numberAt(scenario, 'podBase', 'memoryBytes') ?? 0,
    },
    cpuLimitMilli: numberAt(scenario, 'podCpuLimitMilli') || Infinity,
    unreadyReportBase: textAt(scenario, 'unreadyMetrics') === 'base',
    containers: containersOf(scenario),
    flaps: listAt(scenario, 'readinessFlaps')
      .map(flapOf)
      .sort((a, b) => compareNumber(a.from, b.from)),
    missing: listAt(scenario, 'podMetricsMissing').map(flapOf),
    outages: listAt(scenario, 'outages').map((outage) => ({
      ...spanOf(outage),
      source: textAt(outage, 'source') ?? '',
    })),
  };
}

const spanOf = (value: unknown): { from: number; to: number } => ({
  from: numberAt(value, 'from') ?? 0,
  to: numberAt(value, 'to') ?? 0,
});

const flapOf = (value: unknown): Flap => ({ ...spanOf(value), count: numberAt(value, 'count') ?? 0 });

function containersOf(scenario: unknown): readonly Container[] {
  const listed = listAt(scenario, 'containers').map((container) => ({
    name: textAt(container, 'name') ?? '',
    requests: requestsOf(valueAt(container, 'requests')),
    percent: {
      cpu: numberAt(container, 'cpuPercent') ?? 0,
      memory: numberAt(container, 'memoryPercent') ?? 0,
    },
  }));
  if (listed.length > 0) return listed;
  const requests = requestsOf(valueAt(scenario, 'podRequests'));
  return [{ name: 'app', requests, percent: { cpu: 100, memory: 100 } }];
}

/** A request of 0 is none. */
const requestsOf = (requests: unknown): Container['requests'] => ({
  cpu: numberAt(requests, 'cpuMilli') || undefined,
  memory: numberAt(requests, 'memoryBytes') || undefined,
});

/** Whether a feature gate is on; `fallback` unless the scenario says. */
export function gateAt(scenario: unknown, gate: string, fallback: boolean): boolean {
  return valueAt(scenario, 'featureGates', gate) === undefined
    ? fallback
    : isTrueAt(scenario, 'featureGates', gate);
}
