/** A timeline as the panel shows it: of a load that is typed field by field, what is left empty being suggested. */
import type { SourceFile } from '../../model/finding';
import { chartOf, type Chart } from '../../timeline/chart';
import type { LoadSpec } from '../../timeline/load';
import { loadOfFields, parseLoadCsv } from '../../timeline/loadText';
import { chartSvg } from '../../timeline/svg';
import type { Timeline } from '../../timeline/timeline';
import type { Wave } from '../../timeline/waves';
import { failed, success, type Outcome } from '../../util/outcome';
import { clusterWorld, type ConsolidationOptions, type Resources } from './clusterWorld';
import { suggestedFields, type LoadFields } from './loadSuggestion';
import { noSubject } from './noSubject';
import { timelineOfFiles, type TimelineRequest } from './timeline';
import { chooseSubject, possibleSubjects, type PossibleSubject } from './timelineSubject';

export interface LoadWish {
  /** A kind of load, or `csv`. */
  readonly kind: string;
  readonly fields: LoadFields;
  /** Lines of a time and a value. */
  readonly csv?: string;
}

export interface TimelineQuestion {
  readonly workload?: string;
  readonly load: LoadWish;
  readonly podCapacity?: number;
  readonly presets: readonly string[];
  /** Absent: as long as the load needs to be seen. */
  readonly durationSeconds?: number;
}

export interface PanelTimeline extends Pick<
  Timeline,
  'subject' | 'assumptions' | 'slo' | 'cost' | 'stages' | 'eventCount'
> {
  readonly chart: Chart;
  /** The chart as a picture of its own, for a file. */
  readonly svg: string;
  readonly subjects: readonly PossibleSubject[];
  /** What stands for fields of the load that are empty. */
  readonly suggested: LoadFields;
  /** The slowest scale-ups, and how many there were. */
  readonly waves: readonly Wave[];
  readonly waveCount: number;
  readonly events: Timeline['events'];
}

/** Finer than a picture needs, so that one can zoom in. */
const MAX_STEPS = 4_000;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 300];
const MAX_WAVES = 12;
const MAX_EVENTS = 300;

export function panelTimeline(
  question: TimelineQuestion,
  input: { readonly files: readonly SourceFile[]; readonly options: ConsolidationOptions },
  resources: Resources,
): Outcome<PanelTimeline> {
  const made = timelineRequest(question, input, resources);
  if (!made.ok) return made;
  const { request, subjects, suggested } = made.value;
  const played = timelineOfFiles(request, resources);
  if (!played.ok) return played;
  const { subject, assumptions, slo, cost, stages, waves, events, eventCount } = played.value;
  const chart = chartOf(played.value);
  return success({
    ...{ subject, assumptions, slo, cost, chart, subjects, suggested, eventCount },
    ...(stages ? { stages } : {}),
    svg: chartSvg(chart),
    waves: slowestFirst(waves).slice(0, MAX_WAVES),
    waveCount: waves.length,
    events: events.slice(0, MAX_EVENTS),
  });
}

/** What is asked of the timeline, and of the strategies that are compared with it. */
export function timelineRequest(
  { workload, load: wish, podCapacity, presets, durationSeconds }: TimelineQuestion,
  { files, options }: { readonly files: readonly SourceFile[]; readonly options: ConsolidationOptions },
  resources: Resources,
): Outcome<{
  readonly request: TimelineRequest;
  readonly subjects: readonly PossibleSubject[];
  readonly suggested: LoadFields;
}> {
  const cluster = clusterWorld(files, options, resources, { seconds: 0 });
  const chosen = chooseSubject(cluster, workload);
  if (!chosen) return failed(noSubject(workload, cluster));
  const wishes = podCapacity === undefined ? {} : { podCapacity };
  const suggested = suggestedFields(wish.kind, { cluster, chosen, wishes }) ?? {};
  const load = loadOf(wish, suggested);
  if (!load.ok) return load;
  const duration = durationSeconds ?? durationFor(load.value);
  const request = {
    ...{ files, options, workload: chosen.key, load: load.value, presets, ...wishes },
    ...{ durationSeconds: duration, stepSeconds: stepFor(duration) },
  };
  return success({ request, subjects: possibleSubjects(cluster), suggested });
}

function loadOf({ kind, fields, csv }: LoadWish, suggested: LoadFields): Outcome<LoadSpec> {
  if (kind === 'csv')
    return csv ? parseLoadCsv(csv) : failed('paste or choose a CSV: a time and a value a line');
  const filled = { ...suggested, ...fields };
  return loadOfFields(kind, Object.entries(filled));
}

const HOUR = 3600;
const DURATIONS = [HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR] as const;
const WEEK = DURATIONS[3];
/** To see what comes after a load has changed: scale-down and consolidation. */
const AFTERMATH = 20 * 60;

function durationFor(load: LoadSpec): number {
  if (load.kind === 'points') return Math.max(60, Math.min(WEEK, Math.ceil(load.points.at(-1)?.t ?? HOUR)));
  const needed = endOf(load) + AFTERMATH;
  return DURATIONS.find((duration) => duration >= needed) ?? WEEK;
}

function endOf(load: Exclude<LoadSpec, { kind: 'points' }>): number {
  switch (load.kind) {
    case 'constant':
      return 0;
    case 'step':
      return load.atSeconds;
    case 'ramp':
      return load.atSeconds + load.overSeconds;
    case 'spike':
      return load.atSeconds + load.forSeconds + (load.everySeconds ?? 0);
    case 'daily':
      return 23 * HOUR;
  }
}

const stepFor = (durationSeconds: number): number =>
  STEPS.find((step) => durationSeconds / step <= MAX_STEPS) ?? 300;

const slowestFirst = (waves: readonly Wave[]): readonly Wave[] =>
  [...waves].sort((a, b) => (b.totalSeconds ?? Infinity) - (a.totalSeconds ?? Infinity) || a.t - b.t);
