/** Second by second: what is asked for, what is served, what it costs. Between events everything but the load stands still, so
 *  that a week is a walk over numbers. */
import type { LoadAt } from './load';
import { rounded } from '../util/rounded';

/** What holds from one event to the next. */
export interface Standing {
  readonly wanted: number;
  readonly running: number;
  readonly ready: number;
  readonly nodes: number;
  readonly usdPerHour: number;
}

/** One entry a step. Units: `demand` and `unserved` in units of the load, per second and in all. */
export interface Series {
  readonly t: number[];
  /** Averages over the step. */
  readonly demand: number[];
  readonly demandMax: number[];
  /** At the end of the step. */
  readonly wanted: number[];
  readonly running: number[];
  readonly ready: number[];
  readonly nodes: number[];
  readonly usdPerHour: number[];
  /** Lost in the step. */
  readonly unserved: number[];
  /** Waiting at the end of the step. */
  readonly backlog: number[];
}

export interface AccountsPlan {
  readonly load: LoadAt;
  readonly durationSeconds: number;
  readonly stepSeconds: number;
  readonly podCapacity: number;
  readonly overload: 'drop' | 'queue';
  /** Demand and backlog that so many pods are meant for. */
  readonly sustains: (wanted: number) => { readonly demand: number; readonly backlog: number };
}

export class Accounts {
  /** By second; entry `s` is the sum before it. */
  readonly demandSum: Float64Array;
  readonly servedSum: Float64Array;
  readonly backlog: Float64Array;
  readonly ready: Int32Array;
  unserved = 0;
  usd = 0;
  maxBacklog = 0;
  /** Since when more is asked for than the wanted pods are meant for. */
  shortSince: number | undefined;
  readonly series: Series = {
    ...{ t: [], demand: [], demandMax: [], wanted: [], running: [], ready: [] },
    ...{ nodes: [], usdPerHour: [], unserved: [], backlog: [] },
  };
  #step = { demand: 0, demandMax: 0, usd: 0, unserved: 0 };

  constructor(private readonly plan: AccountsPlan) {
    const { durationSeconds } = plan;
    this.demandSum = new Float64Array(durationSeconds + 1);
    this.servedSum = new Float64Array(durationSeconds + 1);
    this.backlog = new Float64Array(durationSeconds + 1);
    this.ready = new Int32Array(durationSeconds + 1);
  }

  /** Accounts for the seconds from `from` to before `to`. */
  advance(from: number, to: number, standing: Standing): void {
    const { stepSeconds } = this.plan;
    this.ready.fill(standing.ready, from, to);
    for (let start = from; start < to;) {
      const stepEnd = (Math.floor(start / stepSeconds) + 1) * stepSeconds;
      const end = Math.min(to, stepEnd);
      this.#walk(start, end, standing);
      if (end === stepEnd) this.#finishStep(end, standing);
      start = end;
    }
    this.usd += (standing.usdPerHour * (to - from)) / 3600;
  }

  /** Seconds of one step. There are 600,000 in a week: what they add to is kept at hand. */
  #walk(from: number, to: number, { wanted, ready, usdPerHour }: Standing): void {
    const { load, podCapacity, overload } = this.plan;
    const { demandSum, servedSum, backlog } = this;
    const sustained = this.plan.sustains(wanted);
    const capacity = ready * podCapacity;
    const isLossy = overload === 'drop';
    let { demand: stepDemand, demandMax, usd, unserved } = this.#step;
    let { unserved: allUnserved, shortSince, maxBacklog } = this;
    let [demanded, served, waiting] = [demandSum[from] ?? 0, servedSum[from] ?? 0, backlog[from] ?? 0];
    for (let second = from; second < to; second++) {
      const demand = load(second);
      const asked = demand + waiting;
      const done = Math.min(asked, capacity);
      const lost = isLossy ? asked - done : 0;
      waiting = isLossy ? 0 : asked - done;
      demandSum[second + 1] = demanded += demand;
      servedSum[second + 1] = served += done;
      backlog[second + 1] = waiting;
      if (waiting > maxBacklog) maxBacklog = waiting;
      allUnserved += lost;
      const isShort = demand > sustained.demand || waiting > sustained.backlog;
      shortSince = isShort ? (shortSince ?? second) : undefined;
      stepDemand += demand;
      unserved += lost;
      usd += usdPerHour;
      if (demand > demandMax) demandMax = demand;
    }
    this.unserved = allUnserved;
    this.shortSince = shortSince;
    this.maxBacklog = maxBacklog;
    this.#step = { demand: stepDemand, demandMax, usd, unserved };
  }

  #finishStep(end: number, { wanted, running, ready, nodes }: Standing): void {
    const { stepSeconds } = this.plan;
    const step = this.#step;
    const { series } = this;
    series.t.push(end - stepSeconds);
    series.demand.push(rounded(step.demand / stepSeconds));
    series.demandMax.push(rounded(step.demandMax));
    series.wanted.push(wanted);
    series.running.push(running);
    series.ready.push(ready);
    series.nodes.push(nodes);
    series.usdPerHour.push(rounded(step.usd / stepSeconds));
    series.unserved.push(rounded(step.unserved));
    series.backlog.push(rounded(this.backlog[end] ?? 0));
    this.#step = { demand: 0, demandMax: 0, usd: 0, unserved: 0 };
  }

  /** Per second, over the `window` seconds before `second`. */
  meanDemand(second: number, window: number): number {
    return meanOf(this.demandSum, second, window);
  }

  meanServed(second: number, window: number): number {
    return meanOf(this.servedSum, second, window);
  }
}

function meanOf(sums: Float64Array, second: number, window: number): number {
  const end = Math.max(1, second);
  const start = Math.max(0, end - window);
  return ((sums[end] ?? 0) - (sums[start] ?? 0)) / (end - start);
}
