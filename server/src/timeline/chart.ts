/** A timeline as something to draw: lanes over one axis of time, marks, and the stages of each scale-up as bars. Numbers and
 *  plain words only; whoever draws chooses colours by role. docs/dynamics.md describes it. */
import { dollars } from '../util/money';
import type { Timeline } from './timeline';
import { STAGE_NAMES, type Stages, type Wave } from './waves';

const CHART_VERSION = 1;

export interface ChartLine {
  readonly id: string;
  readonly label: string;
  /** One value a step, aligned with `Chart.t`. */
  readonly values: readonly number[];
  /** `area`: filled to the ground. `step`: holds until the next value. */
  readonly shape: 'line' | 'step' | 'area';
}

export interface ChartLane {
  readonly id: 'demand' | 'pods' | 'nodes' | 'cost' | 'unserved' | 'backlog';
  readonly title: string;
  readonly unit: string;
  /** The highest value of all lines; at least a little above 0. */
  readonly max: number;
  readonly lines: readonly ChartLine[];
}

export interface ChartStage {
  readonly stage: (typeof STAGE_NAMES)[number];
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** A scale-up as a bar of stages; seconds of the timeline. */
export interface ChartWave {
  readonly label: string;
  readonly stages: readonly ChartStage[];
  readonly totalSeconds: number;
}

export interface ChartMark {
  readonly t: number;
  readonly kind: string;
  readonly text: string;
}

export interface Chart {
  readonly version: typeof CHART_VERSION;
  readonly title: string;
  /** RFC 3339, of second 0. */
  readonly start: string;
  readonly durationSeconds: number;
  readonly stepSeconds: number;
  /** Begins of the steps. */
  readonly t: readonly number[];
  readonly lanes: readonly ChartLane[];
  /** Slowest first, twelve at most. */
  readonly waves: readonly ChartWave[];
  /** Consolidations, interruptions, schedules and the like; 200 at most. */
  readonly marks: readonly ChartMark[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

const MAX_WAVES = 12;
const MAX_MARKS = 200;
const MARKED = new Set(['schedule', 'consolidate', 'interrupt', 'expire', 'preempt', 'unschedulable']);

export function chartOf(timeline: Timeline): Chart {
  const { subject, series, start, durationSeconds, stepSeconds, waves, events } = timeline;
  const scaler = subject.scaler === undefined ? 'no scaler' : subject.scaler;
  const timed = waves.filter(({ stages }) => stages !== undefined);
  return {
    version: CHART_VERSION,
    title: `${subject.workload} under ${scaler}`,
    ...{ start, durationSeconds, stepSeconds, t: series.t },
    lanes: lanesOf(timeline),
    waves: [...timed]
      .sort((a, b) => (b.totalSeconds ?? 0) - (a.totalSeconds ?? 0) || a.t - b.t)
      .slice(0, MAX_WAVES)
      .flatMap(chartWave),
    marks: events.filter(({ kind }) => MARKED.has(kind)).slice(0, MAX_MARKS),
    facts: factsOf(timeline),
  };
}

function lanesOf({ subject, series }: Timeline): readonly ChartLane[] {
  const capacity = series.ready.map((ready) => ready * subject.podCapacity);
  const line = (
    id: string,
    label: string,
    values: readonly number[],
    shape: ChartLine['shape'] = 'step',
  ) => ({
    ...{ id, label, values, shape },
  });
  const lost =
    subject.overload === 'queue'
      ? lane('backlog', 'Waiting', countUnit(subject.unit), [
          line('backlog', 'waiting', series.backlog, 'area'),
        ])
      : lane('unserved', 'Unserved', `${countUnit(subject.unit)} per step`, [
          line('unserved', 'unserved', series.unserved, 'area'),
        ]);
  return [
    lane('demand', 'Demand', subject.unit, [
      line('demand', 'demand', series.demand, 'area'),
      line('capacity', 'what ready pods serve', capacity),
    ]),
    lane('pods', 'Pods', 'pods', [
      line('wanted', 'wanted', series.wanted),
      line('running', 'running', series.running),
      line('ready', 'ready', series.ready),
    ]),
    lane('nodes', 'Nodes', 'nodes', [line('nodes', 'nodes', series.nodes)]),
    lane('cost', 'Cost', '$/h', [line('usdPerHour', '$/h', series.usdPerHour)]),
    lost,
  ];
}

/** `requests/s` counted up are requests. */
const countUnit = (unit: string): string => (unit.endsWith('/s') ? unit.slice(0, -2) : `${unit}·s`);

const SMALLEST = 1e-3;

const lane = (id: ChartLane['id'], title: string, unit: string, lines: readonly ChartLine[]): ChartLane => ({
  ...{ id, title, unit, lines },
  max: lines.reduce((most, { values }) => values.reduce((a, b) => Math.max(a, b), most), SMALLEST),
});

function chartWave({ since, from, to, stages, totalSeconds = 0 }: Wave): readonly ChartWave[] {
  if (!stages) return [];
  let at = since;
  const parts = STAGE_NAMES.map((stage): ChartStage => {
    const fromSeconds = at;
    at += stages[`${stage}Seconds` satisfies keyof Stages];
    return { stage, fromSeconds, toSeconds: at };
  });
  return [{ label: `${from} to ${to}`, stages: parts, totalSeconds }];
}

function factsOf({ slo, cost, subject }: Timeline): Chart['facts'] {
  const { p50Seconds, p95Seconds } = slo.timeToServe;
  const lost =
    subject.overload === 'queue'
      ? { label: 'most waiting', value: short(slo.maxBacklog) }
      : { label: 'unserved', value: `${(slo.unservedShare * 100).toFixed(2)} %` };
  return [
    { label: 'time to serve p50', value: `${p50Seconds} s` },
    { label: 'time to serve p95', value: `${p95Seconds} s` },
    lost,
    { label: 'cost', value: `${dollars(cost.usdPerDay, 2)} a day` },
  ];
}

/** `Demand (requests/s)`; a lane of pods needs no unit. */
export const headingOf = ({ title, unit }: ChartLane): string =>
  title.toLowerCase() === unit ? title : `${title} (${unit})`;

/** Three digits and a letter at most: 12k, 1.5M. */
export function short(value: number): string {
  const [divisor, letter] = value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, ''];
  const scaled = value / divisor;
  const digits = scaled >= 100 || Number.isInteger(scaled) ? 0 : scaled >= 10 ? 1 : 2;
  return `${scaled.toFixed(digits)}${letter}`;
}

/** `0`, `90s`, `15m`, `6h`, `3d`. */
export function shortTime(seconds: number): string {
  if (seconds === 0) return '0';
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
