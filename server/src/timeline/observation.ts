/** What the HPA controller and KEDA see of the subject: pods in groups, and metrics as old as the pipeline makes them. */
import type { Observation } from '../dynamics/hpa/controller';
import type { PodMetrics } from '../dynamics/hpa/pods';
import type { ExternalTrigger } from '../dynamics/keda/triggers';
import { cronWatch, type CronTrigger } from '../dynamics/keda/cronScaler';
import type { Engine } from './engine';
import type { Cohorts } from './podStates';

const MILLI = 1000;

export class Observer {
  readonly #cronWatches = new Map<CronTrigger, ReturnType<typeof cronWatch>>();

  constructor(
    private readonly engine: Engine,
    /** An external or object metric of that name, in units. */
    private readonly externalMetric: (name: string, now: number) => number | undefined,
  ) {}

  /** When the latest sample that can be seen was finished. */
  sampleAt(now: number): number {
    const { metricsIntervalSeconds, metricsDelaySeconds } = this.engine.plan.settings;
    return Math.max(
      0,
      Math.floor((now - metricsDelaySeconds) / metricsIntervalSeconds) * metricsIntervalSeconds,
    );
  }

  observe(now: number): Observation {
    const { subject } = this.engine.plan;
    const cohorts = this.engine.subjectPods.cohortsAt(now);
    const sampledAt = this.sampleAt(now);
    const metrics = (total: number): PodMetrics | undefined => this.#perPod(cohorts, sampledAt, total);
    return {
      replicas: this.engine.wanted.get(subject.key) ?? 0,
      podGroups: cohorts.groups,
      resource: (name, container) => this.#resource(name, container, sampledAt, cohorts),
      pods: () => metrics(MILLI * this.#demand(sampledAt)),
      external: (name) => milli(this.externalMetric(name, now)),
      object: (name) => milli(this.externalMetric(name, now)),
      requestMilli: (resource) => this.#request(resource),
    };
  }

  #request(resource: string): number | undefined {
    const { requestMilli } = this.engine.plan.subject;
    return resource === 'cpu' || resource === 'memory' ? requestMilli[resource] : undefined;
  }

  /** A container is taken for the whole pod. */
  #resource(
    name: string,
    _container: string | undefined,
    sampledAt: number,
    cohorts: Cohorts,
  ): PodMetrics | undefined {
    const { accounts, plan } = this.engine;
    const { cpuMilliPerUnit, requestMilli } = plan.subject;
    if (name === 'memory') {
      const use = (requestMilli.memory ?? 0) * plan.settings.memoryShare;
      return this.#each(cohorts, sampledAt, Math.round(use));
    }
    if (name !== 'cpu') return undefined;
    return this.#perPod(cohorts, sampledAt, cpuMilliPerUnit * accounts.meanServed(sampledAt, this.#window));
  }

  get #window(): number {
    return this.engine.plan.settings.metricsWindowSeconds;
  }

  #demand(sampledAt: number): number {
    return this.engine.accounts.meanDemand(sampledAt, this.#window);
  }

  /** The pods that are ready share the total evenly. */
  #perPod(cohorts: Cohorts, sampledAt: number, total: number): PodMetrics | undefined {
    const ready = this.engine.accounts.ready[Math.max(0, sampledAt - 1)] ?? 0;
    return ready === 0 ? undefined : this.#each(cohorts, sampledAt, Math.ceil(total / ready - 1e-9));
  }

  #each({ all }: Cohorts, sampledAt: number, value: number): PodMetrics | undefined {
    const values = all.map(({ group, createdAt }) =>
      createdAt <= sampledAt && group.isReady && group.readyChangedAt <= sampledAt ? value : undefined,
    );
    if (values.every((one) => one === undefined)) return undefined;
    return { values, at: sampledAt, windowSeconds: this.#window };
  }

  /** What a trigger's source would say now; undefined while it fails. */
  readTrigger(trigger: ExternalTrigger, now: number): number | undefined {
    const { plan, accounts } = this.engine;
    if (trigger.cron) {
      const activity = this.#watchOf(trigger.cron)(plan.startSecond + now);
      return activity.ok ? activity.value.metric : undefined;
    }
    if (plan.outages.some(({ from, to }) => from <= now && now < to)) return undefined;
    if (trigger.gauge === 'demand') return this.#demand(this.sampleAt(now));
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

const milli = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value * MILLI);
