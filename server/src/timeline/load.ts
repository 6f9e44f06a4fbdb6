/** Loads: how much work comes at each second. Units are the caller's: requests a second, messages a second, or milli-CPU. */
import { failed, success, type Outcome } from '../util/outcome';
import { rounded } from '../util/rounded';

export type LoadSpec =
  | { readonly kind: 'constant'; readonly value: number }
  /** `from` until `atSeconds`, `to` from then on. */
  | { readonly kind: 'step'; readonly from: number; readonly to: number; readonly atSeconds: number }
  /** In a straight line from `from` to `to`, which `overSeconds` takes. */
  | {
      readonly kind: 'ramp';
      readonly from: number;
      readonly to: number;
      readonly atSeconds: number;
      readonly overSeconds: number;
    }
  /** `peak` for a while, again every `everySeconds` if that is given. */
  | {
      readonly kind: 'spike';
      readonly base: number;
      readonly peak: number;
      readonly atSeconds: number;
      readonly forSeconds: number;
      readonly everySeconds?: number;
    }
  /** A wave over the day, `high` at `peakHour` UTC, `low` twelve hours apart; on weekends a share of what lies above `low`. */
  | {
      readonly kind: 'daily';
      readonly low: number;
      readonly high: number;
      readonly peakHour: number;
      readonly weekendShare: number;
    }
  /** By steps or straight lines between points, ascending in time; before the first its value, after the last its value. */
  | {
      readonly kind: 'points';
      readonly points: readonly LoadPoint[];
      readonly interpolation: 'step' | 'linear';
    };

export interface LoadPoint {
  readonly t: number;
  readonly value: number;
}

/** The load at a second of the timeline; asked in any order. */
export type LoadAt = (second: number) => number;

const HOUR = 3600;
const DAY = 24 * HOUR;

/** @param startSecond  of the timeline, since 1970: for loads that follow the clock */
export function loadAt(spec: LoadSpec, startSecond: number): LoadAt {
  switch (spec.kind) {
    case 'constant':
      return () => spec.value;
    case 'step':
      return (second) => (second < spec.atSeconds ? spec.from : spec.to);
    case 'ramp':
      return (second) => rampAt(spec, second);
    case 'spike':
      return (second) => (isInSpike(spec, second) ? spec.peak : spec.base);
    case 'daily':
      return (second) => dailyAt(spec, startSecond + second);
    case 'points':
      return pointsAt(spec.points, spec.interpolation);
  }
}

function rampAt(
  { from, to, atSeconds, overSeconds }: Extract<LoadSpec, { kind: 'ramp' }>,
  second: number,
): number {
  const share = overSeconds > 0 ? (second - atSeconds) / overSeconds : second < atSeconds ? 0 : 1;
  return from + (to - from) * Math.min(1, Math.max(0, share));
}

function isInSpike(
  { atSeconds, forSeconds, everySeconds }: Extract<LoadSpec, { kind: 'spike' }>,
  second: number,
): boolean {
  const since = second - atSeconds;
  if (since < 0) return false;
  return (everySeconds !== undefined && everySeconds > 0 ? since % everySeconds : since) < forSeconds;
}

/** 1970 began on a Thursday. */
const isWeekend = (second: number): boolean => {
  const day = (Math.floor(second / DAY) + 4) % 7;
  return day === 0 || day === 6;
};

function dailyAt(
  { low, high, peakHour, weekendShare }: Extract<LoadSpec, { kind: 'daily' }>,
  second: number,
): number {
  const angle = (2 * Math.PI * ((second % DAY) / HOUR - peakHour)) / 24;
  const share = ((1 + Math.cos(angle)) / 2) * (isWeekend(second) ? weekendShare : 1);
  return rounded(low + (high - low) * share);
}

function pointsAt(points: readonly LoadPoint[], interpolation: 'step' | 'linear'): LoadAt {
  let last = 0;
  return (second) => {
    if ((points[last]?.t ?? 0) > second) last = 0;
    while ((points[last + 1]?.t ?? Infinity) <= second) last++;
    const [left, right] = [points[last], points[last + 1]];
    if (!left) return 0;
    if (interpolation === 'step' || !right || second <= left.t) return left.value;
    return rounded(left.value + ((right.value - left.value) * (second - left.t)) / (right.t - left.t));
  };
}

/** The values that must be written, and defaults of the others. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
  constant: { value: undefined },
  step: { from: undefined, to: undefined, atSeconds: 600 },
  ramp: { from: undefined, to: undefined, atSeconds: 600, overSeconds: 600 },
  spike: { base: undefined, peak: undefined, atSeconds: 600, forSeconds: 900 },
  daily: { low: undefined, high: undefined, peakHour: 14, weekendShare: 1 },
};
const OPTIONAL: Readonly<Record<string, readonly string[]>> = { spike: ['everySeconds'] };

/** Kinds of load that a line can say: all but `points`. */
export const LOAD_KINDS: readonly string[] = Object.keys(SHAPES);

/** The fields of a kind. */
export const loadFields = (kind: string): readonly string[] => [
  ...Object.keys(SHAPES[kind] ?? {}),
  ...(OPTIONAL[kind] ?? []),
];

/** Makes a load of loosely typed input, or says what is missing. */
export function decodeLoad(value: unknown): Outcome<LoadSpec> {
  if (typeof value !== 'object' || value === null) return failed('a load is an object with a kind');
  const fields = value as Readonly<Record<string, unknown>>;
  const kind = typeof fields.kind === 'string' ? fields.kind : '';
  if (kind === 'points') return decodePoints(fields);
  const shape = SHAPES[kind];
  if (!shape)
    return failed(`load ${kind || 'without a kind'}: one of ${[...LOAD_KINDS, 'points'].join(', ')}`);
  const read: Record<string, number> = {};
  for (const name of loadFields(kind)) {
    const number = fields[name] ?? shape[name];
    const isMissing = number === undefined && !name.startsWith('every');
    if (isMissing || (number !== undefined && !isLoadNumber(number)))
      return failed(`load ${kind}: ${name} must be a number, 0 or more`);
    if (number !== undefined) read[name] = Number(number);
  }
  return success({ kind, ...read } as unknown as LoadSpec);
}

const isLoadNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

function decodePoints(fields: Readonly<Record<string, unknown>>): Outcome<LoadSpec> {
  const points = Array.isArray(fields.points) ? fields.points.map(pointOf) : [];
  const sound = points.filter((point) => point !== undefined);
  if (sound.length === 0 || sound.length < points.length)
    return failed('load points: a list of { t, value }, numbers of 0 or more');
  const fallen = sound.findIndex(({ t }, index) => t <= (sound[index - 1]?.t ?? -1));
  if (fallen >= 0)
    return failed(
      `load points: t ${sound[fallen]?.t} does not come after ${sound[fallen - 1]?.t}: times must rise`,
    );
  const interpolation = fields.interpolation === 'step' ? 'step' : 'linear';
  return success({ kind: 'points', points: sound, interpolation });
}

function pointOf(point: unknown): LoadPoint | undefined {
  if (typeof point !== 'object' || point === null) return undefined;
  const { t, value } = point as Partial<LoadPoint>;
  return isLoadNumber(t) && isLoadNumber(value) ? { t, value } : undefined;
}
