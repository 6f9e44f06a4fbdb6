/** What surrounds the controller in a scenario: pods, and the metrics APIs over a load. */
import type { Observation } from '../controller';
import type { PodMetrics } from '../pods';
import { Load, type KeyedMetric } from './load';
import { isPendingAt, isReadyAt, ScenarioPods } from './pods';
import type { Settings } from './settings';

type Resource = 'cpu' | 'memory';

/** Metrics APIs give memory in thousandths of a byte, too. */
const MILLI = 1000;

export class World {
  readonly pods: ScenarioPods;
  private readonly load: Load;
  private flapped = 0;

  constructor(
    scenario: unknown,
    private readonly settings: Settings,
  ) {
    this.load = new Load(scenario);
    this.pods = new ScenarioPods(settings.initialReplicas, settings);
  }

  /** What a sync at `t` sees; asked in ascending order of time. */
  observe(t: number): Observation {
    this.startFlaps(t);
    return {
      replicas: this.pods.alive.length,
      podGroups: this.pods.groupsAt(t),
      resource: (name, container) => this.resourceMetrics(name, container, t),
      pods: (name) => this.podsMetrics(name, t),
      external: (name) => this.valueMilli('external', name, t),
      object: (name) => this.valueMilli('object', name, t),
      requestMilli: (resource, container) => this.requestMilli(resource, container),
    };
  }

  private startFlaps(t: number): void {
    const due = this.settings.flaps.filter(({ from }) => from <= t);
    for (const flap of due.slice(this.flapped)) this.pods.flap(flap);
    this.flapped = due.length;
  }

  private isOut(source: string, t: number): boolean {
    return this.settings.outages.some(
      ({ from, to, source: out }) => (out === source || out === source.split(':')[0]) && from <= t && t < to,
    );
  }

  private valueMilli(kind: KeyedMetric, name: string, t: number): number | undefined {
    if (this.isOut(`${kind}:${name}`, t)) return undefined;
    const value = this.load.metric(kind, name, t - this.settings.metricsDelaySeconds);
    return value === undefined ? undefined : value * MILLI;
  }

  private podsMetrics(name: string, t: number): PodMetrics | undefined {
    const total = this.load.metric('pods', name, t - this.settings.metricsDelaySeconds);
    if (total === undefined || this.isOut(`pods:${name}`, t)) return undefined;
    return this.perPod(t, { whenReady: (readyCount) => Math.ceil((MILLI * total) / readyCount), whenNot: 0 });
  }

  private resourceMetrics(name: string, container: string | undefined, t: number): PodMetrics | undefined {
    if ((name !== 'cpu' && name !== 'memory') || this.isOut('resource', t)) return undefined;
    const share = this.shareOf(name, container);
    if (!share) return undefined;
    const unit = name === 'cpu' ? 1 : MILLI;
    const total = this.load.total(
      name === 'cpu' ? 'cpuMilliTotal' : 'memoryBytesTotal',
      t - this.settings.metricsDelaySeconds,
    );
    const base = this.settings.base[name];
    const limit = name === 'cpu' ? this.settings.cpuLimitMilli : Infinity;
    return this.perPod(t, {
      whenReady: (readyCount) => unit * share(Math.min(limit, base + Math.ceil(total / readyCount))),
      whenNot: unit * share(Math.min(limit, base)),
    });
  }

  /** One value a pod; undefined when no pod reports any. */
  private perPod(
    t: number,
    value: { readonly whenReady: (readyCount: number) => number; readonly whenNot: number },
  ): PodMetrics | undefined {
    const { metricsDelaySeconds, metricsWindowSeconds, unreadyReportBase } = this.settings;
    const at = t - metricsDelaySeconds;
    const readyCount = this.pods.readyCountAt(at);
    const silent = Math.max(
      0,
      ...this.settings.missing.filter((gap) => gap.from <= t && t < gap.to).map((gap) => gap.count),
    );
    const whenReady = value.whenReady(readyCount);
    const values = this.pods.alive.map((pod, index) => {
      if (index < silent || pod.createdAt > at) return undefined;
      if (isReadyAt(pod, at)) return whenReady;
      return unreadyReportBase && !isPendingAt(pod, at) ? value.whenNot : undefined;
    });
    const isSilent = values.every((one) => one === undefined);
    return isSilent ? undefined : { values, at, windowSeconds: metricsWindowSeconds };
  }

  /** What a container has of the use of its pod; the whole without a container, undefined for an unknown one. */
  private shareOf(resource: Resource, name: string | undefined): ((used: number) => number) | undefined {
    const { containers } = this.settings;
    if (name === undefined) return (used) => used;
    const index = containers.findIndex((container) => container.name === name);
    if (index < 0) return undefined;
    const part = (used: number, percent: number): number => Math.floor((used * percent) / 100);
    const percents = containers.map(({ percent }) => percent[resource]);
    if (index < containers.length - 1) return (used) => part(used, percents[index] ?? 0);
    const others = percents.slice(0, -1);
    return (used) => others.reduce((rest, percent) => rest - part(used, percent), used);
  }

  private requestMilli(resource: string, name: string | undefined): number | undefined {
    if (resource !== 'cpu' && resource !== 'memory') return undefined;
    const asked = this.settings.containers.filter(
      (container) => name === undefined || container.name === name,
    );
    let total = 0;
    for (const { requests } of asked) {
      const request = requests[resource];
      if (request === undefined) return undefined;
      total += request * (resource === 'cpu' ? 1 : MILLI);
    }
    return asked.length > 0 ? total : undefined;
  }
}
