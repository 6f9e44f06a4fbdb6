/** Who changes sizes: the HPA, KEDA's loop and its Jobs, and schedules. */
import { HpaController, SYNC_SECONDS } from '../dynamics/hpa/controller';
import type { HpaSpec } from '../dynamics/hpa/spec';
import { jobsToStart } from '../dynamics/keda/scaledJob';
import { ScaledMetrics, type Pods } from '../dynamics/keda/scaledMetrics';
import { poll, type ScaleLoopState } from '../dynamics/keda/scaleLoop';
import type { ScheduledChange } from '../dynamics/schedule/changes';
import type { ExternalTrigger } from '../dynamics/keda/triggers';
import type { Engine } from './engine';
import { JobNeeds } from './jobNeeds';
import { Observer } from './observation';
import type { ScalerPlan } from './plan';
import type { Sizes } from './sizes';

type Plan<K extends ScalerPlan['kind']> = Extract<ScalerPlan, { kind: K }>;

export class Scaling {
  readonly #observer: Observer;
  #hpa: HpaController | undefined;
  #isHpaActive = false;
  #scaledMetrics: ScaledMetrics | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly sizes: Sizes,
  ) {
    this.#observer = new Observer(engine, (name, now) => this.#externalMetric(name, now));
  }

  start(): void {
    const { scaler, changes } = this.engine.plan;
    if (scaler.kind === 'hpa') this.#startHpa(scaler.spec, scaler.name);
    if (scaler.kind === 'keda') this.#startKeda(scaler);
    if (scaler.kind === 'job') this.#startJobs(scaler);
    for (const change of changes) this.engine.queue.plan(change.at, (now) => this.#apply(change, now));
  }

  #startHpa(spec: HpaSpec, name: string): void {
    const hpa = new HpaController(spec);
    this.#hpa = hpa;
    const sync = (now: number): void => {
      const { replicas, conditions } = hpa.sync(now, this.#observer.observe(now));
      this.#isHpaActive = conditions.scalingActive?.startsWith('+') === true;
      this.sizes.set(this.engine.plan.subject.key, replicas, now, { cause: name });
      this.engine.queue.plan(now + SYNC_SECONDS, sync);
    };
    this.engine.queue.plan(SYNC_SECONDS, sync);
  }

  #startKeda(scaler: Plan<'keda'>): void {
    // KEDA ends its loop and removes the HPA.
    if (scaler.loop.pause.all) return;
    const { triggers: asked, modifiers, fallback, isObserved } = scaler;
    const metrics = new ScaledMetrics(asked, modifiers, fallback, isObserved);
    this.#scaledMetrics = metrics;
    const { key } = this.engine.plan.subject;
    const step = this.#pollingSeconds(scaler.loop.pollingIntervalSeconds);
    let state: ScaleLoopState = { replicas: 0, active: ['', ''], ready: ['', ''] };
    const turn = (now: number): void => {
      const read = (trigger: ExternalTrigger): number | undefined => this.#observer.readTrigger(trigger, now);
      const found = metrics.activity(read, () => this.#pods(now), this.#isHpaActive, this.#second(now));
      const triggers = { ...found, isActive: found.isActive || (scaler.isResourceOnly && !found.isError) };
      const replicas = this.engine.wanted.get(key) ?? 0;
      state = poll({ spec: scaler.loop, state: { ...state, replicas }, triggers, now });
      this.sizes.set(key, state.replicas, now, { cause: scaler.name });
      this.engine.queue.plan(now + step, turn);
    };
    this.engine.queue.plan(0, turn);
    this.#startHpa(scaler.hpa, scaler.name);
  }

  #pollingSeconds(written: number): number {
    return Math.max(1, this.engine.plan.settings.kedaPollingSeconds || written);
  }

  /** Since 1970. */
  #second(now: number): number {
    return this.engine.plan.startSecond + now;
  }

  #pods(now: number): Pods {
    const { wanted, subjectPods, plan } = this.engine;
    return { replicas: wanted.get(plan.subject.key) ?? 0, readyCount: subjectPods.at(now).ready };
  }

  /** External and object metrics: KEDA's, or those of an adapter, which follow demand. */
  #externalMetric(name: string, now: number): number | undefined {
    if (this.#scaledMetrics)
      return this.#scaledMetrics.metric(
        name,
        (trigger) => this.#observer.readTrigger(trigger, now),
        () => this.#pods(now),
        this.#second(now),
      );
    const adapter: ExternalTrigger = { ...ADAPTER, metricName: name };
    return this.#observer.readTrigger(adapter, now);
  }

  /** Each Job is a pod that takes one unit. */
  #startJobs({ spec, triggers, name }: Plan<'job'>): void {
    const { key } = this.engine.plan.subject;
    const step = this.#pollingSeconds(spec.pollingIntervalSeconds);
    const needs = new JobNeeds(this.engine.accounts);
    const turn = (now: number): void => {
      const pods = [...this.engine.fleet.podsOf(key)];
      const counts = {
        running: pods.length,
        pending: pods.filter(({ runningAt }) => runningAt > now).length,
      };
      const asked = triggers.map((trigger) => {
        const queueLength = this.#observer.readTrigger(trigger, now) ?? 0;
        return { queueLength, target: trigger.target, isActive: queueLength > trigger.activation };
      });
      const started = jobsToStart(spec, asked, counts);
      if (started > 0)
        this.sizes.set(key, pods.length + started, now, { cause: name, since: needs.take(started, now) });
      this.engine.queue.plan(now + step, turn);
    };
    this.engine.queue.plan(0, turn);
  }

  #apply({ name, effect }: ScheduledChange, now: number): void {
    const { plan, wanted } = this.engine;
    const key = `${effect.target.namespace}/${effect.target.name}`;
    const cause = { cause: name };
    if (effect.kind === 'bounds') {
      this.#hpa?.setBounds(effect);
      this.engine.say(now, 'schedule', `${name}: bounds of ${key}`);
      return;
    }
    this.engine.say(now, 'schedule', `${name}: ${key} to ${effect.replicas}`);
    if (effect.kind === 'replicas') return this.sizes.set(key, effect.replicas, now, cause);
    const current = wanted.get(plan.subject.key) ?? 0;
    this.#hpa?.setBounds(boundsAfter(this.#hpa.bounds, current, effect.replicas));
    if (current < effect.replicas) this.sizes.set(plan.subject.key, effect.replicas, now, cause);
  }
}

const ADAPTER: ExternalTrigger = {
  ...{ kind: 'external', type: 'adapter', name: undefined, metricName: '', targetType: 'AverageValue' },
  ...{ target: 1, activation: 0, gauge: 'demand', countsInFlight: false, isCached: false },
};

/** What CronHPA makes of an HPA's bounds.
 *  @source AliyunContainerService/kubernetes-cronhpa-controller pkg/controller/cronjob.go ScaleHPA */
function boundsAfter(
  { min, max }: { readonly min: number; readonly max: number },
  current: number,
  size: number,
): { readonly min: number; readonly max: number } {
  const isLowered = size < min || (current === min && size < current);
  return { min: isLowered || current < size ? size : min, max: Math.max(max, size) };
}
