/** The part of a ScaledObject that KEDA's own scale loop goes by. Absent fields stay absent: KEDA tells them from zeros.
 *  @source kedacore/keda apis/keda/v1alpha1/scaledobject_types.go@v2.21.0 */
import { integerAt, optionalMappingAt, textMapAt } from '../../manifest/fields';

export interface ScaleLoopSpec {
  readonly pollingIntervalSeconds: number;
  readonly cooldownSeconds: number;
  readonly initialCooldownSeconds: number;
  readonly minReplicaCount?: number;
  readonly maxReplicaCount?: number;
  readonly idleReplicaCount?: number;
  /** Absent without a fallback. */
  readonly fallbackReplicas?: number;
  readonly pause: Pause;
}

/** From the annotations. */
export interface Pause {
  readonly all: boolean;
  /** To which the target is set while paused; absent: it stays as it is. */
  readonly replicas?: number;
  readonly scaleIn: boolean;
  readonly scaleOut: boolean;
  readonly forceActivation: boolean;
}

const POLLING_SECONDS = 30;
const COOLDOWN_SECONDS = 300;
const HPA_MAX_REPLICAS = 100;

export function decodeScaleLoop(spec: unknown, annotations: unknown): ScaleLoopSpec {
  const fallback = optionalMappingAt(spec, 'fallback');
  return {
    pollingIntervalSeconds: integerAt(spec, 'pollingInterval') ?? POLLING_SECONDS,
    cooldownSeconds: integerAt(spec, 'cooldownPeriod') ?? COOLDOWN_SECONDS,
    initialCooldownSeconds: integerAt(spec, 'initialCooldownPeriod') ?? 0,
    ...optional('minReplicaCount', integerAt(spec, 'minReplicaCount')),
    ...optional('maxReplicaCount', integerAt(spec, 'maxReplicaCount')),
    ...optional('idleReplicaCount', integerAt(spec, 'idleReplicaCount')),
    ...optional('fallbackReplicas', fallback && (integerAt(fallback, 'replicas') ?? 0)),
    pause: pauseOf(textMapAt({ annotations }, 'annotations')),
  };
}

const optional = <K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, number>);

function pauseOf(annotations: Readonly<Record<string, string>>): Pause {
  const isSet = (name: string): boolean => isTrueOrOdd(annotations[`autoscaling.keda.sh/${name}`]);
  const size = annotations['autoscaling.keda.sh/paused-replicas'];
  return {
    all: size !== undefined || isSet('paused'),
    ...(size !== undefined && /^[+-]?\d+$/.test(size) ? { replicas: Number(size) } : {}),
    scaleIn: isSet('paused-scale-in'),
    scaleOut: isSet('paused-scale-out'),
    forceActivation: isSet('force-activation'),
  };
}

const FALSE_WORDS = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** What Go does not read as a boolean counts as true. */
const isTrueOrOdd = (value: string | undefined): boolean => value !== undefined && !FALSE_WORDS.has(value);

/** The bounds of the HPA that KEDA makes. */
export function hpaBounds({ minReplicaCount, maxReplicaCount }: ScaleLoopSpec): {
  hpaMinReplicas: number;
  hpaMaxReplicas: number;
} {
  const hpaMinReplicas = minReplicaCount !== undefined && minReplicaCount > 0 ? minReplicaCount : 1;
  return { hpaMinReplicas, hpaMaxReplicas: maxReplicaCount ?? HPA_MAX_REPLICAS };
}

/** Why KEDA's webhook refuses the counts, or undefined. @source CheckReplicaCountBoundsAreValid */
export function boundsProblem(spec: ScaleLoopSpec): string | undefined {
  const { hpaMinReplicas, hpaMaxReplicas } = hpaBounds(spec);
  const min = spec.minReplicaCount === undefined ? 0 : hpaMinReplicas;
  if (min > hpaMaxReplicas) return `minReplicaCount ${min} is above maxReplicaCount ${hpaMaxReplicas}`;
  const idle = spec.idleReplicaCount;
  if (idle !== undefined && idle >= min)
    return `idleReplicaCount ${idle} is not below minReplicaCount ${min}`;
  return undefined;
}
