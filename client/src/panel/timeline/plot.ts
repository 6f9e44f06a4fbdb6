/** Where the lines of a timeline go: a view of seconds on a plane of fixed size, which the page stretches. Pure geometry. */
import type { TimelineChart, TimelineLine } from '../../../../server/src/protocol/motionRequests';
import type { Span } from './choice';

/** The plane of a lane; y points down. */
export const PLANE = { width: 1000, height: 72 } as const;
/** Above the highest value, so that its line is not cut. */
const HEADROOM = 3;

export const yOf = (share: number): number => round(PLANE.height - (PLANE.height - HEADROOM) * share);

export const viewOf = ({ durationSeconds }: TimelineChart, zoom: Span | undefined): Span =>
  zoom && zoom.to <= durationSeconds ? zoom : { from: 0, to: durationSeconds };

export const shareOf = (second: number, { from, to }: Span): number => (second - from) / (to - from);

export const xOf = (second: number, view: Span): number => round(PLANE.width * shareOf(second, view));

/** The step that a second lies in. */
export function stepAt({ t, stepSeconds }: TimelineChart, second: number): number {
  return Math.min(t.length - 1, Math.max(0, Math.floor(second / stepSeconds)));
}

const TICKS = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400],
];
const MOST_TICKS = 8;

/** Round times within the view. */
export function ticksIn({ from, to }: Span): readonly number[] {
  const step = TICKS.find((tick) => (to - from) / tick <= MOST_TICKS) ?? to - from;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step);
}

/** A line as the `d` of a path. Values hold until the next one. */
export function pathOf(chart: TimelineChart, line: TimelineLine, view: Span, max: number): string {
  const points = thinned(pointsIn(chart, line, view));
  const [first] = points;
  if (!first) return '';
  let y = yOf(first.value / max);
  let path = `M${xOf(Math.max(first.t, view.from), view)} ${y}`;
  for (const { t, value } of points.slice(1)) {
    const next = yOf(value / max);
    if (next === y) continue;
    path += `H${xOf(t, view)}V${next}`;
    y = next;
  }
  const end = `${path}H${xOf(view.to, view)}`;
  return line.shape === 'area' ? `${end}V${PLANE.height}H0Z` : end;
}

interface Point {
  readonly t: number;
  readonly value: number;
}

function pointsIn(chart: TimelineChart, { values }: TimelineLine, view: Span): Point[] {
  const points: Point[] = [];
  for (let index = stepAt(chart, view.from); index < values.length; index++) {
    const t = chart.t[index] ?? 0;
    if (t >= view.to) break;
    points.push({ t, value: values[index] ?? 0 });
  }
  return points;
}

/** Finer than this nobody sees. */
const MOST_POINTS = 1200;

/** Lowest and highest of each bucket, so that no peak is lost. */
function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_POINTS) return points;
  const size = Math.ceil((points.length * 2) / MOST_POINTS);
  const kept: Point[] = [];
  for (let start = 0; start < points.length; start += size) {
    const bucket = points.slice(start, start + size);
    const lowest = bucket.reduce((a, b) => (b.value < a.value ? b : a));
    const highest = bucket.reduce((a, b) => (b.value > a.value ? b : a));
    kept.push(...(lowest === highest ? [lowest] : [lowest, highest].sort((a, b) => a.t - b.t)));
  }
  return kept;
}

const round = (value: number): number => Math.round(value * 10) / 10;
