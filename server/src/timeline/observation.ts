/** What the HPA controller and KEDA see of the subject: pods in groups, and metrics as old as the pipeline makes them. */
import type { Observation } from '../dynamics/hpa/controller';
import type { PodGroup, PodMetrics } from '../dynamics/hpa/pods';
import type { ExternalTrigger } from '../dynamics/keda/triggers';
import { cronWatch, type CronTrigger } from '../dynamics/keda/cronScaler';
import type { Engine } from './engine';
import type { Cohorts } from './podStates';

const MILLI = 1000;

/** An external or object metric of that name, in units. */
type ExternalMetric = (name: string, now: number) => number | undefined;

export class Observer {
  readonly #cronWatches = new Map<CronTrigger, ReturnType<typeof cronWatch>>();

  constructor(
    private readonly engine: Engine,
    private readonly externalMetric: ExternalMetric,
  ) {}

  observe(now: number): Observation {
    return new Sight(this.engine, now, this.externalMetric);
  }

  /** What a trigger's source would say now; undefined while it fails. */
  readTrigger(trigger: ExternalTrigger, now: number): number | undefined {
    const { plan, accounts } = this.engine;
    if (trigger.cron) {
      const activity = this.#watchOf(trigger.cron)(plan.startSecond + now);
      return activity.ok ? activity.value.metric : undefined;
    }
    if (plan.outages.some(({ from, to }) => from <= now && now < to)) return undefined;
    if (trigger.gauge === 'demand') return demandAt(this.engine, sampleAt(this.engine, now));
    return (accounts.backlog[now] ?? 0) + (trigger.countsInFlight ? this.#inFlight(now) : 0);
  }

  #watchOf(trigger: CronTrigger): ReturnType<typeof cronWatch> {
    const watch = this.#cronWatches.get(trigger) ?? cronWatch(trigger);
    this.#cronWatches.set(trigger, watch);
    return watch;
  }

  /** Messages that pods work on, one each. A Job's message is its own affair: the scaler counts the Jobs that run. */
  #inFlight(now: number): number {
    const { accounts, plan } = this.engine;
    if (plan.scaler.kind === 'job') return 0;
    return accounts.meanServed(now, 1) / plan.subject.podCapacity;
  }
}

/** What the HPA controller sees at one moment. Pods are grouped only for metrics that ask for them. */
class Sight implements Observation {
  readonly #sampledAt: number;

  constructor(
    private readonly engine: Engine,
    private readonly now: number,
    private readonly externalMetric: ExternalMetric,
  ) {
    this.#sampledAt = sampleAt(engine, now);
  }

  get replicas(): number {
    return this.engine.wanted.get(this.engine.plan.subject.key) ?? 0;
  }

  get podGroups(): readonly PodGroup[] {
    return this.#cohorts.groups;
  }

  get #cohorts(): Cohorts {
    return this.engine.subjectPods.cohortsAt(this.now);
  }

  /** A container is taken for the whole pod. */
  resource(name: string): PodMetrics | undefined {
    const { accounts, plan } = this.engine;
    const { cpuMilliPerUnit, requestMilli } = plan.subject;
    if (name === 'memory')
      return this.#each(Math.round((requestMilli.memory ?? 0) * plan.settings.memoryShare));
    if (name !== 'cpu') return undefined;
    return this.#perPod(cpuMilliPerUnit * accounts.meanServed(this.#sampledAt, this.#window));
  }

  pods(): PodMetrics | undefined {
    return this.#perPod(MILLI * demandAt(this.engine, this.#sampledAt));
  }

  external(name: string): number | undefined {
    return milli(this.externalMetric(name, this.now));
  }

  object(name: string): number | undefined {
    return milli(this.externalMetric(name, this.now));
  }

  requestMilli(resource: string): number | undefined {
    const { requestMilli } = this.engine.plan.subject;
    return resource === 'cpu' || resource === 'memory' ? requestMilli[resource] : undefined;
  }

  get #window(): number {
    return this.engine.plan.settings.metricsWindowSeconds;
  }

  /** The pods that are ready share the total evenly. */
  #perPod(total: number): PodMetrics | undefined {
    const ready = this.engine.accounts.ready[Math.max(0, this.#sampledAt - 1)] ?? 0;
    return ready === 0 ? undefined : this.#each(Math.ceil(total / ready - 1e-9));
  }

  #each(value: number): PodMetrics | undefined {
    const sampledAt = this.#sampledAt;
    const values = this.#cohorts.all.map(({ group, createdAt }) =>
      createdAt <= sampledAt && group.isReady && group.readyChangedAt <= sampledAt ? value : undefined,
    );
    if (values.every((one) => one === undefined)) return undefined;
    return { values, at: sampledAt, windowSeconds: this.#window };
  }
}

/** When the latest sample that can be seen was finished. */
function sampleAt({ plan }: Engine, now: number): number {
  const { metricsIntervalSeconds, metricsDelaySeconds } = plan.settings;
  return Math.max(
    0,
    Math.floor((now - metricsDelaySeconds) / metricsIntervalSeconds) * metricsIntervalSeconds,
  );
}

const demandAt = ({ accounts, plan }: Engine, sampledAt: number): number =>
  accounts.meanDemand(sampledAt, plan.settings.metricsWindowSeconds);

const milli = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value * MILLI);
