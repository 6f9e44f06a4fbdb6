/** Loads for a workload about which nobody said anything: what its size as written is meant for, and a few times that. */
import { podCountOf } from '../../simulate/replicas';
import { perPodAtTarget } from '../../timeline/sizing';
import type { ClusterWorld } from './clusterWorld';
import { subjectOf, type ChosenSubject, type SubjectWishes } from './timelineSubject';

/** Fields by their short names, as one would type them. */
export type LoadFields = Readonly<Record<string, string>>;

/** A spike that is worth a look, and that the scaler's maximum can serve if anything does. */
const RISE = 4;

export function suggestedFields(
  kind: string,
  { cluster, chosen, wishes }: Suggestion,
): LoadFields | undefined {
  const { low, high } = rangeOf(cluster, chosen, wishes);
  const shapes: Readonly<Record<string, LoadFields>> = {
    constant: { value: high },
    step: { from: low, to: high, at: '10m' },
    ramp: { from: low, to: high, at: '10m', over: '10m' },
    spike: { base: low, peak: high, at: '10m', for: '15m' },
    daily: { low, high, peakHour: '14', weekendShare: '1' },
  };
  return shapes[kind];
}

export interface Suggestion {
  readonly cluster: ClusterWorld;
  readonly chosen: ChosenSubject;
  readonly wishes: SubjectWishes;
}

function rangeOf(
  { prepared }: ClusterWorld,
  chosen: ChosenSubject,
  wishes: SubjectWishes,
): { readonly low: string; readonly high: string } {
  const { subject } = subjectOf(chosen, wishes);
  const target = perPodAtTarget(chosen.scaler, subject).demand;
  const perPod = Number.isFinite(target) && target > 0 ? target : subject.podCapacity;
  const written = Math.max(1, podCountOf(chosen.workload, prepared.cluster.scalers, 'spec'));
  const low = written * perPod;
  const most = Math.max(1.5 * low, (chosen.bounds?.max ?? Infinity) * perPod);
  return { low: plain(low), high: plain(Math.min(RISE * low, most)) };
}

/** Two digits are enough for a guess. */
const plain = (value: number): string => String(Number(value.toPrecision(2)));
