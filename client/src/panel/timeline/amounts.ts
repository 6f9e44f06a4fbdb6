/** Numbers and times of a timeline in few characters. */
import type { TimelineService } from '../../../../server/src/protocol/motionRequests';
import { grouped, usdPerHour } from '../../format';

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

/** `0`, `90s`, `1h30m`, `1d12h`: no unit but the needed ones. */
export function timeText(seconds: number): string {
  let rest = Math.round(seconds);
  const parts = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count}${unit}`] : [];
  });
  return parts.join('') || '0';
}

/** `38 s`; from two minutes on in minutes and seconds. */
export const secondsText = (seconds: number): string =>
  seconds < 120 ? `${Math.round(seconds * 10) / 10} s` : timeText(seconds).replace(/(?<=[dhm])(?=\d)/g, ' ');

type Backlog = Pick<TimelineService, 'demandUnits' | 'backlogAtEnd'>;

/** Whether a queue only grew. */
export const isNeverServed = ({ demandUnits, backlogAtEnd }: Backlog): boolean =>
  demandUnits > 0 && backlogAtEnd >= demandUnits;

/** A percentile of the times to serve; what is never served has none. */
export const serveText = (slo: Backlog, seconds: number): string =>
  isNeverServed(slo) ? 'never' : secondsText(seconds);

/** Four digits at most, in groups. */
export function amountText(value: number): string {
  const rounded = Number(value.toPrecision(4));
  const [whole = '0', decimals] = String(rounded >= 1000 ? Math.round(rounded) : rounded).split('.');
  return `${grouped(Number(whole))}${decimals === undefined ? '' : `.${decimals.slice(0, 2)}`}`;
}

/** For the scale beside a lane: `12k`, `1.5M`. */
export function scaleText(value: number): string {
  if (value >= 1e6) return `${trimmed(value / 1e6)}M`;
  return value >= 1e4 ? `${trimmed(value / 1e3)}k` : trimmed(value);
}

const trimmed = (value: number): string => String(Number(value.toPrecision(3)));

export const valueText = (laneId: string, value: number): string =>
  laneId === 'cost' ? usdPerHour(value, '$') : amountText(value);
