/** Plays the HPA controller over a load, given and returned as plain JSON: docs/dynamics.md has the shapes and the
 *  assumptions. Never throws; a scenario that says nothing plays nothing. */
import { valueAt } from '../../../manifest/fields';
import { HpaController, SYNC_SECONDS, type Condition } from '../controller';
import { decodeHpa, type HpaSpec, type ScalingRules } from '../spec';
import { decodeSettings, gateAt } from './settings';
import { World } from './world';

export type HpaScenario = Readonly<Record<string, unknown>>;

export interface HpaEvent {
  readonly t: number;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** [t, replicas before, ready, proposal, status.desiredReplicas, replicas after, AbleToScale, ScalingActive, ScalingLimited,
 *  metrics] */
export type HpaTick = readonly [
  number,
  number,
  number,
  number | null,
  number,
  number,
  Condition,
  Condition,
  Condition,
  readonly (number | null)[],
];

export interface HpaRun {
  /** The API server refuses the manifest: nothing was played. */
  readonly rejected?: true;
  readonly events: readonly HpaEvent[];
  readonly ticks: readonly HpaTick[];
  readonly finalReplicas?: number;
  readonly maxReplicasSeen?: number;
}

/** Pods times syncs: a week with 250 pods, some seconds of work. Larger scenarios end here. */
const MAX_POD_SYNCS = 10_000_000;
/** A week. Longer scenarios end here. */
const MAX_SECONDS = 7 * 24 * 3600;

export function playHpa(scenario: HpaScenario): HpaRun {
  const settings = decodeSettings(scenario);
  const world = new World(scenario, settings);
  const controller = new HpaController(gated(decodeHpa(valueAt(scenario, 'hpa')), scenario));
  const events: HpaEvent[] = [];
  const ticks: HpaTick[] = [];
  let maxReplicasSeen = settings.initialReplicas;
  const end = Math.min(settings.durationSeconds, MAX_SECONDS);
  let podSyncs = 0;
  for (let t = SYNC_SECONDS; t <= end && podSyncs < MAX_POD_SYNCS; t += SYNC_SECONDS) {
    podSyncs += world.pods.alive.length;
    const target = world.observe(t);
    const from = target.replicas;
    const ready = world.pods.readyCountAt(t);
    const {
      replicas,
      proposal = null,
      desiredReplicas,
      conditions,
      metrics,
      reason,
    } = controller.sync(t, target);
    world.pods.scaleTo(replicas, t);
    const { ableToScale, scalingActive, scalingLimited } = conditions;
    const states = [ableToScale, scalingActive, scalingLimited] as const;
    ticks.push([t, from, ready, proposal, desiredReplicas, replicas, ...states, metrics]);
    if (reason !== undefined) events.push({ t, from, to: replicas, reason });
    maxReplicasSeen = Math.max(maxReplicasSeen, replicas);
  }
  return { events, ticks, finalReplicas: world.pods.alive.length, maxReplicasSeen };
}

/** Without its feature gate the API server drops the tolerances. */
function gated(spec: HpaSpec, scenario: HpaScenario): HpaSpec {
  if (!spec.behavior || gateAt(scenario, 'HPAConfigurableTolerance', true)) return spec;
  const { scaleUp, scaleDown } = spec.behavior;
  return {
    ...spec,
    behavior: { scaleUp: withoutTolerance(scaleUp), scaleDown: withoutTolerance(scaleDown) },
  };
}

function withoutTolerance({ stabilizationSeconds, selectPolicy, policies }: ScalingRules): ScalingRules {
  return { stabilizationSeconds, selectPolicy, policies };
}
