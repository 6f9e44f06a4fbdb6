/** The HPA controller of kube-controller-manager with its default flags: one object, one sync every 15 seconds.
 *  @source kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler@v1.35.3 */
import { limitByFactor, limitByRate, type Limited } from './limits';
import type { PodGroup } from './pods';
import { proposeReplicas, type JointProposal, type MetricSource } from './proposal';
import { ScaleEvents } from './rates';
import { Recommendations } from './recommendations';
import type { Tolerances } from './replicas';
import type { HpaBehavior, HpaSpec } from './spec';

export const SYNC_SECONDS = 15;
const TOLERANCE = 0.1;

/** A condition: `+` for True or `-` for False, then the reason; null while never set. */
export type Condition = string | null;

export interface HpaConditions {
  readonly ableToScale: Condition;
  readonly scalingActive: Condition;
  readonly scalingLimited: Condition;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What the target looks like at a sync. */
export interface Observation extends MetricSource {
  readonly replicas: number;
  readonly podGroups: readonly PodGroup[];
}

export interface SyncResult {
  /** The replicas that the target has afterwards. */
  readonly replicas: number;
  /** What all metrics ask for, before stabilization and limits; undefined when it was not computed. */
  readonly proposal: number | undefined;
  /** status.desiredReplicas. */
  readonly desiredReplicas: number;
  readonly conditions: HpaConditions;
  /** status.currentMetrics. */
  readonly metrics: readonly (number | null)[];
  /** Of the event; present when the target was rescaled. Empty for a rise that only older recommendations ask for. */
  readonly reason?: string;
}

export class HpaController {
  private readonly recommendations = new Recommendations();
  private readonly history = { ups: new ScaleEvents(), downs: new ScaleEvents() };
  private readonly tolerances: Tolerances;
  private readonly conditions: Mutable<HpaConditions> = {
    ableToScale: null,
    scalingActive: null,
    scalingLimited: null,
  };
  private desiredReplicas = 0;

  constructor(private spec: HpaSpec) {
    const { scaleUp, scaleDown } = spec.behavior ?? {};
    this.tolerances = { up: scaleUp?.tolerance ?? TOLERANCE, down: scaleDown?.tolerance ?? TOLERANCE };
  }

  get bounds(): { readonly min: number; readonly max: number } {
    return { min: this.spec.minReplicas, max: this.spec.maxReplicas };
  }

  /** Someone edits the object. */
  setBounds({ min, max }: { readonly min?: number; readonly max?: number }): void {
    const { minReplicas, maxReplicas } = this.spec;
    this.spec = { ...this.spec, minReplicas: min ?? minReplicas, maxReplicas: max ?? maxReplicas };
  }

  /** One reconciliation at `now` (seconds from any start, ascending). */
  sync(now: number, target: Observation): SyncResult {
    const { minReplicas, maxReplicas } = this.spec;
    const current = target.replicas;
    this.conditions.ableToScale = '+SucceededGetScale';
    this.recommendations.recordFirst(current, now);
    if (current === 0 && minReplicas !== 0) {
      this.conditions.scalingActive = '-ScalingDisabled';
      return this.finish(current, 0, { metrics: [] });
    }
    if (current > maxReplicas)
      return this.rescale(now, current, maxReplicas, {
        reason: 'Current number of replicas above Spec.MaxReplicas',
      });
    if (current < minReplicas)
      return this.rescale(now, current, minReplicas, {
        reason: 'Current number of replicas below Spec.MinReplicas',
      });
    return this.followMetrics(now, target);
  }

  private followMetrics(now: number, target: Observation): SyncResult {
    const current = target.replicas;
    const scene = { now, currentReplicas: current, target, tolerances: this.tolerances };
    const proposed = proposeReplicas(this.spec.metrics, scene, target);
    const { replicas: proposal, shown: metrics } = proposed;
    if (proposal === undefined) {
      this.conditions.scalingActive = `-${proposed.failure ?? ''}`;
      return this.finish(current, this.desiredReplicas, { metrics });
    }
    this.conditions.scalingActive = '+ValidMetricFound';
    // A proposal below zero cannot be, and would count as zero.
    const desired = Math.max(0, proposal);
    const replicas = this.normalize(now, current, desired);
    if (replicas === current) return this.finish(current, current, { metrics, proposal });
    const reason = reasonOf(proposed, desired, current);
    return this.rescale(now, current, replicas, { reason, metrics, proposal });
  }

  /** Stabilizes, then limits. */
  private normalize(now: number, current: number, desired: number): number {
    const { behavior } = this.spec;
    const stabilized = behavior
      ? this.recommendations.within(desired, now, current, windowsOf(behavior))
      : this.recommendations.highest(desired, now);
    const limited: Limited = behavior
      ? limitByRate(this.spec, { behavior, history: this.history, current, now }, stabilized)
      : limitByFactor(this.spec, current, stabilized);
    const direction = behavior && desired >= current ? 'ScaleUpStabilized' : 'ScaleDownStabilized';
    this.conditions.ableToScale = stabilized === desired ? '+ReadyForNewScale' : `+${direction}`;
    this.conditions.scalingLimited = `${limited.replicas === stabilized ? '-' : '+'}${limited.reason}`;
    return limited.replicas;
  }

  private rescale(
    now: number,
    from: number,
    to: number,
    outcome: { readonly reason: string } & Partial<Pick<SyncResult, 'metrics' | 'proposal'>>,
  ): SyncResult {
    this.conditions.ableToScale = '+SucceededRescale';
    const { behavior } = this.spec;
    if (behavior && to > from) this.history.ups.store(to - from, now, behavior.scaleUp);
    else if (behavior) this.history.downs.store(from - to, now, behavior.scaleDown);
    const { reason, metrics = [], proposal } = outcome;
    return { ...this.finish(to, to, { metrics, proposal }), reason };
  }

  private finish(
    replicas: number,
    desiredReplicas: number,
    { metrics, proposal }: Pick<SyncResult, 'metrics'> & Partial<Pick<SyncResult, 'proposal'>>,
  ): SyncResult {
    this.desiredReplicas = desiredReplicas;
    const { ableToScale, scalingActive, scalingLimited } = this.conditions;
    // There are 40,000 syncs in a week: one literal costs a fraction of copies.
    const conditions = { ableToScale, scalingActive, scalingLimited };
    return { replicas, desiredReplicas, conditions, proposal, metrics };
  }
}

const windowsOf = ({ scaleUp, scaleDown }: HpaBehavior): { upSeconds: number; downSeconds: number } => ({
  upSeconds: scaleUp.stabilizationSeconds,
  downSeconds: scaleDown.stabilizationSeconds,
});

function reasonOf({ metricName }: JointProposal, desired: number, current: number): string {
  if (desired > current) return `${metricName} above target`;
  return desired < current ? 'All metrics below target' : '';
}
