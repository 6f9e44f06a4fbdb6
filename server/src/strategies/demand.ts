/** The shape of a load in pods: how many are needed when, and how fast that rises. */
import type { LoadAt } from '../timeline/load';
import type { WarmPoolSizing } from './types';

/** Of schedules. */
const BUCKET_SECONDS = 1800;
const DAY = 86_400;

export interface DemandPlan {
  readonly load: LoadAt;
  readonly durationSeconds: number;
  readonly startSecond: number;
  /** Units a second that a pod is meant for. */
  readonly unitsPerPod: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** Pods that the demand of a second asks for, within the bounds. */
const neededAt = ({ load, unitsPerPod, minReplicas, maxReplicas }: DemandPlan, second: number): number =>
  Math.min(maxReplicas, Math.max(minReplicas, Math.ceil(load(second) / unitsPerPod - 1e-9)));

/** By half hour of the UTC day, the most pods that any day of the timeline needs in it; undefined where it has none. */
export function neededByBucket(plan: DemandPlan): readonly (number | undefined)[] {
  const buckets: (number | undefined)[] = Array.from({ length: DAY / BUCKET_SECONDS });
  for (let second = 0; second < plan.durationSeconds; second += stepOf(plan)) {
    const bucket = bucketOf(plan, second);
    buckets[bucket] = Math.max(buckets[bucket] ?? 0, neededAt(plan, second));
  }
  return buckets;
}

const bucketOf = ({ startSecond }: DemandPlan, second: number): number =>
  Math.floor(((startSecond + second) % DAY) / BUCKET_SECONDS);

/** Every second of an hour, every tenth of a day. */
const stepOf = ({ durationSeconds }: DemandPlan): number => Math.max(1, Math.floor(durationSeconds / 36_000));

/** A part of the day with one size. */
export interface Window {
  /** Minutes of the UTC day. */
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly replicas: number;
}

/** Half hours with more than `above` pods, neighbours of one size joined. */
export function windowsAbove(buckets: readonly (number | undefined)[], above: number): readonly Window[] {
  const minutes = BUCKET_SECONDS / 60;
  const windows: { fromMinute: number; toMinute: number; replicas: number }[] = [];
  for (const [bucket, replicas = 0] of buckets.entries()) {
    if (replicas <= above) continue;
    const last = windows.at(-1);
    if (last && last.toMinute === bucket * minutes && last.replicas === replicas) last.toMinute += minutes;
    else windows.push({ fromMinute: bucket * minutes, toMinute: (bucket + 1) * minutes, replicas });
  }
  return windows;
}

export interface WarmPoolWish {
  /** From the scaler's decision to a pod that is ready on a new node. */
  readonly leadSeconds: number;
  /** Most pods that the scaler adds within that. */
  readonly scaleUp: number;
  /** Of the peak's pods, in place of what the rises need. */
  readonly peakShare?: number;
}

/** How large a warm pool has to be so that a rise never waits for a node: for what is needed, or for what the scaler adds at
 *  once where its tolerance lets it come late. */
export function warmPoolSizing(
  plan: DemandPlan,
  { leadSeconds, scaleUp, peakShare }: WarmPoolWish,
): WarmPoolSizing {
  const step = stepOf(plan);
  const ahead = Math.max(1, Math.round(leadSeconds / step));
  const needed: number[] = [];
  for (let second = 0; second < plan.durationSeconds; second += step) needed.push(neededAt(plan, second));
  const rises = needed.map(
    (pods, index) => (needed[Math.min(needed.length - 1, index + ahead)] ?? pods) - pods,
  );
  const peakReplicas = needed.reduce((most, pods) => Math.max(most, pods), 0);
  const largest = rises.reduce((most, rise) => Math.max(most, rise), scaleUp);
  const podCount = peakShare === undefined ? largest : Math.ceil(peakReplicas * peakShare);
  const buckets = new Set(rises.flatMap((rise, index) => (rise > 0 ? [bucketOf(plan, index * step)] : [])));
  return {
    peakReplicas,
    baseReplicas: needed.reduce((least, pods) => Math.min(least, pods), peakReplicas),
    podCount,
    peakShare: peakReplicas > 0 ? Math.round((podCount / peakReplicas) * 1000) / 1000 : 0,
    leadSeconds,
    hours: [...buckets].sort((a, b) => a - b).map((bucket) => clockOf((bucket * BUCKET_SECONDS) / 60)),
  };
}

/** `09:30` of minutes. */
function clockOf(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

const MINUTES_PER_DAY = 1440;

/** The five fields of a schedule each day at a minute; before midnight counts as the day before. */
export function dailyCron(minute: number): string {
  const within = ((minute % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return `${within % 60} ${Math.floor(within / 60)} * * *`;
}
