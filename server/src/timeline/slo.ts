/** Marks that a person judges a timeline by: how long a spike waits, what is lost, what a day costs. */
import type { Accounts } from './accounts';
import { rounded } from '../util/rounded';

export interface Episode {
  readonly at: number;
  /** Until everything was served again; to the end of the timeline where that did not happen. */
  readonly seconds: number;
  /** The most that was missing, in units a second. */
  readonly peakGap: number;
  /** Lost; with a queue, what waited longer than a second. */
  readonly units: number;
}

export interface ServiceLevel {
  /** Capacity that was missing, by how long after the begin of its shortage it was there; with a queue, units by how long they
   *  waited. 0 when nothing was short. */
  readonly timeToServe: {
    readonly p50Seconds: number;
    readonly p95Seconds: number;
    readonly maxSeconds: number;
  };
  readonly episodeCount: number;
  /** The first of them. */
  readonly episodes: readonly Episode[];
  /** Shortages that somebody notices: with a queue only those in which something waits for more than a minute. */
  readonly incidentCount: number;
  readonly demandUnits: number;
  readonly unservedUnits: number;
  readonly unservedShare: number;
  /** Most that waited at a time, and what still waits at the end. */
  readonly maxBacklog: number;
  readonly backlogAtEnd: number;
}

/** Shortages that are closer than this are one. */
const JOIN_SECONDS = 60;
const MAX_EPISODES = 100;

interface Span {
  readonly from: number;
  to: number;
}

export function serviceLevel(
  accounts: Accounts,
  { durationSeconds, podCapacity, overload }: ServicePlan,
): ServiceLevel {
  const gaps = gapsOf(accounts, durationSeconds, podCapacity);
  // What waits for less than a minute of work is what a queue is for.
  const isLate = (second: number): boolean =>
    (accounts.backlog[second] ?? 0) > JOIN_SECONDS * podCapacity * (accounts.ready[second] ?? 0);
  const isShort = (second: number): boolean =>
    (gaps[second] ?? 0) > 0 || (overload === 'queue' && isLate(second));
  const spans = spansOf(isShort, durationSeconds);
  const waits = overload === 'queue' ? queueWaits(accounts, durationSeconds) : gapWaits(gaps, spans);
  const demandUnits = accounts.demandSum[durationSeconds] ?? 0;
  return {
    timeToServe: {
      p50Seconds: quantile(waits, 0.5),
      p95Seconds: quantile(waits, 0.95),
      maxSeconds: waits.findLastIndex((weight) => weight > 0) + (waits.some((weight) => weight > 0) ? 0 : 1),
    },
    episodeCount: spans.length,
    incidentCount: overload === 'queue' ? lateSpans(accounts, durationSeconds).length : spans.length,
    episodes: spans.slice(0, MAX_EPISODES).map((span) => episodeOf(span, gaps)),
    demandUnits: rounded(demandUnits),
    unservedUnits: rounded(accounts.unserved),
    unservedShare: demandUnits > 0 ? rounded(accounts.unserved / demandUnits) : 0,
    maxBacklog: rounded(accounts.maxBacklog),
    backlogAtEnd: rounded(accounts.backlog[durationSeconds] ?? 0),
  };
}

export interface ServicePlan {
  readonly durationSeconds: number;
  readonly podCapacity: number;
  readonly overload: 'drop' | 'queue';
}

const LATE_SECONDS = 60;

/** When the first in a queue has waited for more than a minute. */
const lateSpans = ({ demandSum, servedSum }: Accounts, durationSeconds: number): readonly Span[] =>
  spansOf((second) => {
    const due = demandSum[second + 1 - LATE_SECONDS] ?? 0;
    // Differences of sums are not exact.
    return (servedSum[second + 1] ?? 0) < due - 1e-6;
  }, durationSeconds);

/** Demand beyond what the ready pods serve. */
function gapsOf({ demandSum, ready }: Accounts, durationSeconds: number, podCapacity: number): Float64Array {
  const gaps = new Float64Array(durationSeconds);
  for (let second = 0; second < durationSeconds; second++) {
    const demand = (demandSum[second + 1] ?? 0) - (demandSum[second] ?? 0);
    const gap = demand - (ready[second] ?? 0) * podCapacity;
    // Differences of sums are not exact.
    gaps[second] = gap > 1e-6 ? gap : 0;
  }
  return gaps;
}

function spansOf(isShort: (second: number) => boolean, durationSeconds: number): readonly Span[] {
  const spans: Span[] = [];
  for (let second = 0; second < durationSeconds; second++) {
    if (!isShort(second)) continue;
    const last = spans.at(-1);
    if (last && second - last.to < JOIN_SECONDS) last.to = second + 1;
    else spans.push({ from: second, to: second + 1 });
  }
  return spans;
}

function episodeOf({ from, to }: Span, gaps: Float64Array): Episode {
  const within = gaps.subarray(from, to);
  return {
    at: from,
    seconds: to - from,
    peakGap: rounded(within.reduce((most, gap) => Math.max(most, gap), 0)),
    units: rounded(within.reduce((sum, gap) => sum + gap, 0)),
  };
}

/** Weights by seconds: each unit of capacity that an episode lacked at its worst, by when it was there for good. */
function gapWaits(gaps: Float64Array, spans: readonly Span[]): number[] {
  const weights: number[] = [];
  for (const { from, to } of spans) {
    let filled = 0;
    for (let second = to - 1; second >= from; second--) {
      const gap = gaps[second] ?? 0;
      if (gap <= filled) continue;
      const after = second + 1 - from;
      weights[after] = (weights[after] ?? 0) + gap - filled;
      filled = gap;
    }
  }
  return dense(weights);
}

/** Weights by seconds: each unit, by how long it waited; first come, first served. What is never served waits until the end. */
function queueWaits({ demandSum, servedSum }: Accounts, durationSeconds: number): number[] {
  const weights: number[] = [];
  let servedAt = 0;
  for (let second = 0; second < durationSeconds; second++) {
    const arrived = demandSum[second + 1] ?? 0;
    const units = arrived - (demandSum[second] ?? 0);
    if (units <= 0) continue;
    while (servedAt < durationSeconds && (servedSum[servedAt + 1] ?? 0) < arrived - 1e-6) servedAt++;
    const waited = Math.max(0, servedAt - second);
    weights[waited] = (weights[waited] ?? 0) + units;
  }
  return dense(weights);
}

/** Without holes. */
const dense = (weights: readonly number[]): number[] => Array.from(weights, (weight) => weight ?? 0);

function quantile(weights: readonly number[], share: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  for (const [seconds, weight] of weights.entries()) {
    sum += weight;
    if (total > 0 && sum >= total * share - 1e-9) return seconds;
  }
  return 0;
}
