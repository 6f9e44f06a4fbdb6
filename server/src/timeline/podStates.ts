/** The pods of one workload by how far they have come, counted anew only when one of them changes. */
import type { PodGroup } from '../dynamics/hpa/pods';
import type { Fleet, TimedPod } from './fleet';

/** Pods that the HPA controller cannot tell apart. */
export interface Cohort {
  readonly group: PodGroup;
  readonly createdAt: number;
}

export interface Cohorts {
  readonly all: readonly Cohort[];
  readonly groups: readonly PodGroup[];
}

export interface PodCounts {
  readonly running: number;
  readonly ready: number;
}

/** After so long the HPA controller no longer asks how old a pod is. */
const CPU_INITIALIZATION_SECONDS = 300;
const LONG_AGO = -3600;

export class PodStates {
  #counts: PodCounts = { running: 0, ready: 0 };
  /** Those of the counts; undefined until someone asks, as only the HPA controller does. */
  #cohorts: Cohorts | undefined;
  #version = -1;
  /** From when on the next pod is in another state. */
  #until = -Infinity;

  constructor(
    private readonly fleet: Fleet,
    private readonly key: string,
  ) {}

  /** @param now  never before the last one */
  at(now: number): PodCounts {
    if (this.#version !== this.fleet.podVersion || now >= this.#until) this.#count(now);
    return this.#counts;
  }

  /** @param now  as for `at` */
  cohortsAt(now: number): Cohorts {
    this.at(now);
    return (this.#cohorts ??= cohortsOf(this.fleet.podsOf(this.key), now));
  }

  #count(now: number): void {
    let [running, ready, until] = [0, 0, Infinity];
    for (const { boundAt, runningAt, readyAt } of this.fleet.podsOf(this.key)) {
      const knownAt = boundAt + CPU_INITIALIZATION_SECONDS;
      if (knownAt > now && knownAt < until) until = knownAt;
      if (runningAt <= now) running++;
      else if (runningAt < until) until = runningAt;
      if (readyAt <= now) ready++;
      else if (readyAt < until) until = readyAt;
    }
    this.#version = this.fleet.podVersion;
    this.#until = until;
    this.#counts = { running, ready };
    this.#cohorts = undefined;
  }
}

interface Counted {
  readonly pod: TimedPod;
  count: number;
}

/** Pods that have long been ready are alike; of the others, those that came together. */
function cohortsOf(pods: Iterable<TimedPod>, now: number): Cohorts {
  let longReady = 0;
  const others: Counted[] = [];
  for (const pod of pods) {
    if (pod.readyAt <= now && pod.boundAt + CPU_INITIALIZATION_SECONDS <= now) longReady++;
    else countIn(others, pod);
  }
  const cohorts = others.map(({ pod, count }) => cohortOf(pod, count, now));
  const all = longReady > 0 ? [longReadyCohort(longReady), ...cohorts] : cohorts;
  return { all, groups: all.map(({ group }) => group) };
}

/** They come in the order in which they were made: the last ones are looked at first. */
function countIn(counted: Counted[], pod: TimedPod): void {
  const known = counted.findLast((one) => cameTogether(one.pod, pod));
  if (known) known.count++;
  else counted.push({ pod, count: 1 });
}

const cameTogether = (a: TimedPod, b: TimedPod): boolean =>
  a.createdAt === b.createdAt &&
  a.boundAt === b.boundAt &&
  a.runningAt === b.runningAt &&
  a.readyAt === b.readyAt;

const longReadyCohort = (count: number): Cohort => ({
  createdAt: LONG_AGO,
  group: { count, isPending: false, isReady: true, startedAt: LONG_AGO, readyChangedAt: LONG_AGO },
});

const cohortOf = (
  { createdAt, boundAt, runningAt, readyAt }: TimedPod,
  count: number,
  now: number,
): Cohort => ({
  createdAt,
  group: {
    count,
    isPending: runningAt > now,
    isReady: readyAt <= now,
    startedAt: boundAt,
    readyChangedAt: readyAt <= now ? readyAt : createdAt,
  },
});
