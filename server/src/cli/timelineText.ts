/** A timeline as plain text: a chart of blocks, the stages of scaling, the marks; or as CSV. */
import { chartOf, headingOf, short, shortTime, type ChartLane, type ChartLine } from '../timeline/chart';
import { ticksOf } from '../timeline/svg';
import type { Timeline } from '../timeline/timeline';
import { STAGE_NAMES, type Wave } from '../timeline/waves';
import { isEmptyLane } from '../util/axis';
import { dollars } from '../util/money';
import { counted, table, usdPerMonth, wrap, type Style } from './style';

const CHART_WIDTH = 60;
const MAX_WAVES_SHOWN = 10;
const MAX_EVENTS_SHOWN = 20;

export function timelineText(timeline: Timeline, style: Style): string[] {
  const { subject, slo, cost, assumptions } = timeline;
  const chart = chartOf(timeline);
  return [
    style.bold(chart.title),
    ...wrap(assumptions.join(' '), 0).map(style.dim),
    '',
    ...chart.lanes.flatMap((lane) => laneLines(lane, style)),
    axis(timeline),
    '',
    ...waveLines(timeline, style),
    ...eventLines(timeline, style),
    ...homelessLines(timeline, style),
    ...serviceLines(timeline, style),
    `${style.bold('Cost:')} ${dollars(cost.usdPerDay, 2)}/day, ${usdPerMonth(cost.usdPerMonth)}/month at this rate`,
    ...(subject.overload === 'queue' && slo.backlogAtEnd > 0
      ? [style.yellow(`${short(slo.backlogAtEnd)} still wait at the end`)]
      : []),
  ];
}

const BLOCKS = ' ▁▂▃▄▅▆▇█';

function laneLines(lane: ChartLane, style: Style): string[] {
  const { max, lines } = lane;
  if (isEmptyLane(lane)) return [`${style.bold(headingOf(lane))}: none`];
  return [
    style.bold(`${headingOf(lane)}, up to ${short(max)}`),
    ...lines.map((line) => `  ${line.label.padEnd(22).slice(0, 22)}${blocksOf(line, max)}`),
  ];
}

/** The highest value of each column, so that a short spike is seen. */
function blocksOf({ values }: ChartLine, max: number): string {
  const width = Math.min(CHART_WIDTH, values.length);
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / width));
    const highest = values.slice(from, to).reduce((most, value) => Math.max(most, value), 0);
    const level = highest <= 0 ? 0 : Math.max(1, Math.round((highest / max) * (BLOCKS.length - 1)));
    return BLOCKS[level] ?? ' ';
  }).join('');
}

/** Times under the columns at which they stand. */
function axis({ durationSeconds, series }: Timeline): string {
  const width = Math.min(CHART_WIDTH, series.t.length);
  const line = [...' '.repeat(24 + width + 6)];
  let free = 0;
  for (const tick of ticksOf(durationSeconds)) {
    const at = 24 + Math.round((tick / durationSeconds) * width);
    if (at < free) continue;
    const label = shortTime(tick);
    line.splice(at, label.length, ...label);
    free = at + label.length + 2;
  }
  return line.join('').trimEnd();
}

function waveLines({ waves, stages }: Timeline, style: Style): string[] {
  if (waves.length === 0) return [style.dim('No scale-up.'), ''];
  const shown = [...waves]
    .filter(({ totalSeconds }) => totalSeconds !== undefined)
    .sort((a, b) => (b.totalSeconds ?? 0) - (a.totalSeconds ?? 0) || a.t - b.t)
    .slice(0, MAX_WAVES_SHOWN);
  if (shown.length === 0) return [style.dim('No scale-up whose pods were all ready in the end.'), ''];
  const columns = ['PODS', 'AT', ...STAGE_NAMES.map((name) => name.toUpperCase()), 'TOTAL'];
  const rows = shown.map(waveRow);
  const mean = stages
    ? [['mean', '', ...STAGE_NAMES.map((name) => String(stages[`${name}Seconds`])), '']]
    : [];
  const more = waves.length > shown.length ? ` (${shown.length} of ${waves.length}, slowest first)` : '';
  return [
    style.bold(`Scale-ups, seconds by stage${more}`),
    ...table(
      columns.map((title) => ({ title, align: 'right' })),
      [...rows, ...mean],
      2,
    ),
    '',
  ];
}

function waveRow({ from, to, t, stages, totalSeconds }: Wave): string[] {
  const parts = STAGE_NAMES.map((name) =>
    stages ? String(Math.round(stages[`${name}Seconds`] * 10) / 10) : '-',
  );
  return [
    `${from} to ${to}`,
    clock(t),
    ...parts,
    totalSeconds === undefined ? '-' : String(Math.round(totalSeconds)),
  ];
}

/** `1:02:03` after the begin. */
function clock(seconds: number): string {
  const [hours, rest] = [Math.floor(seconds / 3600), seconds % 3600];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${hours}:${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

function eventLines({ events, eventCount }: Timeline, style: Style): string[] {
  const shown = events.filter(({ kind }) => kind !== 'node-ready').slice(0, MAX_EVENTS_SHOWN);
  if (shown.length === 0) return [];
  const more =
    eventCount > shown.length ? style.dim(` (${shown.length} of ${eventCount}; all with --format json)`) : '';
  return [
    `${style.bold('Events')}${more}`,
    ...shown.map(({ t, kind, text }) => `  ${clock(t).padStart(9)}  ${kind.padEnd(13)} ${text}`),
    '',
  ];
}

function homelessLines({ events }: Timeline, style: Style): string[] {
  if (!events.some(({ kind }) => kind === 'unschedulable')) return [];
  return [style.yellow('Pods found no node: dryfit simulate --explain PATH... says why.'), ''];
}

function serviceLines({ slo, subject }: Timeline, style: Style): string[] {
  const { p50Seconds, p95Seconds, maxSeconds } = slo.timeToServe;
  if (slo.episodeCount === 0) return [`${style.bold('Service:')} ${style.green('nothing waits')}`];
  const served = `time to serve p50 ${p50Seconds} s, p95 ${p95Seconds} s, most ${maxSeconds} s`;
  const lost =
    subject.overload === 'queue'
      ? `at most ${short(slo.maxBacklog)} wait`
      : `${(slo.unservedShare * 100).toFixed(2)} % unserved (${short(slo.unservedUnits)} of ${short(slo.demandUnits)})`;
  return [
    `${style.bold('Service:')} ${counted(slo.episodeCount, 'shortage')}, ${served}; ${style.yellow(lost)}`,
  ];
}

/** A row a step, titles first. */
export function timelineCsv({ series }: Timeline): string {
  const columns = Object.keys(series) as (keyof Timeline['series'])[];
  const rows = series.t.map((_, index) => columns.map((name) => String(series[name][index] ?? '')).join(','));
  return [columns.join(','), ...rows].join('\n');
}
