/** One turn of KEDA's scale loop: between zero (or idle) and the minimum. Above it the HPA decides.
 *  @source kedacore/keda pkg/scaling/executor/scale_scaledobjects.go@v2.21.0 */
import type { ScaleLoopSpec } from './scaledObject';

export interface TriggerState {
  readonly isActive: boolean;
  /** Some trigger could not be asked. */
  readonly isError: boolean;
}

/** Status and reason of a condition, as the ScaledObject shows it; both empty while never set. */
export type ConditionView = readonly [status: string, reason: string];

export interface ScaleLoopState {
  readonly replicas: number;
  /** Whole seconds, as it is stored. */
  readonly lastActiveAt?: number;
  readonly active: ConditionView;
  readonly ready: ConditionView;
}

interface Turn {
  readonly spec: ScaleLoopSpec;
  readonly state: ScaleLoopState;
  readonly triggers: TriggerState;
  /** Whole seconds since the object was created; the poll itself falls a moment later. */
  readonly now: number;
}

const READY: ConditionView = ['True', 'ScaledObjectReady'];
const ACTIVE: ConditionView = ['True', 'ScalerActive'];
const NOT_ACTIVE: ConditionView = ['False', 'ScalerNotActive'];
const COOLDOWN: ConditionView = ['False', 'ScalerCooldown'];

/** What a poll makes of the state. */
export function poll(turn: Turn): ScaleLoopState {
  const { spec, state, triggers } = turn;
  if (spec.pause.all) return { ...state, ready: READY };
  return triggers.isActive || spec.pause.forceActivation ? pollActive(turn) : pollInactive(turn);
}

function pollActive({ spec, state, triggers, now }: Turn): ScaleLoopState {
  const min = spec.minReplicaCount ?? 0;
  const isIdle = spec.idleReplicaCount !== undefined && state.replicas < min;
  const isDown = isIdle || state.replicas === 0;
  if (!isDown && !triggers.isError)
    return { replicas: state.replicas, lastActiveAt: now, active: ACTIVE, ready: READY };
  const next: ScaleLoopState = { ...state, active: ACTIVE, ready: READY };
  if (!isDown) return { ...next, ready: ['Unknown', 'PartialTriggerError'] };
  return spec.pause.scaleOut ? next : { ...next, replicas: min > 0 ? min : 1, lastActiveAt: now };
}

function pollInactive(turn: Turn): ScaleLoopState {
  const { spec, state, triggers } = turn;
  const next: ScaleLoopState = { ...state, active: NOT_ACTIVE, ready: READY };
  const { idleReplicaCount: idle, fallbackReplicas } = spec;
  const min = spec.minReplicaCount ?? 0;
  if (triggers.isError && fallbackReplicas !== undefined && fallbackReplicas !== 0) return next;
  if (triggers.isError && fallbackReplicas === undefined)
    return { ...next, ready: ['False', 'TriggerError'] };
  const isAboveIdle = idle !== undefined && state.replicas > idle;
  if (isAboveIdle || (state.replicas > 0 && min === 0)) return scaleIn(turn, next);
  if (idle === undefined && state.replicas < min) return { ...next, replicas: min };
  return next;
}

/** To the idle count, or to zero, once the cooldown is over. */
function scaleIn({ spec, now }: Turn, next: ScaleLoopState): ScaleLoopState {
  if (spec.pause.scaleIn) return next;
  const isOver =
    next.lastActiveAt === undefined
      ? now >= spec.initialCooldownSeconds
      : now - next.lastActiveAt >= spec.cooldownSeconds;
  if (!isOver) return { ...next, active: COOLDOWN };
  return { ...next, replicas: spec.idleReplicaCount ?? spec.minReplicaCount ?? 0 };
}
