/** A chart as SVG text: lanes under each other, the stages of scale-ups below. Pure; the same chart gives the same text. */
import { axisShares } from '../util/axis';
import {
  headingOf,
  short,
  shortTime,
  type Chart,
  type ChartLane,
  type ChartLine,
  type ChartWave,
} from './chart';

const WIDTH = 960;
const LEFT = 70;
const RIGHT = 20;
const PLOT = WIDTH - LEFT - RIGHT;
const TOP = 58;
const LANE = 84;
const GAP = 26;
const BAR = 16;
const BAR_GAP = 6;

const LINE_COLOURS: Readonly<Record<string, string>> = {
  ...{ demand: '#7aa7d9', capacity: '#1b6e3c', wanted: '#b5651d', running: '#8c8c8c', ready: '#1b6e3c' },
  ...{ nodes: '#5b4b8a', usdPerHour: '#5b4b8a', unserved: '#c0392b', backlog: '#c0392b' },
};
const STAGE_COLOURS: Readonly<Record<string, string>> = {
  ...{ metric: '#4c78a8', decision: '#f2a03d', pod: '#9d9d9d' },
  ...{ node: '#8c5aa8', image: '#4aa38a', ready: '#2f7d32' },
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function chartSvg(chart: Chart): string {
  const lanesEnd = TOP + chart.lanes.length * (LANE + GAP);
  const bars = barsOf(chart, lanesEnd + 26);
  const height = Math.round(bars.end + 14);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="Helvetica, Arial, sans-serif" font-size="11" fill="#333">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(LEFT, 20, chart.title, 'font-size="15" font-weight="bold"'),
    text(
      LEFT,
      38,
      chart.facts.map(({ label, value }) => `${label}: ${value}`).join('   ·   '),
      'fill="#555"',
    ),
    ...chart.lanes.flatMap((lane, index) => laneLines(chart, lane, TOP + index * (LANE + GAP))),
    ...timeLabels(chart, lanesEnd - GAP),
    ...bars.lines,
    '</svg>',
    '',
  ].join('\n');
}

const text = (x: number, y: number, words: string, style = ''): string =>
  `<text x="${coordinate(x)}" y="${coordinate(y)}"${style === '' ? '' : ` ${style}`}>${escaped(words)}</text>`;

/** One decimal is enough for the eye, and keeps the text small. */
const coordinate = (value: number): string => String(Math.round(value * 10) / 10);

const xAt = ({ durationSeconds }: Chart, second: number): number => LEFT + (PLOT * second) / durationSeconds;

function laneLines(chart: Chart, lane: ChartLane, top: number): string[] {
  const ground = top + LANE;
  return [
    text(LEFT, top - 5, headingOf(lane), 'font-weight="bold"'),
    ...legend(lane, top - 5),
    `<line x1="${LEFT}" y1="${ground}" x2="${WIDTH - RIGHT}" y2="${ground}" stroke="#999"/>`,
    ...valueAxis(lane, top),
    ...timeGrid(chart, top),
    ...lane.lines.map((line) => drawn(chart, line, lane.max, top)),
    ...marksOf(chart, lane, top),
  ];
}

function legend(lane: ChartLane, y: number): string[] {
  const { lines } = lane;
  if (lines.length < 2) return [];
  let x = LEFT + (headingOf(lane).length + 2) * 6.4;
  return lines.flatMap(({ id, label }) => {
    const at = x;
    x += 26 + label.length * 5.8;
    return [
      `<rect x="${coordinate(at)}" y="${coordinate(y - 8)}" width="10" height="8" fill="${colourOf(id)}"/>`,
      text(at + 14, y, label),
    ];
  });
}

const colourOf = (id: string): string => LINE_COLOURS[id] ?? '#333333';

function valueAxis(lane: ChartLane, top: number): string[] {
  return axisShares(lane).flatMap((share) => {
    const y = top + LANE * (1 - share);
    const line = `<line x1="${LEFT}" y1="${coordinate(y)}" x2="${WIDTH - RIGHT}" y2="${coordinate(y)}" stroke="#e6e6e6"/>`;
    return [
      ...(share === 0 ? [] : [line]),
      text(LEFT - 6, y + 4, short(lane.max * share), 'text-anchor="end" fill="#666"'),
    ];
  });
}

const TICKS = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
const MOST_TICKS = 12;

/** Round times, twelve at most. */
export function ticksOf(durationSeconds: number): readonly number[] {
  const step = TICKS.find((tick) => durationSeconds / tick <= MOST_TICKS) ?? durationSeconds;
  return Array.from({ length: Math.floor(durationSeconds / step) + 1 }, (_, index) => index * step);
}

function timeGrid(chart: Chart, top: number): string[] {
  return ticksOf(chart.durationSeconds).map((tick) => {
    const x = coordinate(xAt(chart, tick));
    return `<line x1="${x}" y1="${top}" x2="${x}" y2="${top + LANE}" stroke="#f0f0f0"/>`;
  });
}

