/** Scale-ups, and how long each stage of them took: from the first second at which more was asked for than the pods were meant
 *  for, to the last new pod that was ready. */
import type { TimedPod } from './fleet';

export interface Stages {
  /** Until the metric that the scaler sees could show it. */
  readonly metricSeconds: number;
  /** Until the scaler had decided: its sync, stabilization and policies. */
  readonly decisionSeconds: number;
  /** Until the scheduler looked at the pod. */
  readonly podSeconds: number;
  /** Until it had a node that was ready. */
  readonly nodeSeconds: number;
  /** Until its image was there and its containers had started. */
  readonly imageSeconds: number;
  /** Until its probes had passed. */
  readonly readySeconds: number;
}

export const STAGE_NAMES = ['metric', 'decision', 'pod', 'node', 'image', 'ready'] as const;

export interface Wave {
  readonly t: number;
  readonly from: number;
  readonly to: number;
  readonly cause: string;
  /** When the need for it began. */
  readonly since: number;
  /** Of the last pod to be ready; undefined when none was at the end. */
  readonly stages?: Stages;
  readonly totalSeconds?: number;
}

interface OpenWave extends Omit<Wave, 'stages' | 'totalSeconds'> {
  readonly metricSeconds: number;
  readonly pods: readonly TimedPod[];
}

/** More are not kept. */
const MAX_WAVES = 5000;

export class Waves {
  readonly #waves: Wave[] = [];
  /** Those of them with pods of which it is not yet known when they will be ready, by their place. */
  readonly #open = new Map<number, OpenWave>();

  /** @param end  what is not ready by then counts as never */
  constructor(private readonly end: number) {}

  add(wave: OpenWave): void {
    if (this.#waves.length >= MAX_WAVES) return;
    this.#close((pod) => pod.isGone || pod.readyAt !== Infinity);
    this.#open.set(this.#waves.length, wave);
    this.#waves.push(wave);
  }

  /** What came of a wave is kept in the place of its pods: in a week there can be hundreds of thousands of them. */
  #close(isSettled: (pod: TimedPod) => boolean): void {
    for (const [place, wave] of this.#open) {
      if (!wave.pods.every(isSettled)) continue;
      this.#waves[place] = finishedWave(wave, this.end);
      this.#open.delete(place);
    }
  }

  finished(): readonly Wave[] {
    this.#close(() => true);
    return this.#waves;
  }
}

function finishedWave({ pods, metricSeconds, ...wave }: OpenWave, end: number): Wave {
  const stages = slowest(pods, end, { decidedAfter: wave.t - wave.since, metricSeconds });
  return stages ? { ...wave, stages, totalSeconds: totalOf(stages) } : wave;
}

function slowest(
  pods: readonly TimedPod[],
  end: number,
  { decidedAfter, metricSeconds }: { readonly decidedAfter: number; readonly metricSeconds: number },
): Stages | undefined {
  const ready = pods.filter(({ readyAt }) => readyAt < end);
  const last = ready.reduce<TimedPod | undefined>(
    (latest, pod) => (latest && latest.readyAt >= pod.readyAt ? latest : pod),
    undefined,
  );
  if (!last) return undefined;
  const triedAt = Math.min(last.triedAt, last.boundAt);
  return {
    metricSeconds,
    decisionSeconds: decidedAfter - metricSeconds,
    podSeconds: triedAt - last.createdAt,
    nodeSeconds: last.boundAt - triedAt,
    imageSeconds: last.runningAt - last.boundAt,
    readySeconds: last.readyAt - last.runningAt,
  };
}

/** In the order of the stages. */
const totalOf = (stages: Stages): number =>
  stages.metricSeconds +
  stages.decisionSeconds +
  stages.podSeconds +
  stages.nodeSeconds +
  stages.imageSeconds +
  stages.readySeconds;

/** Each stage on average, waves counted by the pods that they added. */
export function meanStages(waves: readonly Wave[]): Stages | undefined {
  const done = waves.flatMap(({ stages, from, to }) => (stages ? [{ stages, weight: to - from }] : []));
  const weight = done.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return undefined;
  const mean = (key: keyof Stages): number => {
    const total = done.reduce((sum, one) => sum + one.stages[key] * one.weight, 0);
    return Math.round((total / weight) * 10) / 10;
  };
  return {
    metricSeconds: mean('metricSeconds'),
    decisionSeconds: mean('decisionSeconds'),
    podSeconds: mean('podSeconds'),
    nodeSeconds: mean('nodeSeconds'),
    imageSeconds: mean('imageSeconds'),
    readySeconds: mean('readySeconds'),
  };
}
