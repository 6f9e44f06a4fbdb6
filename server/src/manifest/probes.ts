/** When a pod that has started counts as ready: startup and readiness probes.
 *  @source kubernetes/kubernetes pkg/kubelet/prober/worker.go, pkg/apis/core/v1/defaults.go@v1.35 */
import { integerAt, listAt, optionalMappingAt } from './fields';

export interface Probe {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly successThreshold: number;
}

export interface ContainerProbes {
  readonly startup?: Probe;
  readonly readiness?: Probe;
}

/** Of each container, in order. */
export const decodeProbes = (podSpec: unknown): readonly ContainerProbes[] =>
  listAt(podSpec, 'containers').map((container) => {
    const startup = decodeProbe(optionalMappingAt(container, 'startupProbe'));
    const readiness = decodeProbe(optionalMappingAt(container, 'readinessProbe'));
    return { ...(startup ? { startup } : {}), ...(readiness ? { readiness } : {}) };
  });

function decodeProbe(probe: unknown): Probe | undefined {
  if (probe === undefined) return undefined;
  return {
    initialDelaySeconds: integerAt(probe, 'initialDelaySeconds') ?? 0,
    periodSeconds: Math.max(1, integerAt(probe, 'periodSeconds') ?? 10),
    successThreshold: Math.max(1, integerAt(probe, 'successThreshold') ?? 1),
  };
}

/** Seconds from the start of the containers until the pod is ready, if the application answers after `appSeconds`. */
export function readyAfter(containers: readonly ContainerProbes[], appSeconds: number): number {
  const each = containers.map(({ startup, readiness }) => {
    const started = startup ? passedAt(startup, 0, appSeconds) : 0;
    return readiness ? passedAt(readiness, started, appSeconds) : Math.max(started, startup ? 0 : appSeconds);
  });
  return Math.max(0, ...each);
}

/** The probe runs at its delay and then every period; readiness is asked once startup has passed. */
function passedAt(
  { initialDelaySeconds, periodSeconds, successThreshold }: Probe,
  from: number,
  appSeconds: number,
): number {
  const first = Math.max(initialDelaySeconds, from);
  const failures = Math.max(0, Math.ceil((appSeconds - first) / periodSeconds));
  return first + (failures + successThreshold - 1) * periodSeconds;
}