/** Once, under the last lane. */
function timeLabels(chart: Chart, ground: number): string[] {
  return ticksOf(chart.durationSeconds).map((tick) =>
    text(xAt(chart, tick), ground + 14, shortTime(tick), 'text-anchor="middle" fill="#666"'),
  );
}

function drawn(chart: Chart, { id, values, shape }: ChartLine, max: number, top: number): string {
  const points = outline(chart, values, (value) => top + LANE * (1 - value / max), shape);
  const path = points
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${coordinate(x)} ${coordinate(y)}`)
    .join('');
  const colour = colourOf(id);
  if (shape !== 'area') return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6"/>`;
  const ground = coordinate(top + LANE);
  return `<path d="${path}L${coordinate(WIDTH - RIGHT)} ${ground}L${LEFT} ${ground}Z" fill="${colour}" fill-opacity="0.45" stroke="${colour}" stroke-width="1"/>`;
}

type Point = readonly [x: number, y: number];

/** Corners only: a value that stays needs no point of its own. */
function outline(
  chart: Chart,
  values: readonly number[],
  yOf: (value: number) => number,
  shape: ChartLine['shape'],
): readonly Point[] {
  const points: Point[] = [];
  for (const [index, value] of values.entries()) {
    const before = values[index - 1];
    const isKept = index > 0 && index < values.length - 1 && value === before && value === values[index + 1];
    if (isKept) continue;
    const x = xAt(chart, chart.t[index] ?? 0);
    if (shape !== 'line' && before !== undefined && before !== value) points.push([x, yOf(before)]);
    points.push([x, yOf(value)]);
  }
  const last = values.at(-1) ?? 0;
  return [...points, [xAt(chart, chart.durationSeconds), yOf(last)]];
}

const MARK_COLOURS: Readonly<Record<string, string>> = {
  ...{ consolidate: '#5b4b8a', interrupt: '#c0392b', expire: '#b5651d', schedule: '#4c78a8' },
  ...{ preempt: '#b5651d', unschedulable: '#c0392b' },
};

/** Marks stand on the lane of the nodes, with their words as a tooltip. */
function marksOf(chart: Chart, lane: ChartLane, top: number): string[] {
  if (lane.id !== 'nodes') return [];
  return chart.marks.map(({ t, kind, text: words }) => {
    const x = coordinate(xAt(chart, t));
    const title = `<title>${escaped(`${shortTime(t)}: ${words}`)}</title>`;
    return `<line x1="${x}" y1="${top}" x2="${x}" y2="${top + LANE}" stroke="${MARK_COLOURS[kind] ?? '#999'}" stroke-dasharray="2 3">${title}</line>`;
  });
}

/** The stages of the slowest scale-ups, each from the begin of its need. */
function barsOf({ waves }: Chart, top: number): { readonly lines: string[]; readonly end: number } {
  if (waves.length === 0) return { lines: [], end: top };
  const longest = Math.max(...waves.map(({ totalSeconds }) => totalSeconds), 1);
  const heading = [
    text(LEFT, top, 'Where the time goes (seconds since more was needed)', 'font-weight="bold"'),
    ...stageLegend(top + 16),
  ];
  const first = top + 28;
  const lines = waves.flatMap((wave, index) => bar(wave, longest, first + index * (BAR + BAR_GAP)));
  return { lines: [...heading, ...lines], end: first + waves.length * (BAR + BAR_GAP) };
}

function stageLegend(y: number): string[] {
  return Object.entries(STAGE_COLOURS).flatMap(([stage, colour], index) => {
    const x = LEFT + index * 84;
    return [`<rect x="${x}" y="${y - 8}" width="10" height="8" fill="${colour}"/>`, text(x + 14, y, stage)];
  });
}

function bar({ label, stages, totalSeconds }: ChartWave, longest: number, y: number): string[] {
  const scale = (PLOT - 60) / longest;
  const start = stages[0]?.fromSeconds ?? 0;
  const parts = stages
    .filter(({ fromSeconds, toSeconds }) => toSeconds > fromSeconds)
    .flatMap(({ stage, fromSeconds, toSeconds }) => {
      const [x, width] = [LEFT + (fromSeconds - start) * scale, (toSeconds - fromSeconds) * scale];
      const seconds = String(Math.round((toSeconds - fromSeconds) * 10) / 10);
      const rect = `<rect x="${coordinate(x)}" y="${coordinate(y)}" width="${coordinate(width)}" height="${BAR}" fill="${STAGE_COLOURS[stage] ?? '#999'}"><title>${stage} ${seconds} s</title></rect>`;
      const fits = width > seconds.length * 7 + 4;
      return [
        rect,
        ...(fits ? [text(x + width / 2, y + 12, seconds, 'text-anchor="middle" fill="#fff"')] : []),
      ];
    });
  return [
    text(LEFT - 6, y + 12, label, 'text-anchor="end" fill="#666"'),
    ...parts,
    text(LEFT + totalSeconds * scale + 6, y + 12, `${Math.round(totalSeconds)} s`),
  ];
}
