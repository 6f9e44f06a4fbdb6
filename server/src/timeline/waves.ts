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
  readonly #waves: OpenWave[] = [];

  add(wave: OpenWave): void {
    if (this.#waves.length < MAX_WAVES) this.#waves.push(wave);
  }

  /** @param end  what was not ready by then counts as never */
  finished(end: number): readonly Wave[] {
    return this.#waves.map(({ pods, metricSeconds, ...wave }) => {
      const stages = slowest(pods, end, { decidedAfter: wave.t - wave.since, metricSeconds });
      return stages ? { ...wave, stages, totalSeconds: totalOf(stages) } : wave;
    });
  }
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

export const totalOf = (stages: Stages): number =>
  STAGE_NAMES.reduce((sum, stage) => sum + stages[`${stage}Seconds`], 0);

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
